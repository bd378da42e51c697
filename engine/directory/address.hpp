#pragma once

#include "engine/base/address.hpp"
#include "engine/directory/member.hpp"

#include <optional>
#include <string>
#include <vector>

namespace roamsync {

/// The member's primary SMTP address in lower case: the first proxy address with "SMTP:" in capitals that is
/// an address, else `mail`. nullopt if the directory has none.
[[nodiscard]] std::optional<std::string> primary_address(const member& who);

/// The member's addresses and user principal name in lower case, without `primary`.
[[nodiscard]] std::vector<std::string> other_addresses(const member& who, std::string_view primary);

} // namespace roamsync
