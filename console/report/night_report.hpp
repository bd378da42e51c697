#pragma once

#include "console/report/text_options.hpp"
#include "engine/diagnosis/cause_groups.hpp"
#include "engine/diagnosis/fill_in.hpp"
#include "engine/model/night.hpp"
#include "engine/model/night_view.hpp"
#include "engine/model/run_forecast.hpp"
#include "engine/model/tenant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace roamsync::console {

/// The rows of one run, as the store gives them. `records` may come in any order.
struct report_rows {
  night run;
  std::vector<tenant_run> tenants;
  std::vector<mailbox_record> records;
  std::vector<tenant_settings> settings; ///< for the names of tenants; those removed since are missing
  std::optional<run_forecast> forecast;
};

struct tenant_part {
  tenant_run run;
  std::string name; ///< the id if it has none
  outcome_counts outcomes;
};

/// One cause with all that it hit.
struct cause_part {
  cause_group group;
  outcome_kind worst = outcome_kind::skipped; ///< failed before deferred before skipped
  tenant_settings only_tenant; ///< whose cause alone it is, if one tenant's; without an id otherwise
};

/// For the texts about the cause: the tenant if it hit no other one, and its mailbox if it hit no other one.
[[nodiscard]] advice_names advice_names_of(const cause_part& x) noexcept;

/// How a run went, ready to be shown.
struct night_report {
  night run;
  std::optional<double> makespan;       ///< seconds from opening to end; absent while under way
  std::optional<run_forecast> forecast; ///< of the whole run; absent if a part of it is shown
  std::optional<double>
      forecast_off; ///< by how much it was wrong, as a share of the makespan; absent with either
  outcome_counts outcomes;
  std::uint64_t requests = 0;
  std::uint64_t throttled = 0;
  std::uint64_t tenants_total = 0;       ///< that all these counts are of
  std::vector<tenant_part> tenants;      ///< in order of id
  std::vector<mailbox_record> mailboxes; ///< in order of tenant, then address
  std::vector<cause_part> causes;        ///< what failed first, then by count
};

/// Which part of a run to show.
struct report_filter {
  std::string tenant;  ///< empty: all
  bool failed = false; ///< only mailboxes and tenants that failed or were deferred

  friend bool operator==(const report_filter&, const report_filter&) = default;
};

/// Builds the report of what the filter lets through; counts are of that part too, with one exception: with
/// `failed`, outcomes, requests and tenants_total stay those of all, so that the share can be seen.
[[nodiscard]] night_report build_report(report_rows rows, const report_filter& filter = {});

/// True if some mailbox or tenant failed or was deferred: exit code 1.
[[nodiscard]] bool has_failures(const night_report& report) noexcept;

/// The JSON document of the CLI contract; times are RFC 3339 in UTC.
[[nodiscard]] std::string report_json(const night_report& report, language lang);

/// For a terminal; ends with a newline. Lists mailboxes only up to `mailboxes_max`.
[[nodiscard]] std::string report_text(const night_report& report, const text_options& options,
                                      std::size_t mailboxes_max = 20);

} // namespace roamsync::console
