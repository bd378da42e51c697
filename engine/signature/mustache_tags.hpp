#pragma once

#include "engine/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

enum class mustache_kind : std::uint8_t {
  variable,     ///< {{name}}
  raw_variable, ///< {{{name}}} or {{&name}}
  section,      ///< {{#name}}
  inverted,     ///< {{^name}}
  end,          ///< {{/name}}
  comment,      ///< {{! ... }}
};

/// One Mustache tag by its place in the template. A section, end or comment that stands alone on a line takes
/// the line with it, so begin and end may reach beyond the braces.
struct mustache_tag {
  mustache_kind kind = mustache_kind::variable;
  std::string name; ///< an attribute, or "." for the value of the section around it
  std::size_t begin = 0;
  std::size_t end = 0;

  friend bool operator==(const mustache_tag&, const mustache_tag&) = default;
};

/// Bounds of one template.
constexpr std::size_t template_tags_max = 5'000;
constexpr std::size_t template_depth_max = 8;

/// The Mustache tags of a template, checked: names are known attributes, sections close in order and are
/// nested at most 8 deep, "." stands inside a section. Partials and other delimiters are refused. `file` is
/// for messages.
[[nodiscard]] result<std::vector<mustache_tag>> find_mustache_tags(std::string_view file,
                                                                   std::string_view text);

/// "standard.html, line 12: " for the place `at`.
[[nodiscard]] std::string place_in_file(std::string_view file, std::string_view text, std::size_t at);

} // namespace roamsync
