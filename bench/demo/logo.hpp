#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace roamsync::demo {

struct colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

/// A dark colour that goes with white, the same for the same text.
[[nodiscard]] colour brand_colour(std::string_view text);

/// "#1a2b3c".
[[nodiscard]] std::string css(colour x);

/// A logo in that colour: a disc with a white envelope, 64 x 64 pixels, as PNG of about 1,100 bytes.
[[nodiscard]] std::string logo_png(colour x);

} // namespace roamsync::demo
