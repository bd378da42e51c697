#include "engine/simulate/simulated_knobs.hpp"

#include "engine/base/nearest.hpp"
#include "engine/config/config_fields.hpp"
#include "engine/tune/knob.hpp"
#include "engine/tune/live_settings.hpp"

#include <algorithm>

namespace roamsync {

namespace {

bool is_among(const std::vector<std::string>& all, std::string_view name) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

bool is_process_knob(std::string_view name) {
  return is_among(process_knobs(), name);
}

error unknown(std::string_view name) {
  const auto near = nearest(name, simulated_settings());
  auto text = quoted(name.substr(0, 80)) + " cannot be simulated.";
  if (near)
    return {text + " Did you mean " + *near + "?"};
  text += " What can:";
  for (const auto& x : simulated_settings())
    text += " " + x + ",";
  return {text + " and tenant.ID.lanes, .rate, .burst, .weight and .paused."};
}

/// The value of a setting of the process, with what was turned by hand.
std::string held(const simulated_settings_of& in, const std::string& name, utc_time at) {
  auto values = in.settings;
  if (is_process_knob(name)) {
    const auto live = live_settings_at({in.settings.limits, in.settings.night}, in.overrides, at);
    values.limits = live.limits;
    values.night.tenants_per_second = live.pace.tenants_per_second;
    values.night.tenants_at_once = live.pace.tenants_at_once;
  }
  return to_word(*field_of(values, name));
}

void put_override(simulated_settings_of& in, const std::string& name, const std::string& value, utc_time at) {
  std::erase_if(in.overrides, [&](const auto& row) { return row.knob == name; });
  in.overrides.push_back({.knob = name, .value = value, .who = "simulate", .at = at});
}

result<std::string> set_of_tenant(simulated_settings_of& in, const knob& of, const std::string& value,
                                  utc_time at) {
  const auto tenant =
      std::find_if(in.tenants.begin(), in.tenants.end(), [&](const auto& x) { return x.id == of.tenant; });
  if (tenant == in.tenants.end())
    return error{"there is no tenant \"" + of.tenant + "\" in this night"};
  if (!of.is_tenant_setting()) {
    const auto live = live_settings_at({in.settings.limits, in.settings.night}, in.overrides, at);
    put_override(in, of.name(), value, at);
    return std::string{live.paused.contains(of.tenant) ? "true" : "false"};
  }
  const auto field = *field_of(*tenant, of.key);
  auto before = to_word(field);
  (void)assign_word(field, field, value);
  return before;
}

} // namespace

const std::vector<std::string>& simulated_settings() {
  static const auto names = [] {
    std::vector<std::string> made;
    for (const auto& x : process_knobs())
      if (x != closes_knob)
        made.push_back(x);
    for (const auto* x : {"net.connections_max", "net.request_timeout_ms"})
      made.emplace_back(x);
    config unused;
    for (const auto& f : bind(unused))
      if (f.what->section == "retry")
        made.push_back(full_key(*f.what));
    return made;
  }();
  return names;
}

result<knob_value> parse_simulated_knob(std::string_view word) {
  const auto equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0)
    return error{"A setting is given as KNOB=VALUE, such as limits.lanes=8 or net.connections_max=4000."};
  const auto name = std::string{word.substr(0, equals)};
  const auto value = word.substr(equals + 1);
  if (name == closes_knob)
    return error{"The end of a simulated window is given by --window, such as --window 4h."};
  if (name.starts_with("tenant.") || is_process_knob(name)) {
    const auto of = parse_knob(name);
    if (!of)
      return of.failure();
    const auto good = parse_knob_value(*of, value, {});
    return good ? result<knob_value>{knob_value{name, *good}} : good.failure();
  }
  if (!is_among(simulated_settings(), name))
    return unknown(name);
  config into;
  const auto field = *field_of(into, name);
  if (value.empty())
    return error{name + ": the value is missing. Allowed: " + allowed(field) + "."};
  if (const auto good = assign_word(field, field, value); !good)
    return good.failure();
  return knob_value{name, to_word(field)};
}

result<std::string> set_knob(simulated_settings_of& in, const knob_value& what, utc_time at) {
  const auto& [name, value] = what;
  if (name.starts_with("tenant."))
    return set_of_tenant(in, parse_knob(name).value(), value, at);
  auto before = held(in, name, at);
  if (is_process_knob(name)) {
    put_override(in, name, value, at);
    return before;
  }
  const auto field = *field_of(in.settings, name);
  (void)assign_word(field, field, value);
  return before;
}

} // namespace roamsync
