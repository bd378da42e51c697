#pragma once

#include "engine/directory/directory_call.hpp"
#include "protocols/wire/http/message.hpp"

#include <cstddef>
#include <vector>

namespace roamsync::wire {

/// A page of a change feed (wire.md 6.5.1); the answer to follow_groups, follow_users and to the links of both.
/// A token that is no longer known (410, or 4xx with syncStateNotFound) is failed like any refusal. A page
/// with an entry that cannot be read, or without exactly one link, is transient: half a page is no page.
struct changes_page {
  call_result call;
  feed_page page;
};
[[nodiscard]] changes_page parse_changes(const http_result& x, change_feed of, utc_time now);

/// The answer to ask_users for `users` users. Ok if every part is an answer: a user, or 404, which leaves the
/// user out. Else the gravest of the parts, with the longest wait that one asked for.
struct users_page {
  call_result call;
  std::vector<member> members;
};
[[nodiscard]] users_page parse_users(const http_result& x, std::size_t users, utc_time now);

} // namespace roamsync::wire
