#pragma once

#include "engine/base/result.hpp"
#include "engine/config/config.hpp"

#include <string>

namespace roamsync::app {

/// Finds and reads the configuration: the file given, else $ROAMSYNC_CONFIG, else ./roamsync.toml, else
/// /etc/roamsync/roamsync.toml, else the defaults. Errors are those of parse_config.
[[nodiscard]] result<config> load_settings(const std::string& given);

/// The whole file, or why it cannot be read. At most 64 MB.
[[nodiscard]] result<std::string> read_text_file(const std::string& path);
/// Writes the file anew, or says why not. Nobody sees half of it: what is there stays until all of the new text stands
/// beside it (PATH.part). What is no regular file, as a pipe, is written to.
[[nodiscard]] status write_text_file(const std::string& path, const std::string& text);

/// Says so at once if the file could not be written later. An existing file is left as it is, and where there is none,
/// none is made.
[[nodiscard]] status check_writable(const std::string& path);

} // namespace roamsync::app
