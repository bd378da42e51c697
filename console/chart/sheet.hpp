#pragma once

#include "console/chart/drawing.hpp"
#include "console/chart/ticks.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace roamsync::console::chart {

// Okabe and Ito's colours, which people with any kind of colour vision tell apart; dark ones first, and
// without their yellow, which is lost on white.
constexpr std::array<tint, 7> palette{
    {{0x0072b2}, {0xd55e00}, {0x009e73}, {0xcc79a7}, {0xe69f00}, {0x56b4e9}, {0x555555}}};
constexpr tint blue = palette[0];
constexpr tint vermilion = palette[1];
constexpr tint green = palette[2];

constexpr tint dark{0x222222};
constexpr tint grey{0x5f6670};
constexpr tint axis_grey{0x9aa0a6};
constexpr tint grid_grey{0xe8eaed};

constexpr double sheet_width = 800;
constexpr double margin = 20;
constexpr double text_size = 12;

/// The rectangle in which data is drawn, and what its edges stand for.
struct plot {
  double left = 0;
  double right = sheet_width - margin;
  double top = 0;
  double bottom = 0;
  double x_from = 0;
  double x_to = 1;
  double y_from = 0;
  double y_to = 1;

  [[nodiscard]] double x(double value) const {
    return left + (value - x_from) / (x_to - x_from) * (right - left);
  }
  [[nodiscard]] double y(double value) const {
    return bottom - (value - y_from) / (y_to - y_from) * (bottom - top);
  }
};

/// An entry of the legend.
struct key {
  std::string name;
  tint colour;
  bool area = false; ///< a box, not a line
};

/// Title, subtitle and legend. The result: how far down they reach.
double draw_head(drawing& on, const std::string& title, const std::string& subtitle,
                 const std::vector<key>& keys);

/// The label of a mark above the plot.
struct flag {
  mark of;
  double text_x = 0; ///< its left end
  double text_y = 0;
};
/// Finds places for the labels of upright marks below `y`, each as near to the plot as the others and
/// `y_title` let it, and sets the top of the plot. Marks outside of the plot have none.
[[nodiscard]] std::vector<flag> place_flags(plot& in, const std::vector<mark>& marks,
                                            const std::string& y_title, double y);
void draw_flags(drawing& on, const plot& in, const std::vector<flag>& flags);

/// Ticks that stand side by side below the plot without touching.
[[nodiscard]] ticks ticks_below(const plot& in, quantity shows);
/// Tick labels and title below the plot, and upright grid lines if wanted. The result: how far down they reach.
double draw_bottom_axis(drawing& on, const plot& in, const axis& x, bool grid);

void draw_line(drawing& on, point from, point to, const tint& colour, double width = 1, bool dashed = false);

/// The ends of an axis whose data lies between `least` and `most`: those that were asked for, or those of the
/// data; never equal.
[[nodiscard]] std::pair<double, double> ends_of(const axis& x, double least, double most);

} // namespace roamsync::console::chart
