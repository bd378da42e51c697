#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roamsync {

/// The address in lower case, if it can be the SMTP address of a mailbox: 1 to 64 characters before one "@",
/// at most 254 in all (RFC 5321), ASCII, no blanks, quotes or characters that a path or a header would read
/// otherwise. The rule for user principal names too, which allow less than that.
[[nodiscard]] std::optional<std::string> normal_address(std::string_view address);

} // namespace roamsync
