#pragma once

#include <string>
#include <string_view>

namespace mock_exchange {

/// Appends `text` as a JSON string with quotes. Bytes are taken as UTF-8; control characters are escaped.
void append_quoted(std::string& out, std::string_view text);

/// `text` as a JSON string with quotes.
std::string quoted(std::string_view text);

/// Appends ,"name":"value" (without the comma directly behind '{').
void append_text_field(std::string& out, std::string_view name, std::string_view value);

/// Appends ,"name":value where `value` is JSON already.
void append_raw_field(std::string& out, std::string_view name, std::string_view value);

} // namespace mock_exchange
