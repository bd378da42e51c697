#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace roamsync::console::chart {

/// How the numbers of an axis read: "12,000", "1 h 20 min", "12 %" (of a share, 0.12).
enum class quantity : std::uint8_t { number, seconds, share };

/// An axis. Its ends are those of the data unless they are given; what lies outside is cut off.
struct axis {
  std::string title; ///< with the unit, where the labels have none: "429s a minute"
  quantity shows = quantity::number;
  std::optional<double> from;
  std::optional<double> to;
};

struct point {
  double x = 0;
  double y = 0;
};

/// How a series is drawn. `steps`: a value holds until the next one. `bars`: a value holds from its x to the
/// next one, as wide as the bar before for the last.
enum class look : std::uint8_t { line, steps, bars };

struct series {
  std::string name;
  std::vector<point> points; ///< by growing x; one that is not finite is left out
  look drawn = look::steps;
};

/// A line across the chart, as "window ends" or "bound".
struct mark {
  double at = 0;
  std::string label;
};

/// What happens over time.
struct line_chart {
  std::string title;
  std::string subtitle;
  axis x;
  axis y;
  std::vector<series> lines;
  std::vector<mark> upright; ///< at values of x
  std::vector<mark> level;   ///< at values of y
};

/// What a bar stands for; it has the same colour in each chart.
enum class role : std::uint8_t { ours, rival, bad };

struct bar {
  std::string name;
  double median = 0; ///< the bar
  double worst = 0;  ///< the whisker
  role as = role::rival;
};

/// One figure of several policies side by side.
struct bar_chart {
  std::string title;
  std::string subtitle;
  axis values;
  double base = 0; ///< where bars begin: 1 for what can never be less, as a length over its lower bound
  std::vector<bar> bars;
  std::vector<mark> goals;
};

struct stretch {
  double from = 0;
  double to = 0;
};

/// The time of one tenant.
struct strip {
  std::string name;
  double begin = 0;
  double end = 0;
  std::vector<stretch> waits; ///< parts of it in which nothing was sent; drawn lighter
};

/// What the legend of a strip chart says.
struct strip_words {
  std::string at_work = "at work";
  std::string waits = "waits";
  std::string group_ends = "some have ended";
  std::string waits_and_group_ends = "waits; of a group: some have ended";
  std::string window_ends = "window ends";
  std::string late = "after the window";
};

/// Strips by finish time, the latest at the top. Of more than `rows_max` the latest third of the rows is left
/// single and the others are drawn in groups.
struct strip_chart {
  std::string title;
  std::string subtitle;
  axis time{.shows = quantity::seconds};
  std::vector<strip> strips;
  std::string noun = "tenants";     ///< what a group is called: "40 tenants"
  std::optional<double> window_end; ///< a mark; what comes after it is late
  std::vector<mark> upright;
  std::size_t rows_max = 36;
  strip_words words;
};

using any_chart = std::variant<line_chart, bar_chart, strip_chart>;

/// A chart 800 pixels wide as a picture, the same bytes for the same chart. Texts of the SVG stay texts.
[[nodiscard]] std::string svg(const any_chart& x);
/// `scale`: pixels of the picture for one of the chart.
[[nodiscard]] std::string png(const any_chart& x, double scale = 2);

} // namespace roamsync::console::chart
