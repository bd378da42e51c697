#pragma once

#include "engine/base/result.hpp"
#include "engine/base/secret.hpp"

#include <string>

namespace roamsync::db {

/// Makes a new master key and writes it, as one line of base64, to a new file of mode 0600. An existing file
/// is an error: a key that is lost takes all stored passwords with it.
[[nodiscard]] status make_key_file(const std::string& path);

/// Reads a master key of 32 bytes (raw, 64 hex digits, or base64). The file must be a regular file without
/// any permission for group and others.
[[nodiscard]] result<secret> read_key_file(const std::string& path);

/// The same from an environment variable (hex or base64).
[[nodiscard]] result<secret> read_key_variable(const std::string& name);

/// Reads the first line of a file, without its end: every secret that a setting or an option names a file for
/// (password_file, client_secret_file, --password-file, --file). Mode as for a key; 1 to 4096 bytes of text
/// without control characters.
[[nodiscard]] result<secret> read_secret_file(const std::string& path);

} // namespace roamsync::db
