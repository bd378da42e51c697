#pragma once

#include "engine/directory/member.hpp"
#include "engine/directory/member_details.hpp"
#include "engine/directory/membership.hpp"
#include "engine/model/call_result.hpp"
#include "engine/model/mailbox_kind.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace roamsync {

/// The two change feeds of the directory (wire.md 6.5.1).
enum class change_feed : std::uint8_t {
  groups, ///< of the tenant's group and the groups inside it: who came, who left
  users,  ///< of all users of the tenant: whose attributes or manager changed
};

/// A page of a change feed. One of the links is set: `next` while there is more, `delta` on the last page.
struct feed_page {
  std::vector<group_change> groups;
  std::vector<std::string> users; ///< ids of those who were changed, added or removed
  std::string next;
  std::string delta;
};

/// Most groups whose feed may be asked for at once (wire.md 6.5), and most users of one batch (wire.md 5.1).
constexpr std::size_t feed_groups_max = 50;
constexpr std::size_t batch_users_max = 20;

/// One request to the directory service or to the token service in front of it.
namespace directory_call {
struct token {}; ///< client credentials grant (wire.md 6.2)
/// A page of the group's members, nested ones included (wire.md 6.5).
struct members {
  std::string next; ///< link of the page; empty: the first
};
/// A batch about members; those parts that are throttled are asked again.
struct details {
  std::vector<detail_question> asked;
};
struct kind {
  std::string user_id; ///< what kind of mailbox that user has
};
/// A page of a change feed (wire.md 6.5.1).
struct changes {
  change_feed of = change_feed::groups;
  std::string link;                ///< empty: the feed's beginning
  std::vector<std::string> groups; ///< whose members are told, from the beginning; of users: none
};
/// A batch that reads users; one who is not there is left out of the answer.
struct users {
  std::vector<std::string> ids; ///< at most batch_users_max
};
} // namespace directory_call
using directory_call_t = std::variant<directory_call::token, directory_call::members, directory_call::details,
                                      directory_call::kind, directory_call::changes, directory_call::users>;

/// The answer to one directory_call.
struct directory_reply {
  call_result call;
  std::optional<duration> lifetime;  ///< of a token
  std::vector<member> members;       ///< of a page, or of users
  std::string next;                  ///< link of the next page; empty: it was the last
  std::vector<detail_reply> details; ///< one for each question; `call` is the batch's own
  bool too_large = false;            ///< of details: the answer was larger than what is read
  mailbox_kind kind = mailbox_kind::unknown;
  feed_page changes;
};

} // namespace roamsync
