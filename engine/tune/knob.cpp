#include "engine/tune/knob.hpp"

#include "engine/base/nearest.hpp"
#include "engine/base/time_of_day.hpp"
#include "engine/config/config_fields.hpp"

#include <algorithm>
#include <charconv>

namespace roamsync {

namespace {

const text_rule window_end{[](std::string_view x) { return parse_time_of_day(x) || parse_instant(x); },
                           "a time \"HH:MM\" (UTC), or an instant such as \"2026-03-01T05:30Z\""};

const field closes{.section = "night",
                   .key = "closes",
                   .unit = "UTC",
                   .lower = 5,
                   .upper = 20,
                   .sentence =
                       "When the window of the run that is under way ends, else that of the next night; a "
                       "time of day is its next one.",
                   .rule = &window_end};

const field paused{.key = "paused",
                   .sentence =
                       "Whether the tenant is paused: no mailbox of it is begun, those begun are finished, "
                       "and its window ends as always."};

std::optional<bound_field> find(const std::vector<bound_field>& all, std::string_view key) {
  const auto it =
      std::find_if(all.begin(), all.end(), [&](const auto& f) { return full_key(*f.what) == key; });
  return it == all.end() ? std::nullopt : std::optional{*it};
}

bool is_among(const std::vector<std::string>& all, std::string_view key) {
  return std::find(all.begin(), all.end(), key) != all.end();
}

error unknown(std::string_view name, std::vector<std::string> known) {
  const auto near = nearest(name, known);
  std::string text = quoted(name.substr(0, 80)) + " is not a knob.";
  if (near)
    return {text + " Did you mean " + *near + "?"};
  text += " Knobs are:";
  for (const auto& x : known)
    text += " " + x + ",";
  return {text + " and tenant.ID.lanes, .rate, .burst, .weight and .paused."};
}

/// A knob, bound to whatever there is to hold it.
struct holder {
  config values;
  tenant_settings tenant;
  std::string text;
  bool flag = false;

  bound_field bind(const knob& x) {
    if (x.key == closes_knob)
      return {&closes, slot_of(text)};
    if (x.key == paused.key)
      return {&paused, slot_of(flag)};
    return x.tenant.empty() ? *field_of(values, x.key) : *field_of(tenant, x.key);
  }
};

std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
  int x = 0;
  const auto* const begin = text.data() + from;
  const auto read = std::from_chars(begin, begin + count, x);
  return read.ec == std::errc{} && read.ptr == begin + count && *begin != '-' ? std::optional{x}
                                                                              : std::nullopt;
}

} // namespace

const std::vector<std::string>& process_knobs() {
  static const auto names = [] {
    std::vector<std::string> made{std::string{closes_knob}, "night.tenants_per_second",
                                  "night.tenants_at_once", "night.grace_minutes", "night.watchdog_minutes"};
    config unused;
    for (const auto& f : bind(unused))
      if (f.what->section == "limits")
        made.push_back(full_key(*f.what));
    return made;
  }();
  return names;
}

const std::vector<std::string>& tenant_knobs() {
  static const std::vector<std::string> names{"lanes", "rate", "burst", "weight", "paused"};
  return names;
}

std::string paused_knob(std::string_view tenant) {
  return "tenant." + std::string{tenant} + ".paused";
}

result<knob> parse_knob(std::string_view name) {
  constexpr std::string_view prefix = "tenant.";
  if (is_among(process_knobs(), name))
    return knob{{}, std::string{name}};
  const auto dot = name.rfind('.');
  if (!name.starts_with(prefix) || dot < prefix.size() || dot == name.npos)
    return unknown(name, process_knobs());
  knob x{std::string{name.substr(prefix.size(), dot - prefix.size())}, std::string{name.substr(dot + 1)}};
  tenant_settings named;
  if (!assign(bind(named).front(), x.tenant))
    return error{quoted(name.substr(0, 80))
                 + " names no tenant. A knob of a tenant is written tenant.ID.lanes."};
  if (is_among(tenant_knobs(), x.key))
    return x;
  std::vector<std::string> known;
  for (const auto& key : tenant_knobs())
    known.push_back(knob{x.tenant, key}.name());
  return unknown(name, std::move(known));
}

result<std::string> parse_knob_value(const knob& of, std::string_view word, utc_time after) {
  if (word.empty())
    return error{of.name() + ": the value is missing. Allowed: " + text_of(of).allowed
                 + ". What the configuration says comes back with --reset " + of.name() + "."};
  holder into;
  holder unset;
  const auto bound = into.bind(of);
  if (auto done = assign_word(bound, unset.bind(of), word); !done)
    return of.tenant.empty() ? done.failure() : error{"tenant." + of.tenant + "." + done.failure().message};
  if (of.key != closes_knob)
    return to_word(bound);
  const auto time = parse_time_of_day(word);
  if (!time)
    return instant_text(*parse_instant(word));
  auto at = utc_time{std::chrono::floor<std::chrono::days>(after)} + *time;
  if (at <= after)
    at += std::chrono::days{1};
  return instant_text(at);
}

knob_text text_of(const knob& of) {
  holder some;
  const auto bound = some.bind(of);
  return {allowed(bound), meaning(bound)};
}

std::optional<bound_field> field_of(config& x, std::string_view key) {
  return find(bind(x), key);
}

std::optional<bound_field> field_of(tenant_settings& x, std::string_view key) {
  return find(bind(x), key);
}

std::string instant_text(utc_time x) {
  const auto day = std::chrono::floor<std::chrono::days>(x);
  const utc_date date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(x - day)};
  const auto two = [](auto n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-"
         + two(static_cast<unsigned>(date.day())) + "T" + two(time.hours().count()) + ":"
         + two(time.minutes().count()) + ":" + two(time.seconds().count()) + "Z";
}

std::optional<utc_time> parse_instant(std::string_view text) {
  const bool has_seconds = text.size() == 20;
  if ((!has_seconds && text.size() != 17) || text[4] != '-' || text[7] != '-' || text[10] != 'T'
      || text[13] != ':' || text.back() != 'Z' || (has_seconds && text[16] != ':'))
    return std::nullopt;
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  const auto time = parse_time_of_day(text.substr(11, 5));
  const auto seconds = has_seconds ? digits(text, 17, 2) : std::optional{0};
  if (!year || !month || !day || !time || !seconds || *seconds > 59)
    return std::nullopt;
  const utc_date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                      std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok() || *year < 2000)
    return std::nullopt;
  return utc_time{std::chrono::sys_days{date}} + *time + std::chrono::seconds{*seconds};
}

} // namespace roamsync
