#pragma once

#include "protocols/wire/http/message.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <string_view>

namespace roamsync::net {

/// The first field of that name or the end. Without letter case.
[[nodiscard]] inline auto find_field_position(const wire::http_fields& fields, std::string_view name) {
  return std::find_if(fields.begin(), fields.end(),
                      [&](const auto& x) { return boost::beast::iequals(x.first, name); });
}

[[nodiscard]] inline bool has_field(const wire::http_fields& fields, std::string_view name) {
  return find_field_position(fields, name) != fields.end();
}

/// The value of the first field of that name, or empty.
[[nodiscard]] inline std::string_view find_field(const wire::http_fields& fields, std::string_view name) {
  auto it = find_field_position(fields, name);
  return it == fields.end() ? std::string_view{} : std::string_view{it->second};
}

/// A word of HTTP (RFC 9110 5.6.2), as methods and field names are.
[[nodiscard]] bool is_token(std::string_view text) noexcept;

/// Holds nothing that would end the field: no line break, no zero.
[[nodiscard]] bool is_field_value(std::string_view text) noexcept;

} // namespace roamsync::net
