#pragma once

#include "engine/model/known_limit.hpp"
#include "engine/model/night.hpp"
#include "engine/model/run_forecast.hpp"
#include "engine/model/standing.hpp"
#include "protocols/db/sqlite_connection.hpp"

#include <optional>
#include <span>
#include <string>

namespace roamsync::db {

// Rows of the tables to values of the model. Each gives nothing for a row that this version cannot
// understand.

/// All columns of `runs`.
[[nodiscard]] std::optional<night> read_night(const sqlite_row& row);
/// The columns of `runs` that are forecasts.
[[nodiscard]] std::optional<run_forecast> read_forecast(const sqlite_row& row);
/// The columns of `tenant_runs` without `run`.
[[nodiscard]] std::optional<tenant_run> read_tenant_run(const sqlite_row& row);
/// The columns of `tenant_runs`, `run` last.
[[nodiscard]] std::optional<earlier_part> read_earlier_part(const sqlite_row& row);
/// The columns of `outcomes` without `run`.
[[nodiscard]] std::optional<mailbox_record> read_record(const sqlite_row& row);
/// The columns of `receipts` without `tenant`.
[[nodiscard]] std::optional<receipt> read_receipt(const sqlite_row& row);
[[nodiscard]] std::optional<standing> read_standing(const sqlite_row& row);
[[nodiscard]] std::optional<known_limit> read_known_limit(const sqlite_row& row);

/// Milliseconds since 1970, or NULL.
[[nodiscard]] sqlite_value time_value(std::optional<utc_time> x);
/// "YYYY-MM-DD"; the order of the texts is that of the days.
[[nodiscard]] std::string date_text(utc_date x);
/// A JSON list.
[[nodiscard]] std::optional<std::vector<std::string>> parse_names(const std::string& text);
[[nodiscard]] std::string names_text(std::span<const std::string> names);

} // namespace roamsync::db
