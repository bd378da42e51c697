#pragma once

#include "console/cli/commands.hpp"

#include <string>

namespace roamsync::console {

/// The completion script of a shell, made from grammar(): commands, options, choices and file names.
[[nodiscard]] std::string completion_script(shell x);

} // namespace roamsync::console
