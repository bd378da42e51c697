#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace roamsync::console {

enum class colour : std::uint8_t { plain, bold, dim, red, green, yellow, blue, cyan, reversed };

/// Colours for a terminal, or none. The 16 colours of the user's own palette, so that light and dark both
/// work.
struct paint {
  bool on = false;

  /// The text in the colour; escape sequences count no column, so pad and cut before.
  [[nodiscard]] std::string operator()(colour x, std::string_view text) const;
};

} // namespace roamsync::console
