#include "protocols/db/run_rows.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <cstdio>

namespace roamsync::db {

namespace {

namespace json = boost::json;

utc_time to_time(std::int64_t milliseconds) {
  return utc_time{duration{milliseconds}};
}

std::optional<utc_time> time_or_none(const sqlite_row& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional{to_time(row.integer(column))};
}

std::optional<run_kind> to_run_kind(std::string_view name) {
  for (const auto kind : {run_kind::night, run_kind::push})
    if (to_string(kind) == name)
      return kind;
  return std::nullopt;
}

std::optional<utc_date> to_date(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (std::sscanf(text.c_str(), "%d-%u-%u", &year, &month, &day) != 3)
    return std::nullopt;
  return utc_date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

} // namespace

std::optional<night> read_night(const sqlite_row& row) {
  const auto kind = to_run_kind(row.text(1));
  const auto date = to_date(row.text(2));
  if (!kind || !date)
    return std::nullopt;
  return night{.number = row.integer(0),
               .kind = *kind,
               .date = *date,
               .sequence = static_cast<std::uint32_t>(row.integer(3)),
               .opened = to_time(row.integer(4)),
               .closes = to_time(row.integer(5)),
               .finished = time_or_none(row, 6)};
}

std::optional<run_forecast> read_forecast(const sqlite_row& row) {
  return run_forecast{.made = to_time(row.integer(0)),
                      .likely = to_time(row.integer(1)),
                      .early = to_time(row.integer(2)),
                      .late = to_time(row.integer(3))};
}

std::optional<tenant_run> read_tenant_run(const sqlite_row& row) {
  const auto state = tenant_state_from_string(row.text(1));
  const auto why = cause_from_string(row.text(2));
  if (!state || !why)
    return std::nullopt;
  return tenant_run{.tenant = row.text(0),
                    .state = *state,
                    .why = *why,
                    .detail = row.text(3),
                    .group_source = row.text(4),
                    .mailboxes = static_cast<std::uint32_t>(row.integer(5)),
                    .started = time_or_none(row, 6),
                    .finished = time_or_none(row, 7),
                    .forecast = time_or_none(row, 8),
                    .requests = static_cast<std::uint64_t>(row.integer(9)),
                    .throttled = static_cast<std::uint64_t>(row.integer(10))};
}

std::optional<earlier_part> read_earlier_part(const sqlite_row& row) {
  auto part = read_tenant_run(row);
  return part ? std::optional{earlier_part{row.integer(11), std::move(*part)}} : std::nullopt;
}

std::optional<mailbox_record> read_record(const sqlite_row& row) {
  const auto kind = outcome_kind_from_string(row.text(3));
  const auto why = cause_from_string(row.text(4));
  if (!kind || !why)
    return std::nullopt;
  return mailbox_record{.tenant = row.text(0),
                        .user_id = row.text(1),
                        .mailbox = row.text(2),
                        .end = {.kind = *kind, .why = *why, .detail = row.text(5)},
                        .at = to_time(row.integer(6)),
                        .proof = std::nullopt};
}

std::optional<receipt> read_receipt(const sqlite_row& row) {
  auto owned = parse_names(row.text(3));
  if (!owned)
    return std::nullopt;
  return receipt{.user_id = row.text(0),
                 .mailbox = row.text(1),
                 .digest = row.text(2),
                 .owned = std::move(*owned),
                 .checked = row.integer(4),
                 .shown = row.text(5)};
}

std::optional<standing> read_standing(const sqlite_row& row) {
  const auto service = remote_from_string(row.text(1));
  if (!service)
    return std::nullopt;
  return standing{.tenant = row.text(0),
                  .service = *service,
                  .service_user = row.text(5),
                  .not_before = to_time(row.integer(2)),
                  .open_posts = static_cast<std::uint32_t>(row.integer(3)),
                  .posted = to_time(row.integer(4))};
}

std::optional<known_limit> read_known_limit(const sqlite_row& row) {
  return known_limit{.tenant = row.text(0),
                     .service_user = row.text(1),
                     .limit = {.rate = row.real(2),
                               .burst = row.real(3),
                               .doubt = row.real(4),
                               .lanes = static_cast<std::uint32_t>(row.integer(5)),
                               .wait = duration{row.integer(6)},
                               .quiet = duration{row.integer(7)}},
                     .cost = {.calls = row.real(8), .latency_ms = row.real(9), .mailboxes = row.real(10)}};
}

sqlite_value time_value(std::optional<utc_time> x) {
  return x ? sqlite_value{std::int64_t{x->time_since_epoch().count()}} : sqlite_value{};
}

std::string date_text(utc_date x) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(x.year()),
                static_cast<unsigned>(x.month()), static_cast<unsigned>(x.day()));
  return text.data();
}

std::optional<std::vector<std::string>> parse_names(const std::string& text) {
  json::parse_options options;
  options.allow_invalid_utf8 = true;
  boost::system::error_code failed;
  const auto list = json::parse(text, failed, {}, options);
  if (failed || !list.is_array())
    return std::nullopt;
  std::vector<std::string> names;
  for (const auto& item : list.get_array()) {
    if (!item.is_string())
      return std::nullopt;
    names.emplace_back(item.get_string());
  }
  return names;
}

std::string names_text(std::span<const std::string> names) {
  json::array list;
  for (const auto& name : names)
    list.emplace_back(name);
  return json::serialize(list);
}

} // namespace roamsync::db
