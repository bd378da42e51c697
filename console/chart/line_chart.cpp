#include "console/chart/charts.hpp"
#include "console/chart/sheet.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <tuple>

namespace roamsync::console::chart {

namespace {

constexpr double plot_height = 280;

struct range {
  double least = std::numeric_limits<double>::infinity();
  double most = -std::numeric_limits<double>::infinity();

  void take(double x) {
    least = std::min(least, x);
    most = std::max(most, x);
  }
};

/// Keeps what can be seen: of the points that share a column of the picture the first, the least, the most and
/// the last.
std::vector<point> thinned(const std::vector<point>& points, const plot& in) {
  std::vector<point> out;
  std::optional<std::int64_t> column;
  std::vector<point> kept; // of the column: first, least, most, last
  const auto flush = [&out, &kept] {
    std::stable_sort(kept.begin() + 1, kept.end() - 1,
                     [](const point& a, const point& b) { return a.x < b.x; });
    out.insert(out.end(), kept.begin(), kept.end());
  };
  for (const auto& p : points) {
    const auto at = std::llround(in.x(p.x) * 2);
    if (column != at) {
      if (column)
        flush();
      column = at;
      kept.assign(4, p);
      continue;
    }
    if (p.y < kept[1].y)
      kept[1] = p;
    if (p.y > kept[2].y)
      kept[2] = p;
    kept[3] = p;
  }
  if (column)
    flush();
  return out;
}

/// The points of a series that can be drawn.
std::vector<point> drawable(const series& x) {
  std::vector<point> out;
  std::copy_if(x.points.begin(), x.points.end(), std::back_inserter(out),
               [](const point& p) { return std::isfinite(p.x) && std::isfinite(p.y); });
  return out;
}

/// Where the last value of a series ends.
double end_of(const series& x, const std::vector<point>& points) {
  const auto last = points.back().x;
  const auto before = points.size() > 1 ? points[points.size() - 2].x : last;
  return x.drawn == look::bars ? last + (last - before) : last;
}

/// The part of a series within the plot: points left of it are gone, but a value that holds into it stays.
std::vector<point> cut(std::vector<point> points, const plot& in, bool holds) {
  const auto inside =
      std::find_if(points.begin(), points.end(), [&in](const point& p) { return p.x >= in.x_from; });
  if (holds && inside != points.begin() && (inside == points.end() || inside->x > in.x_from)) {
    const auto before = inside - 1;
    before->x = in.x_from;
    points.erase(points.begin(), before);
  } else {
    points.erase(points.begin(), inside);
  }
  std::erase_if(points, [&in](const point& p) { return p.x > in.x_to; });
  for (auto& p : points)
    p.y = std::clamp(p.y, in.y_from, in.y_to);
  return points;
}

void draw_bars(drawing& on, const plot& in, const std::vector<point>& points, double end,
               const tint& colour) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto to = std::min(i + 1 < points.size() ? points[i + 1].x : end, in.x_to);
    const auto width = in.x(to) - in.x(points[i].x);
    const auto gap = width > 4 ? 1.0 : 0.0;
    if (points[i].y > in.y_from)
      on.shapes.emplace_back(box{in.x(points[i].x), in.y(points[i].y), std::max(width - gap, 0.5),
                                 in.bottom - in.y(points[i].y), colour});
  }
}

/// The way of the pen through a series.
std::vector<point> pen(const plot& in, const std::vector<point>& points, bool steps) {
  std::vector<point> out;
  for (const auto& p : points) {
    const point to{in.x(p.x), in.y(p.y)};
    if (steps && !out.empty() && out.back().y != to.y)
      out.push_back({to.x, out.back().y});
    if (out.empty() || out.back().x != to.x || out.back().y != to.y)
      out.push_back(to);
  }
  return out;
}

void draw_series(drawing& on, const plot& in, const series& x, const tint& colour, bool filled) {
  auto points = drawable(x);
  if (points.empty())
    return;
  const auto end = end_of(x, points);
  points = cut(std::move(points), in, x.drawn != look::line);
  if (points.empty())
    return;
  if (x.drawn == look::bars) {
    draw_bars(on, in, points, end, {colour.rgb, 0.85});
    return;
  }
  auto way = pen(in, thinned(points, in), x.drawn == look::steps);
  if (filled) {
    auto area = way;
    area.push_back({way.back().x, in.bottom});
    area.push_back({way.front().x, in.bottom});
    on.shapes.emplace_back(path{std::move(area), {colour.rgb, 0.12}, 0});
  }
  on.shapes.emplace_back(path{std::move(way), colour, 2});
}

void draw_left_axis(drawing& on, const plot& in, const axis& y, const ticks& at) {
  for (const auto value : at.at) {
    draw_line(on, {in.left, in.y(value)}, {in.right, in.y(value)}, grid_grey);
    on.shapes.emplace_back(label{tick_text(value, at.step, y.shows), in.left - 8, in.y(value) + 4, text_size,
                                 grey, anchor::end});
  }
}

void draw_level(drawing& on, const plot& in, const mark& x) {
  if (!(x.at >= in.y_from && x.at <= in.y_to))
    return;
  const auto y = in.y(x.at);
  draw_line(on, {in.left, y}, {in.right, y}, dark, 1.2, true);
  const auto width = text_width(x.label, text_size);
  const auto base = y - in.top > 20 ? y - 5 : y + 15; // below the line where there is no room above it
  on.shapes.emplace_back(box{in.right - width - 6, base - 11, width + 4, 14, {0xffffff, 0.9}});
  on.shapes.emplace_back(label{x.label, in.right - 4, base, text_size, dark, anchor::end});
}

/// The whole of the data and of the marks.
std::pair<range, range> extent(const line_chart& x) {
  range across;
  range up;
  for (const auto& s : x.lines) {
    const auto points = drawable(s);
    for (const auto& p : points) {
      across.take(p.x);
      up.take(p.y);
    }
    if (!points.empty())
      across.take(end_of(s, points));
  }
  if (std::isfinite(across.least))
    for (const auto& m : x.upright)
      across.take(m.at);
  if (std::isfinite(up.least))
    for (const auto& m : x.level)
      up.take(m.at);
  return {across, up};
}

} // namespace

drawing draw(const line_chart& x) {
  drawing out{.width = sheet_width};
  std::vector<key> keys;
  for (std::size_t i = 0; i < x.lines.size(); ++i)
    keys.push_back({x.lines[i].name, palette.at(i % palette.size()), x.lines[i].drawn == look::bars});
  const auto below_head = draw_head(out, x.title, x.subtitle, keys);

  const auto [across, up] = extent(x);
  plot in;
  std::tie(in.x_from, in.x_to) = ends_of(x.x, across.least, across.most);
  std::tie(in.y_from, in.y_to) = ends_of(x.y, std::min(0.0, up.least), up.most);
  auto at = ticks_between(in.y_from, in.y_to, x.y.shows, 6);
  if (!x.y.to) { // the topmost tick stands above the data, and the label of a level above its line
    in.y_to = std::ceil(in.y_to / at.step - 1e-9) * at.step;
    if (std::any_of(x.level.begin(), x.level.end(),
                    [&](const mark& m) { return in.y_to - m.at < at.step / 2; }))
      in.y_to += at.step;
    at = ticks_between(in.y_from, in.y_to, x.y.shows, 7);
  }
  double widest = 0;
  for (const auto value : at.at)
    widest = std::max(widest, text_width(tick_text(value, at.step, x.y.shows), text_size));
  in.left = margin + widest + 10;
  const auto flags = place_flags(in, x.upright, x.y.title, below_head);
  in.bottom = in.top + plot_height;

  if (!x.y.title.empty())
    out.shapes.emplace_back(label{x.y.title, margin, in.top - 9, text_size, grey});
  draw_left_axis(out, in, x.y, at);
  for (std::size_t i = 0; i < x.lines.size(); ++i)
    draw_series(out, in, x.lines[i], palette.at(i % palette.size()), x.lines.size() == 1);
  draw_line(out, {in.left, in.bottom}, {in.right, in.bottom}, axis_grey);
  for (const auto& m : x.level)
    draw_level(out, in, m);
  draw_flags(out, in, flags);
  if (!std::isfinite(across.least))
    out.shapes.emplace_back(
        label{"no data", (in.left + in.right) / 2, (in.top + in.bottom) / 2, 14, grey, anchor::middle});
  out.height = draw_bottom_axis(out, in, x.x, false);
  return out;
}

} // namespace roamsync::console::chart
