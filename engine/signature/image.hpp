#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roamsync {

/// "image/png", "image/jpeg" or "image/gif" by the first bytes; nullopt for anything else: Outlook shows no
/// other kind everywhere.
[[nodiscard]] std::optional<std::string_view> image_type(std::string_view bytes);

/// Base64 with padding, without line breaks.
[[nodiscard]] std::string encode_base64(std::string_view bytes);

/// The bytes; blanks and line breaks are skipped, padding may be missing. nullopt for any other character.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

/// "data:image/png;base64,...".
[[nodiscard]] std::string data_uri(std::string_view type, std::string_view bytes);

} // namespace roamsync
