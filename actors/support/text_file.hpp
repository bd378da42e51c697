#pragma once

#include "engine/base/result.hpp"

#include <string>

namespace roamsync::actors {

/// The whole file, or why it cannot be read. At most 64 MB.
[[nodiscard]] result<std::string> read_text_file(const std::string& path);
/// Writes the file anew, or says why not. Nobody sees half of it, also after a power cut: what is there stays until all
/// of the new text stands on the disk beside it, under a name of its own (PATH.part-PID-N). Of several that write at
/// once the last one wins. What is no regular file, as a pipe, is written to.
[[nodiscard]] status write_text_file(const std::string& path, const std::string& text);

/// Says so at once if the file could not be written later. An existing file is left as it is, and where there is none,
/// none is made.
[[nodiscard]] status check_writable(const std::string& path);

} // namespace roamsync::actors
