#include "engine/base/toml_depth.hpp"

namespace roamsync {

std::optional<std::uint32_t> line_with_too_many_dots(std::string_view toml) noexcept {
  std::uint32_t line = 1;
  std::size_t dots = 0;
  for (char c : toml) {
    if (c == '\n') {
      ++line;
      dots = 0;
    } else if (c == '.' && ++dots > dots_in_a_line_max) {
      return line;
    }
  }
  return std::nullopt;
}

} // namespace roamsync
