#pragma once

#include "console/chart/chart.hpp"
#include "console/report/text_options.hpp"
#include "engine/simulate/figures.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace roamsync::console {

/// Where the facts of a simulated night come from.
enum class simulation_source : std::uint8_t { tonight, recorded, made_up };

/// One way to have the night, played with one seed or more.
struct simulated_case {
  known_counts known;
  std::uint64_t mailboxes = 0;
  duration window{0};
  std::vector<night_figures> nights; ///< one for each seed; at least one

  [[nodiscard]] const night_figures& middle() const { return nights[median_of(nights)]; }
};

/// What a recorded night really was.
struct recorded_night {
  std::int64_t number = 0;
  std::optional<duration> took; ///< absent: it has not ended
  std::uint64_t requests = 0;
  std::uint64_t throttled = 0;
};

/// A knob of the what-if.
struct changed_knob {
  std::string name;
  std::string before;
  std::string after;
};

struct simulation_report {
  simulation_source source = simulation_source::tonight;
  bool all_mailboxes = false; ///< of tonight: not only those that are due
  stand_ins instead;
  what_if other;
  std::vector<changed_knob> changed;
  std::optional<recorded_night> recorded;
  simulated_case as_it_is;
  std::optional<simulated_case> otherwise;  ///< absent where nothing is to differ
  std::map<std::string, std::string> names; ///< of tenants, by id, for people
};

/// Side by side, and below it what the figures rest on.
[[nodiscard]] std::string simulation_text(const simulation_report& x, const text_options& options);
[[nodiscard]] std::string simulation_json(const simulation_report& x);

/// Requests a second over the night, of each case.
[[nodiscard]] chart::line_chart requests_chart(const simulation_report& x);
/// When each tenant ended, in the what-if where there is one.
[[nodiscard]] chart::strip_chart tenants_chart(const simulation_report& x,
                                               const std::vector<std::string>& ids);

/// What the figures rest on: a sentence each.
[[nodiscard]] std::vector<std::string> simulation_grounds(const simulation_report& x,
                                                          const text_options& options);

} // namespace roamsync::console
