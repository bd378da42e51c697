#pragma once

#include "console/chart/chart.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::bench {

/// On which side of a number good is.
enum class side : std::uint8_t { at_most, at_least };

/// What the median of a figure has to reach, its worst value, or both.
struct goal {
  side is = side::at_most;
  std::optional<double> median;
  std::optional<double> worst;
};

/// One figure of another policy in the same place: a value for each seed, in the order of the seeds.
struct rival {
  std::string name;
  std::vector<double> values;
};

/// A policy that must miss the goal: a measurement in which it does not cannot tell good from bad.
struct bad_policy {
  std::string name;
  std::vector<double> values;
  /// How bad its median has to be at least, where missing the goal is not enough.
  std::optional<double> at_least_as_bad_as;
};

struct machine {
  unsigned cores = 0;
  std::string cpu;
};

/// One figure of a benchmark: what was wanted, what was measured, and what shows that the measurement can be
/// believed.
struct cell {
  std::string name;
  goal wanted;
  std::string unit; ///< as "times the bound"
  console::chart::quantity shows = console::chart::quantity::number;
  double base = 0;                  ///< what a value cannot be less than: 1 for a length over its lower bound
  std::vector<std::uint64_t> seeds; ///< each one once
  std::size_t seeds_least = 10;     ///< with fewer seeds the cell is invalid
  std::vector<double> values;       ///< in the order of the seeds
  std::vector<rival> rivals;
  std::vector<bad_policy> bad;
  std::string command; ///< that repeats the measurement
  machine on;
  std::vector<std::string> notes;
  std::vector<std::string> doubts; ///< why this run cannot be believed; any makes the cell invalid
  std::vector<console::chart::any_chart> charts; ///< more to see, as the work left over time
};

/// The middle value, or the mean of the middle two; not a number if there is none.
[[nodiscard]] double median_of(std::vector<double> values);
/// The value furthest from good; not a number if there is none.
[[nodiscard]] double worst_of(const std::vector<double>& values, side good);

enum class judgement : std::uint8_t { met, not_met, invalid };
[[nodiscard]] std::string_view to_string(judgement x) noexcept;

struct finding {
  judgement is = judgement::invalid;
  std::vector<std::string> why; ///< sentences; empty if met
};

/// Judges a cell. Not met: the median or the worst value misses the goal. Invalid, whatever the values say:
/// nothing was wanted or measured, a seed is missing or doubled, a value is no number, no bad policy took part, or
/// one met the goal, or the run itself is in doubt.
[[nodiscard]] finding judge(const cell& x);

/// The rival with the best median; none without rivals.
[[nodiscard]] const rival* best_rival(const cell& x);
/// The bad policy with the best median, which is the hardest test; none without any.
[[nodiscard]] const bad_policy* best_of_the_bad(const cell& x);

/// "<= 1.02 median, <= 1.04 worst".
[[nodiscard]] std::string goal_text(const cell& x);
/// A value as the cell shows it: "1.007", "0.3 %".
[[nodiscard]] std::string figure_text(double value, const cell& x);
/// The same, with as many digits as it takes to tell the value from `limit`, so that no figure that misses a goal
/// reads like the goal.
[[nodiscard]] std::string figure_text(double value, double limit, const cell& x);
/// A figure beside what was wanted of it, if anything was.
[[nodiscard]] std::string figure_text(double value, const std::optional<double>& limit, const cell& x);

} // namespace roamsync::bench
