#pragma once

#include "engine/directory/member.hpp"
#include "engine/model/call_result.hpp"
#include "engine/model/mailbox_kind.hpp"
#include "protocols/wire/http/message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::wire {

/// Largest answer of the directory that is read, in bytes: 999 users of about 5 KB each, with room.
constexpr std::size_t graph_answer_bytes_max = 16 * 1024 * 1024;
/// Most users of one page, attributes of one user, and values of one list.
constexpr std::size_t graph_page_users_max = 1000;
constexpr std::size_t user_attributes_max = 200;
constexpr std::size_t user_list_max = 500;

/// The meaning of an answer that is no 2xx. 401 is sign_in_again, 429 throttled, 408 and 5xx transient; 403
/// and the rest are failed with group_unreadable; 404 is failed with `when_missing`.
[[nodiscard]] call_result classify_graph_failure(const http_response& x, cause when_missing, utc_time now);

/// One page of users; the answer to find_members, follow_link and find_user. A user without an id is left
/// out.
struct members_page {
  call_result call;
  std::vector<member> members;
  std::string next_link; ///< empty on the last page
};
[[nodiscard]] members_page parse_members(const http_result& x, utc_time now);

struct mailbox_kind_reply {
  call_result call; ///< of this user's own item
  mailbox_kind kind = mailbox_kind::unknown;
};

/// The answer to ask_mailbox_kinds for `users` users, in their order. `call` is the batch's own; if it is ok,
/// `replies` has one entry for each user: a user whom the answer leaves out has a transient one. Graph's
/// userPurpose "user" and "linked" are a user's mailbox; "shared", "room" and "equipment" are nobody's own
/// and count as shared; a user without a mailbox in the cloud is failed with mailbox_unlicensed and has the
/// kind none.
struct mailbox_kinds_reply {
  call_result call;
  std::vector<mailbox_kind_reply> replies;
};
[[nodiscard]] mailbox_kinds_reply parse_mailbox_kinds(const http_result& x, std::size_t users, utc_time now);

} // namespace roamsync::wire
