#pragma once

#include "engine/base/result.hpp"
#include "engine/directory/directory_call.hpp"
#include "protocols/wire/http/message.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::wire {

/// Most requests of one batch (wire.md 5.1).
constexpr std::size_t graph_batch_max = 20;

/// GET of the first page of all users in the group, nested groups included (wire.md 6.5), with all attributes
/// that templates may use and those of `extra` ("extension_<app>_<name>"; names with other characters than
/// letters, digits and '_' are left out).
[[nodiscard]] http_request find_members(const cloud& services, std::string_view group_id,
                                        const std::vector<std::string>& extra = {});

/// GET of the next page, or of a feed's next round. Refuses a link that leads away from the Graph endpoint.
[[nodiscard]] result<http_request> follow_link(const cloud& services, std::string_view next_link);

/// GET of the first page of a change feed (wire.md 6.5.1); the next ones, and those of later rounds, are links.
/// Of groups: the members of those groups, at most feed_groups_max of them. Of users: from now on, whoever of
/// the tenant's users changes in what find_members reads or in `manager`, attributes of managers; if there are
/// any, whoever gets another manager too.
[[nodiscard]] http_request follow_groups(const cloud& services, std::span<const std::string> group_ids);
[[nodiscard]] http_request follow_users(const cloud& services, const std::vector<std::string>& extra,
                                        const std::vector<std::string>& manager);

/// POST of a batch that reads users with what find_members reads of them. At most graph_batch_max ids are
/// taken; the batch id of a user is its position.
[[nodiscard]] http_request ask_users(const cloud& services, std::span<const std::string> user_ids,
                                     const std::vector<std::string>& extra);

/// GET of the users with that address as primary or other address (wire.md 6.5).
[[nodiscard]] http_request find_user(const cloud& services, std::string_view address,
                                     const std::vector<std::string>& extra = {});

/// POST of a batch that asks for the mailbox kind of each user. At most graph_batch_max ids are taken; the
/// batch id of a user is its position, from "0".
[[nodiscard]] http_request ask_mailbox_kinds(const cloud& services, std::span<const std::string> user_ids);

/// POST of a batch that asks for managers and photos (wire.md 6.5). At most graph_batch_max questions are
/// taken; the batch id of a question is its position. `manager`: the attributes wanted of a manager.
[[nodiscard]] http_request ask_details(const cloud& services, std::span<const detail_question> questions,
                                       const std::vector<std::string>& manager);

} // namespace roamsync::wire
