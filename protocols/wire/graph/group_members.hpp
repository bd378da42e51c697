#pragma once

#include "engine/directory/member.hpp"
#include "engine/model/call_result.hpp"
#include "protocols/wire/http/message.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::wire {

/// Most pages of one group: two million members at 999 a page.
constexpr std::size_t group_pages_max = 2000;

/// Reads all users of a group, page by page. Half a group is never given out: `members()` is filled only once
/// `done()`. Not thread-safe.
class group_members {
public:
  group_members(cloud services, std::string_view group_id, std::vector<std::string> extra_attributes = {});

  /// The request for the page that is due; the same again after a failure, so that a retry goes on where it
  /// was.
  [[nodiscard]] const http_request& request() const noexcept { return request_; }

  /// Takes the answer to request(). ok: the page is taken, and the walk is done or the next page is due. A
  /// link to a foreign host, a link seen before and too many pages are failed with group_unreadable.
  [[nodiscard]] call_result on_result(const http_result& x, utc_time now);

  [[nodiscard]] bool done() const noexcept { return done_; }
  /// Each user once, in the directory's order; only once done().
  [[nodiscard]] const std::vector<member>& members() const noexcept { return members_; }

private:
  call_result refuse(call_result call, std::string why) const;

  cloud services_;
  http_request request_;
  std::vector<member> gathered_;
  std::vector<member> members_;
  std::set<std::string> ids_;
  std::set<std::string> links_;
  bool done_ = false;
};

} // namespace roamsync::wire
