#include "engine/tune/live_settings.hpp"

#include "engine/base/time_of_day.hpp"
#include "engine/tune/knob.hpp"

#include <algorithm>

namespace roamsync {

namespace {

using std::chrono::minutes;

minutes of_day(utc_time x) {
  return std::chrono::floor<minutes>(x - std::chrono::floor<std::chrono::days>(x));
}

bool holds(const limits_rule& rule, minutes now) {
  const auto from = parse_time_of_day(rule.from);
  const auto to = parse_time_of_day(rule.to);
  if (!from || !to)
    return false;
  return *from < *to ? *from <= now && now < *to : now >= *from || now < *to;
}

void put(config& into, std::string_view key, std::string_view word) {
  if (const auto f = field_of(into, key))
    (void)assign_word(*f, *f, word);
}

} // namespace

std::vector<const limits_rule*> rules_at(const limits_config& x, utc_time now) {
  std::vector<const limits_rule*> out;
  for (const auto& rule : x.at)
    if (holds(rule, of_day(now)))
      out.push_back(&rule);
  return out;
}

std::optional<utc_time> rules_change_after(const limits_config& x, utc_time now) {
  std::optional<utc_time> next;
  const auto today = utc_time{std::chrono::floor<std::chrono::days>(now)};
  for (const auto& rule : x.at)
    for (const auto& text : {rule.from, rule.to})
      if (const auto time = parse_time_of_day(text)) {
        const auto at = today + *time > now ? today + *time : today + *time + std::chrono::days{1};
        next = next ? std::min(*next, at) : at;
      }
  return next;
}

live_settings live_settings_at(const live_base& base, std::span<const override_row> overrides, utc_time now) {
  config values;
  values.limits = base.limits;
  values.limits.at.clear();
  values.night = base.night;
  live_settings out;
  for (const auto* rule : rules_at(base.limits, now))
    for (const auto& [key, word] : rule->values)
      put(values, "limits." + key, word);
  for (const auto& x : overrides) {
    const auto of = parse_knob(x.knob);
    if (!of)
      continue;
    if (of->key == closes_knob)
      out.closes = parse_instant(x.value);
    else if (of->tenant.empty())
      put(values, of->key, x.value);
    else if (of->key == "paused" && x.value == "true")
      out.paused.insert(of->tenant);
  }
  out.limits = std::move(values.limits);
  out.pace = {.tenants_per_second = values.night.tenants_per_second,
              .tenants_at_once = values.night.tenants_at_once,
              .grace = values.night.grace,
              .watchdog = values.night.watchdog};
  out.length = values.night.length;
  return out;
}

tenant_share share_of(const tenant_settings& tenant, const live_settings& now) {
  const auto& limits = now.limits;
  return {.allowed = {.lanes = tenant.lanes > 0 ? tenant.lanes : limits.lanes,
                      .rate = tenant.rate > 0 ? tenant.rate : limits.rate,
                      .burst = tenant.burst > 0 ? tenant.burst : limits.burst},
          .policy = limits.policy,
          .weight = tenant.weight > 0 ? tenant.weight : limits.weight,
          .paused = now.paused.contains(tenant.id)};
}

} // namespace roamsync
