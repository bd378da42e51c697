#include "console/chart/charts.hpp"
#include "console/chart/sheet.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <tuple>

namespace roamsync::console::chart {

namespace {

constexpr double row_height = 17;
constexpr double strip_height = 11;
constexpr double name_size = 11;

/// One strip, or several that end one after the other.
struct row {
  std::string name;
  double begin = 0;     ///< of the first to begin
  double first_end = 0; ///< from here on some have ended
  double end = 0;       ///< of the last to end
  std::vector<stretch> waits;
};

row row_of(const strip& x) {
  return {x.name, x.begin, x.end, x.end, x.waits};
}

row row_of(const std::vector<strip>& sorted, std::size_t from, std::size_t to, const std::string& noun) {
  row out{
      fmt::format("{} {}", to - from, noun), sorted[from].begin, sorted[to - 1].end, sorted[from].end, {}};
  for (auto i = from; i < to; ++i)
    out.begin = std::min(out.begin, sorted[i].begin);
  return out;
}

/// The latest first. Of too many the latest stay single, since they decide when the night ends; the others go
/// into groups of equal size.
std::vector<row> rows_of(const strip_chart& x) {
  std::vector<strip> sorted;
  std::copy_if(x.strips.begin(), x.strips.end(), std::back_inserter(sorted),
               [](const strip& s) { return std::isfinite(s.begin) && std::isfinite(s.end); });
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const strip& a, const strip& b) { return a.end > b.end; });
  const auto most = std::max<std::size_t>(x.rows_max, 3);
  const auto single = sorted.size() <= most ? sorted.size() : most / 3;
  std::vector<row> out;
  for (std::size_t i = 0; i < single; ++i)
    out.push_back(row_of(sorted[i]));
  const auto rest = sorted.size() - single;
  const auto groups = std::min(rest, most - single);
  for (std::size_t i = 0; i < groups; ++i)
    out.push_back(row_of(sorted, single + rest * i / groups, single + rest * (i + 1) / groups, x.noun));
  return out;
}

void draw_part(drawing& on, const plot& in, double from, double to, double middle, const tint& colour) {
  from = std::max(from, in.x_from);
  to = std::min(to, in.x_to);
  if (to > from)
    on.shapes.emplace_back(box{in.x(from), middle - strip_height / 2, std::max(in.x(to) - in.x(from), 0.75),
                               strip_height, colour});
}

/// From `from` to `to` in one colour, and what lies behind `late` in another.
void draw_parted(drawing& on, const plot& in, double from, double to, double middle, double late,
                 double alpha) {
  draw_part(on, in, from, std::min(to, late), middle, {blue.rgb, alpha});
  draw_part(on, in, std::max(from, late), to, middle, {vermilion.rgb, alpha});
}

void draw_row(drawing& on, const plot& in, const row& x, double middle, double late) {
  constexpr double full = 0.9;
  constexpr double light = 0.35;
  on.shapes.emplace_back(label{fitted(x.name, in.left - margin - 8, name_size), in.left - 8, middle + 4,
                               name_size, dark, anchor::end});
  auto at = x.begin;
  for (const auto& wait : x.waits) {
    const auto from = std::clamp(wait.from, at, x.first_end);
    const auto to = std::clamp(wait.to, from, x.first_end);
    draw_parted(on, in, at, from, middle, late, full);
    draw_parted(on, in, from, to, middle, late, light);
    at = to;
  }
  draw_parted(on, in, at, x.first_end, middle, late, full);
  draw_parted(on, in, x.first_end, x.end, middle, late, light);
}

} // namespace

drawing draw(const strip_chart& x) {
  drawing out{.width = sheet_width};
  const auto rows = rows_of(x);
  const bool has_groups = rows.size() < x.strips.size();
  const bool has_waits = std::any_of(rows.begin(), rows.end(), [](const row& r) { return !r.waits.empty(); });
  std::vector<key> keys{{x.words.at_work, {blue.rgb, 0.9}, true}};
  if (has_waits || has_groups)
    keys.push_back({!has_groups ? x.words.waits
                    : has_waits ? x.words.waits_and_group_ends
                                : x.words.group_ends,
                    {blue.rgb, 0.35},
                    true});
  double least = 0;
  double most = 0;
  double names = 40;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    least = i == 0 ? rows[i].begin : std::min(least, rows[i].begin);
    most = i == 0 ? rows[i].end : std::max(most, rows[i].end);
    names = std::max(names, text_width(rows[i].name, name_size));
  }
  auto marks = x.upright;
  if (x.window_end) {
    marks.push_back({*x.window_end, x.words.window_ends});
    if (most > *x.window_end)
      keys.push_back({x.words.late, {vermilion.rgb, 0.9}, true});
    most = std::max(most, *x.window_end);
  }
  if (least > 0 && least < most / 5) // times count from 0 where that costs no room
    least = 0;
  plot in;
  in.left = margin + std::min(names, 200.0) + 8;
  std::tie(in.x_from, in.x_to) = ends_of(x.time, std::min(least, most), most);
  const auto flags = place_flags(in, marks, {}, draw_head(out, x.title, x.subtitle, keys));
  in.bottom = in.top + static_cast<double>(std::max<std::size_t>(rows.size(), 1)) * row_height + 4;

  out.height = draw_bottom_axis(out, in, x.time, true);
  auto middle = in.top + 2 + row_height / 2;
  for (const auto& one : rows) {
    draw_row(out, in, one, middle, x.window_end.value_or(in.x_to));
    middle += row_height;
  }
  draw_flags(out, in, flags);
  draw_line(out, {in.left, in.bottom}, {in.right, in.bottom}, axis_grey);
  return out;
}

} // namespace roamsync::console::chart
