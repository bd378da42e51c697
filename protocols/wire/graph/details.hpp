#pragma once

#include "engine/directory/member_details.hpp"
#include "protocols/wire/http/message.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace roamsync::wire {

/// Largest photo that is used, in bytes; a larger one, and what is no PNG, JPEG or GIF, counts as none.
constexpr std::size_t photo_bytes_max = 100'000;

/// The answer to ask_details. `call` is the batch's own; if it is ok, `replies` has one entry for each
/// question, in their order: one that the answer leaves out, or whose body cannot be read, is transient with
/// unreadable_answer. 404 means that there is no manager or photo; another failure is that of the part: failed
/// with consent_missing if it says that the permission is not there, else with request_refused. An answer that
/// is larger than what is read is failed, unless it is that to one photo: it counts as none.
struct details_page {
  call_result call;
  std::vector<detail_reply> replies;
  bool too_large = false;
};
[[nodiscard]] details_page parse_details(const http_result& x, std::span<const detail_question> questions,
                                         utc_time now);

} // namespace roamsync::wire
