#pragma once

#include "console/cli/words.hpp"

#include <string>

namespace roamsync::console {

/// What is wrong, what is allowed or was likely meant, and where the help is; for standard error.
[[nodiscard]] std::string explain(const misuse& x);

} // namespace roamsync::console
