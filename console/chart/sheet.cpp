#include "console/chart/sheet.hpp"

#include "engine/base/unicode.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace roamsync::console::chart {

namespace {

constexpr double flag_row = 17;
constexpr double flag_width_max = 300;
constexpr double gap_between_texts = 10;

/// A text above the plot and the line that hangs from it.
struct placed {
  mark of;
  double line = 0;
  double from = 0;
  double to = 0;
  std::size_t row = 0; ///< 0 is next to the plot
};

/// Two texts must not touch, and no line may pass through a text but along its edge.
bool goes_with(const placed& a, const placed& b) {
  const auto crosses = [](const placed& high, const placed& low) {
    return high.row > low.row && std::abs(high.line - low.line) > 1.5 && high.line > low.from - 1
           && high.line < low.to + 1;
  };
  const bool touch = a.row == b.row && a.from < b.to + gap_between_texts && b.from < a.to + gap_between_texts;
  return !touch && !crosses(a, b) && !crosses(b, a);
}

/// Finds places for texts from `next` on in the lowest `rows` rows, each right of its line or left of it. False
/// if there are none, or none were found within `tries`.
bool arrange(std::vector<placed>& all, std::size_t next, std::size_t rows, std::size_t& tries) {
  if (next == all.size())
    return true;
  auto& x = all[next];
  const auto width = x.to - x.from;
  for (x.row = 0; x.row < rows; ++x.row)
    for (const auto from : {x.line, x.line - width}) {
      if (tries == 0)
        return false;
      --tries;
      x.from = from;
      x.to = from + width;
      const auto before = std::span{all}.first(next);
      const bool fits = from >= margin / 2 && x.to <= sheet_width - margin / 2
                        && std::all_of(before.begin(), before.end(),
                                       [&x](const placed& other) { return goes_with(x, other); });
      if (fits && arrange(all, next + 1, rows, tries))
        return true;
    }
  return false;
}

/// Where the middle of a tick's label stands: at the tick, unless it would leave the sheet.
double label_middle(double x, double half) {
  return std::clamp(x, half + 4, sheet_width - half - 4);
}

double draw_legend(drawing& on, const std::vector<key>& keys, double y) {
  constexpr double swatch = 18;
  constexpr double row = 19;
  auto x = margin;
  for (const auto& k : keys) {
    const auto name = fitted(k.name, sheet_width / 2, text_size);
    const auto width = swatch + 6 + text_width(name, text_size);
    if (x > margin && x + width > sheet_width - margin) {
      x = margin;
      y += row;
    }
    if (k.area)
      on.shapes.emplace_back(box{x + 3, y - 10, 12, 11, k.colour});
    else
      draw_line(on, {x, y - 4}, {x + swatch, y - 4}, k.colour, 2.5);
    on.shapes.emplace_back(label{name, x + swatch + 6, y, text_size, dark});
    x += width + 20;
  }
  return y;
}

} // namespace

std::string fitted(std::string text, double width, double size, bool bold) {
  if (text_width(text, size, bold) <= width)
    return text;
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    auto longer = out;
    append_utf8(longer, take_code_point(rest));
    if (text_width(longer + "…", size, bold) > width)
      break;
    out = std::move(longer);
  }
  return out + "…";
}

void draw_line(drawing& on, point from, point to, const tint& colour, double width, bool dashed) {
  on.shapes.emplace_back(path{{from, to}, colour, width, dashed});
}

double draw_head(drawing& on, const std::string& title, const std::string& subtitle,
                 const std::vector<key>& keys) {
  constexpr double width = sheet_width - 2 * margin;
  on.title = title;
  double y = 32;
  on.shapes.emplace_back(label{fitted(title, width, 17, true), margin, y, 17, dark, anchor::start, true});
  if (!subtitle.empty()) {
    y += 20;
    on.shapes.emplace_back(label{fitted(subtitle, width, 12.5), margin, y, 12.5, grey});
  }
  if (!keys.empty())
    y = draw_legend(on, keys, y + 25);
  return y + 8;
}

std::vector<flag> place_flags(plot& in, const std::vector<mark>& marks, const std::string& y_title,
                              double y) {
  std::vector<placed> all;
  if (!y_title.empty())
    all.push_back({{}, -sheet_width, margin, margin + text_width(y_title, text_size)});
  const auto fixed = all.size();
  for (const auto& m : marks) {
    const auto x = in.x(m.at);
    if (!(x >= in.left - 0.5 && x <= in.right + 0.5))
      continue;
    const auto text = fitted(m.label, flag_width_max, text_size);
    all.push_back({{m.at, text}, x, x, x + text_width(text, text_size)});
  }
  std::size_t rows = all.empty() ? 0 : 1;
  for (std::size_t tries = 5'000; !arrange(all, fixed, rows, tries) && rows < all.size();)
    ++rows;
  in.top = y + static_cast<double>(rows) * flag_row + 8;
  std::vector<flag> out;
  for (auto i = fixed; i < all.size(); ++i)
    out.push_back({all[i].of, all[i].from,
                   in.top - 9 - static_cast<double>(std::min(all[i].row, rows - 1)) * flag_row});
  return out;
}

void draw_flags(drawing& on, const plot& in, const std::vector<flag>& flags) {
  for (const auto& x : flags)
    draw_line(on, {in.x(x.of.at), x.text_y + 4}, {in.x(x.of.at), in.bottom}, dark, 1.2, true);
  for (const auto& x : flags)
    on.shapes.emplace_back(label{x.of.label, x.text_x, x.text_y, text_size, dark});
}

ticks ticks_below(const plot& in, quantity shows) {
  for (std::size_t most = 10; most > 1; --most) {
    auto out = ticks_between(in.x_from, in.x_to, shows, most);
    double last = -1e9;
    const auto fits = std::all_of(out.at.begin(), out.at.end(), [&](double value) {
      const auto half = text_width(tick_text(value, out.step, shows), text_size) / 2;
      const auto middle = label_middle(in.x(value), half);
      const bool is_apart = middle - half > last + gap_between_texts;
      last = middle + half;
      return is_apart;
    });
    if (fits)
      return out;
  }
  return ticks_between(in.x_from, in.x_to, shows, 1);
}

double draw_bottom_axis(drawing& on, const plot& in, const axis& x, bool grid) {
  const auto at = ticks_below(in, x.shows);
  for (const auto value : at.at) {
    const auto text = tick_text(value, at.step, x.shows);
    const auto half = text_width(text, text_size) / 2;
    const auto middle = label_middle(in.x(value), half);
    draw_line(on, {in.x(value), grid ? in.top : in.bottom}, {in.x(value), in.bottom + 4},
              grid ? grid_grey : axis_grey);
    on.shapes.emplace_back(label{text, middle, in.bottom + 18, text_size, grey, anchor::middle});
  }
  if (x.title.empty())
    return in.bottom + 30;
  on.shapes.emplace_back(label{fitted(x.title, in.right - in.left, text_size), in.right, in.bottom + 37,
                               text_size, grey, anchor::end});
  return in.bottom + 50;
}

std::pair<double, double> ends_of(const axis& x, double least, double most) {
  const auto from = x.from.value_or(least);
  const auto to = x.to.value_or(most);
  if (std::isfinite(from) && std::isfinite(to) && from < to)
    return {from, to};
  return {std::isfinite(from) ? from : 0, (std::isfinite(from) ? from : 0) + 1};
}

} // namespace roamsync::console::chart
