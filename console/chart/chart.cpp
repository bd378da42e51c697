#include "console/chart/chart.hpp"

#include "console/chart/charts.hpp"

namespace roamsync::console::chart {

namespace {

drawing drawing_of(const any_chart& x) {
  return std::visit([](const auto& one) { return draw(one); }, x);
}

} // namespace

std::string svg(const any_chart& x) {
  return to_svg(drawing_of(x));
}

std::string png(const any_chart& x, double scale) {
  return to_png(drawing_of(x), scale);
}

} // namespace roamsync::console::chart
