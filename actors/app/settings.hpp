#pragma once

#include "engine/base/result.hpp"
#include "engine/config/config.hpp"

#include <string>

namespace roamsync::app {

/// Finds and reads the configuration: the file given, else $ROAMSYNC_CONFIG, else ./roamsync.toml, else
/// /etc/roamsync/roamsync.toml, else the defaults. Errors are those of parse_config.
[[nodiscard]] result<config> load_settings(const std::string& given);

} // namespace roamsync::app
