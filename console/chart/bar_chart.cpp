#include "console/chart/charts.hpp"
#include "console/chart/sheet.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace roamsync::console::chart {

namespace {

constexpr double row_height = 32;
constexpr double bar_height = 16;

struct look_of_role {
  role as;
  std::string_view name;
  tint colour;
};
constexpr std::array<look_of_role, 3> looks{
    {{role::ours, "roamsync", blue},
     {role::rival, "rival", {0x56b4e9}},
     {role::bad, "bad policy, which has to miss the goal", {0xe69f00}}}};

const look_of_role& look_of(role x) {
  return looks.at(static_cast<std::size_t>(x));
}

std::vector<key> keys_of(const bar_chart& x) {
  std::vector<key> out;
  for (const auto& one : looks)
    if (std::any_of(x.bars.begin(), x.bars.end(), [&one](const bar& b) { return b.as == one.as; }))
      out.push_back({std::string{one.name}, one.colour, true});
  return out;
}

/// What stands behind a bar.
std::pair<std::string, std::string> texts_of(const bar& x, quantity shows) {
  auto worst = x.worst == x.median ? std::string{} : "worst " + value_text(x.worst, shows);
  return {value_text(x.median, shows), std::move(worst)};
}

double texts_width(const bar& x, quantity shows) {
  const auto [median, worst] = texts_of(x, shows);
  return 8 + text_width(median, text_size, true) + (worst.empty() ? 0 : 7 + text_width(worst, text_size));
}

void draw_bar(drawing& on, const plot& in, const bar_chart& chart, const bar& x, double middle) {
  on.shapes.emplace_back(label{fitted(x.name, in.left - margin - 8, text_size, x.as == role::ours),
                               in.left - 8, middle + 4, text_size, dark, anchor::end, x.as == role::ours});
  if (!std::isfinite(x.median) || !std::isfinite(x.worst))
    return;
  const auto inside = [&in](double value) { return in.x(std::clamp(value, in.x_from, in.x_to)); };
  const auto base = inside(chart.base);
  const auto median = inside(x.median);
  const auto worst = inside(x.worst);
  const auto top = middle - bar_height / 2;
  on.shapes.emplace_back(
      box{std::min(base, median), top, std::abs(median - base), bar_height, look_of(x.as).colour});
  if (x.median > in.x_to) // cut off: two white strokes say so
    for (const auto back : {16.0, 10.0})
      on.shapes.emplace_back(
          path{{{median - back, top + bar_height + 1}, {median - back + 5, top - 1}}, {0xffffff}, 2});
  if (worst != median) {
    draw_line(on, {median, middle}, {worst, middle}, dark, 1.4);
    draw_line(on, {worst, middle - 4.5}, {worst, middle + 4.5}, dark, 1.4);
  }
  const auto [median_text, worst_text] = texts_of(x, chart.values.shows);
  auto at = std::max({base, median, worst}) + 8;
  // Over the line of a goal the figures stay readable.
  on.shapes.emplace_back(
      box{at - 3, middle - 8, texts_width(x, chart.values.shows) - 3, 16, {0xffffff, 0.9}});
  on.shapes.emplace_back(label{median_text, at, middle + 4, text_size, dark, anchor::start, true});
  at += text_width(median_text, text_size, true) + 7;
  if (!worst_text.empty())
    on.shapes.emplace_back(label{worst_text, at, middle + 4, text_size, grey});
}

} // namespace

drawing draw(const bar_chart& x) {
  drawing out{.width = sheet_width};
  const auto below_head = draw_head(out, x.title, x.subtitle, keys_of(x));
  auto least = x.base;
  auto most = x.base;
  double names = 60;
  double texts = 0;
  const auto take = [&least, &most](double value) {
    if (std::isfinite(value)) {
      least = std::min(least, value);
      most = std::max(most, value);
    }
  };
  for (const auto& one : x.bars) {
    take(one.median);
    take(one.worst);
    names = std::max(names, text_width(one.name, text_size, one.as == role::ours));
    texts = std::max(texts, texts_width(one, x.values.shows));
  }
  for (const auto& goal : x.goals)
    take(goal.at);
  plot in;
  in.left = margin + std::min(names, 240.0) + 8;
  in.right = sheet_width - margin - texts; // room for the figures of the longest bar
  std::tie(in.x_from, in.x_to) = ends_of(x.values, least, most);
  const auto flags = place_flags(in, x.goals, {}, below_head);
  in.bottom = in.top + static_cast<double>(std::max<std::size_t>(x.bars.size(), 1)) * row_height;

  out.height = draw_bottom_axis(out, in, x.values, true);
  const auto at = ticks_below(in, x.values.shows).at;
  if (std::none_of(at.begin(), at.end(), [&](double v) { return std::abs(in.x(v) - in.x(x.base)) < 30; }))
    out.shapes.emplace_back(label{value_text(x.base, x.values.shows), in.x(x.base), in.bottom + 18, text_size,
                                  grey, anchor::middle});
  draw_flags(out, in, flags);
  auto middle = in.top + row_height / 2;
  for (const auto& one : x.bars) {
    draw_bar(out, in, x, one, middle);
    middle += row_height;
  }
  draw_line(out, {in.x(std::clamp(x.base, in.x_from, in.x_to)), in.top},
            {in.x(std::clamp(x.base, in.x_from, in.x_to)), in.bottom}, axis_grey);
  draw_line(out, {in.left, in.bottom}, {in.right, in.bottom}, axis_grey);
  return out;
}

} // namespace roamsync::console::chart
