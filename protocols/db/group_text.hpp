#pragma once

#include "engine/directory/member.hpp"
#include "engine/directory/membership.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace roamsync::db {

/// Members and memberships as JSON in a column. What is read back may be damaged: then there is nothing.

/// Without photo and without `unread`.
[[nodiscard]] std::string text_of_member(const member& who);
[[nodiscard]] std::optional<member> member_from_text(std::string_view text);

[[nodiscard]] std::string text_of_groups(const membership& groups);
[[nodiscard]] std::optional<membership> groups_from_text(std::string_view text);

} // namespace roamsync::db
