#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace roamsync::demo {

/// Writes a whole file. `secret`: readable by the owner only (0600), from the first byte on. Throws
/// std::runtime_error with the path and the reason.
void write_file(const std::filesystem::path& path, std::string_view text, bool secret = false);

/// Reads a whole file; throws like write_file.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

} // namespace roamsync::demo
