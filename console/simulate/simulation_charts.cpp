#include "console/simulate/simulation_report.hpp"

#include <algorithm>

namespace roamsync::console {

namespace {

double seconds(duration x) {
  return std::chrono::duration<double>(x).count();
}

chart::series rates_of(const simulated_case& x, std::string name) {
  const auto& night = x.middle();
  chart::series out{.name = std::move(name), .points = {}, .drawn = chart::look::steps};
  double at = 0;
  for (const auto rate : night.rates) {
    out.points.push_back({at, rate});
    at += seconds(night.rates_each);
  }
  out.points.push_back({at, 0});
  return out;
}

} // namespace

chart::line_chart requests_chart(const simulation_report& x) {
  chart::line_chart out{.title = "Requests a second, simulated",
                        .subtitle = {},
                        .x = {.title = "since the opening", .shows = chart::quantity::seconds, .from = 0},
                        .y = {.title = "requests/s", .from = 0},
                        .lines = {rates_of(x.as_it_is, "as it is")},
                        .upright = {},
                        .level = {}};
  auto ends = x.as_it_is.middle().ends;
  if (x.otherwise) {
    out.lines.push_back(rates_of(*x.otherwise, "what if"));
    ends = std::max(ends, x.otherwise->middle().ends);
  }
  const auto window = x.otherwise ? x.otherwise->window : x.as_it_is.window;
  if (window <= ends * 5 / 4)
    out.upright.push_back({seconds(window), "window ends"});
  return out;
}

chart::strip_chart tenants_chart(const simulation_report& x, const std::vector<std::string>& ids) {
  const auto& shown = x.otherwise ? *x.otherwise : x.as_it_is;
  const auto& night = shown.middle();
  chart::strip_chart out{.title = "When tenants end, simulated",
                         .subtitle = x.otherwise ? "what if" : "as it is",
                         .strips = {},
                         .window_end = {},
                         .upright = {}};
  for (std::size_t i = 0; i < ids.size() && i < night.tenant_ends.size(); ++i)
    out.strips.push_back({.name = ids[i], .begin = 0, .end = seconds(night.tenant_ends[i]), .waits = {}});
  if (shown.window <= night.ends * 5 / 4)
    out.window_end = seconds(shown.window);
  return out;
}

} // namespace roamsync::console
