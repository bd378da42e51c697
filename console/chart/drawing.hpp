#pragma once

#include "console/chart/chart.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace roamsync::console::chart {

struct tint {
  std::uint32_t rgb = 0;
  double alpha = 1;

  friend bool operator==(const tint&, const tint&) = default;
};

/// A line through points, or the area that they enclose.
struct path {
  std::vector<point> points;
  tint colour;
  double width = 1; ///< 0: filled
  bool dashed = false;
};

struct box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  tint colour;
};

enum class anchor : std::uint8_t { start, middle, end };

struct label {
  std::string text;
  double x = 0;
  double y = 0; ///< of the base line
  double size = 12;
  tint colour;
  anchor at = anchor::start;
  bool bold = false;
};

using shape = std::variant<path, box, label>;

/// Shapes in the order of drawing, in pixels from the upper left corner, on white.
struct drawing {
  double width = 0;
  double height = 0;
  std::string title;
  std::vector<shape> shapes;
};

/// Pixels that a text takes.
[[nodiscard]] double text_width(std::string_view text, double size, bool bold = false);
/// At most `width` pixels of a text; one that is cut ends with "…".
[[nodiscard]] std::string fitted(std::string text, double width, double size, bool bold = false);

[[nodiscard]] std::string to_svg(const drawing& x);
[[nodiscard]] std::string to_png(const drawing& x, double scale);

} // namespace roamsync::console::chart
