#pragma once

#include <span>
#include <string>

namespace roamsync::console {

/// The help of the command that `path` names, at most 80 columns wide where words allow; ends with a newline.
[[nodiscard]] std::string help_of(std::span<const std::string> path);

/// "roamsync tenant show [options] ID"
[[nodiscard]] std::string usage_of(std::span<const std::string> path);

} // namespace roamsync::console
