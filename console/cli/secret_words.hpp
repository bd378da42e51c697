#pragma once

#include <string>
#include <string_view>

namespace roamsync::console {

/// True for the name of an option or setting that would carry a secret ("password", "--client-secret", "-p",
/// "pwd"), so that its value is never taken from the command line, where the process list and the shell's
/// history show it. Known options such as --password-stdin are not asked for here.
[[nodiscard]] bool names_a_secret(std::string_view name) noexcept;

/// Why a secret is refused and which ways there are; shows the name only.
[[nodiscard]] std::string secret_refusal(std::string_view name);

} // namespace roamsync::console
