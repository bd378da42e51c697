#pragma once

#include "console/chart/chart.hpp"
#include "console/report/text_options.hpp"
#include "engine/model/night_view.hpp"
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
  /// How many mailboxes of each tenant were deferred, of each night, in the order of its tenant_ends.
  std::vector<std::vector<std::uint32_t>> tenants_deferred;

  [[nodiscard]] const night_figures& middle() const { return nights[median_of(nights)]; }
  /// Of the night in the middle; 0 where it is not known.
  [[nodiscard]] std::uint32_t deferred_of(std::size_t tenant) const;
};

/// What a recorded night really was.
struct recorded_night {
  std::int64_t number = 0;
  std::optional<duration> took; ///< absent: it has not ended
  std::uint64_t tenants = 0;
  std::uint64_t mailboxes = 0; ///< of all, also those that needed no request
  outcome_counts outcomes;
  std::uint64_t requests = 0;
  std::uint64_t throttled = 0;

  /// Written, in line, or with nothing to do.
  [[nodiscard]] std::uint64_t done() const {
    return outcomes[outcome_kind::written] + outcomes[outcome_kind::unchanged]
           + outcomes[outcome_kind::skipped];
  }
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
[[nodiscard]] chart::line_chart requests_chart(const simulation_report& x, const text_options& options);
/// When each tenant ended, in the what-if where there is one; by name, with the mailboxes that it did not get to.
[[nodiscard]] chart::strip_chart
tenants_chart(const simulation_report& x, const std::vector<std::string>& ids, const text_options& options);

/// What the case without changes is called.
[[nodiscard]] std::string_view name_of_case(const simulation_report& x, const text_options& options) noexcept;
/// The name of a simulated tenant, and which copy it is, where tenants have grown: "Contoso#2". `room`: columns, of which
/// the copy keeps its own.
[[nodiscard]] std::string name_of_tenant(const simulation_report& x, const std::string& id,
                                         std::size_t room = 1000);

/// What the figures rest on: a sentence each.
[[nodiscard]] std::vector<std::string> simulation_grounds(const simulation_report& x,
                                                          const text_options& options);

} // namespace roamsync::console
