#pragma once

#include "engine/directory/member.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// The address in lower case, if it can be the SMTP address of a mailbox: 1 to 64 characters before one "@",
/// at most 254 in all (RFC 5321), ASCII, no blanks, quotes or characters that a path or a header would read
/// otherwise.
[[nodiscard]] std::optional<std::string> normal_address(std::string_view address);

/// The member's primary SMTP address in lower case: the first proxy address with "SMTP:" in capitals that is
/// an address, else `mail`. nullopt if the directory has none.
[[nodiscard]] std::optional<std::string> primary_address(const member& who);

/// The member's addresses and user principal name in lower case, without `primary`.
[[nodiscard]] std::vector<std::string> other_addresses(const member& who, std::string_view primary);

} // namespace roamsync
