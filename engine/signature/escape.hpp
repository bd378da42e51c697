#pragma once

#include <string>
#include <string_view>

namespace roamsync {

/// What the literal beginning of a link says about the values that follow it.
enum class link_kind : unsigned char { web, mailto, tel };

/// For HTML text and quoted attribute values: & < > " ' as entities.
[[nodiscard]] std::string escape_html(std::string_view value);

/// A value as a part of a link whose scheme and beginning are written in the template. web: all but letters,
/// digits and - . _ ~ percent-encoded. mailto: @ and + stay too. tel: digits, + and * only, from the front up
/// to the first letter; "(0)" after a country code goes. Holds no character that HTML would have to escape.
[[nodiscard]] std::string escape_link_part(std::string_view value, link_kind kind);

/// A value as a whole link. It must begin with http://, https://, mailto: or tel:; a bare host
/// ("www.contoso.com") gets https:// before it; anything else, javascript: above all, gives an empty string.
/// The result is percent-encoded and escaped for HTML.
[[nodiscard]] std::string escape_whole_link(std::string_view value);

/// A value inside a style attribute: letters, digits and # % . , - and blank stay, all else is left out.
[[nodiscard]] std::string escape_style(std::string_view value);

} // namespace roamsync
