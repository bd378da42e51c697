#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mock_exchange {

/// Percent-encodes everything but letters, digits and "-._~".
std::string percent_encoded(std::string_view text);

/// Undoes percent-encoding; with `plus_is_space` also that of forms. Empty if an escape is broken.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

/// Base64 with padding.
std::string base64(std::string_view bytes);

/// Base64 with '-' and '_' and without padding, as in tokens.
std::string base64_url(std::string_view bytes);

/// Undoes base64_url; empty if a character does not belong there.
std::optional<std::string> base64_url_decoded(std::string_view text);

/// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

} // namespace mock_exchange
