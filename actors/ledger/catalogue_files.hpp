#pragma once

#include "engine/base/result.hpp"
#include "engine/signature/catalogue.hpp"

#include <string>

namespace roamsync::actors {

/// Reads the catalogue in `folder` ("catalogue.toml" and what it names). Blocks.
[[nodiscard]] result<catalogue> read_catalogue(const std::string& folder, const catalogue_limits& limits);

} // namespace roamsync::actors
