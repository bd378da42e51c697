#include "console/simulate/simulation_report.hpp"
#include "console/text/display.hpp"
#include "console/text/numbers.hpp"

#include <algorithm>

namespace roamsync::console {

namespace {

/// Columns of a label beside a strip: what the chart has room for.
constexpr std::size_t label_room = 32;

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

std::uint32_t simulated_case::deferred_of(std::size_t tenant) const {
  const auto at = median_of(nights);
  return at < tenants_deferred.size() && tenant < tenants_deferred[at].size() ? tenants_deferred[at][tenant]
                                                                              : 0;
}

std::string_view name_of_case(const simulation_report& x, const text_options& o) noexcept {
  return x.otherwise ? o.pick("as it is", "wie es ist") : o.pick("simulated", "simuliert");
}

std::string name_of_tenant(const simulation_report& x, const std::string& id, std::size_t room) {
  const auto at = std::min(id.find('#'), id.size());
  const auto copy = id.substr(at);
  const auto found = x.names.find(id.substr(0, at));
  const auto& name = found == x.names.end() || found->second.empty() ? id.substr(0, at) : found->second;
  return cut_to_width(printable(name), room - std::min(room - 1, display_width(copy))) + copy;
}

chart::line_chart requests_chart(const simulation_report& x, const text_options& o) {
  const auto pick = [&](std::string_view en, std::string_view de) { return std::string{o.pick(en, de)}; };
  chart::line_chart out{.title = pick("Requests a second, simulated", "Anfragen je Sekunde, simuliert"),
                        .subtitle = {},
                        .x = {.title = pick("since the opening", "seit der Öffnung"),
                              .shows = chart::quantity::seconds,
                              .from = 0},
                        .y = {.title = pick("requests/s", "Anfragen/s"), .from = 0},
                        .lines = {rates_of(x.as_it_is, std::string{name_of_case(x, o)})},
                        .upright = {},
                        .level = {}};
  auto ends = x.as_it_is.middle().ends;
  if (x.otherwise) {
    out.lines.push_back(rates_of(*x.otherwise, pick("what if", "was wäre wenn")));
    ends = std::max(ends, x.otherwise->middle().ends);
  }
  const auto window = x.otherwise ? x.otherwise->window : x.as_it_is.window;
  if (window <= ends * 5 / 4)
    out.upright.push_back({seconds(window), pick("window ends", "Fenster endet")});
  return out;
}

chart::strip_chart tenants_chart(const simulation_report& x, const std::vector<std::string>& ids,
                                 const text_options& o) {
  const auto pick = [&](std::string_view en, std::string_view de) { return std::string{o.pick(en, de)}; };
  const auto& shown = x.otherwise ? *x.otherwise : x.as_it_is;
  const auto& night = shown.middle();
  chart::strip_chart out{
      .title = pick("When tenants end, simulated", "Wann Tenants enden, simuliert"),
      .subtitle = x.otherwise ? pick("what if", "was wäre wenn") : std::string{name_of_case(x, o)},
      .strips = {},
      .noun = pick("tenants", "Tenants"),
      .window_end = {},
      .upright = {},
      .words = {.at_work = pick("at work", "bei der Arbeit"),
                .waits = pick("waits", "wartet"),
                .group_ends = pick("some have ended", "einige sind fertig"),
                .waits_and_group_ends =
                    pick("waits; of a group: some have ended", "wartet; in einer Gruppe: einige sind fertig"),
                .window_ends = pick("window ends", "Fenster endet"),
                .late = pick("after the window", "nach dem Fenster")}};
  for (std::size_t i = 0; i < ids.size() && i < night.tenant_ends.size(); ++i) {
    // The bar ends with the window, the work does not.
    const auto left = shown.deferred_of(i);
    const auto behind = left == 0
                            ? std::string{}
                            : " (" + grouped(left, o.lang) + ' ' + pick("deferred", "aufgeschoben") + ')';
    out.strips.push_back({.name = name_of_tenant(x, ids[i], label_room - display_width(behind)) + behind,
                          .begin = 0,
                          .end = seconds(night.tenant_ends[i]),
                          .waits = {}});
  }
  if (shown.window <= night.ends * 5 / 4)
    out.window_end = seconds(shown.window);
  return out;
}

} // namespace roamsync::console
