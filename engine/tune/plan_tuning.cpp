#include "engine/tune/plan_tuning.hpp"

#include "engine/config/config_fields.hpp"
#include "engine/schedule/window.hpp"

#include <algorithm>
#include <set>

namespace roamsync {

namespace {

/// The members of the configuration that a knob can stand for, as they hold.
config as_config(const live_settings& x) {
  config out;
  out.limits = x.limits;
  out.night.tenants_per_second = x.pace.tenants_per_second;
  out.night.tenants_at_once = x.pace.tenants_at_once;
  out.night.grace = x.pace.grace;
  out.night.watchdog = x.pace.watchdog;
  return out;
}

const tenant_settings* find_tenant(const tune_state& now, std::string_view id) {
  const auto it =
      std::find_if(now.tenants.begin(), now.tenants.end(), [&](const auto& x) { return x.id == id; });
  return it == now.tenants.end() ? nullptr : &*it;
}

const override_row* find_override(const tune_state& now, std::string_view name) {
  const auto it =
      std::find_if(now.overrides.begin(), now.overrides.end(), [&](const auto& x) { return x.knob == name; });
  return it == now.overrides.end() ? nullptr : &*it;
}

std::string word_of(const knob& of, const live_settings& live, const tenant_settings* tenant) {
  if (of.key == closes_knob)
    return live.closes ? instant_text(*live.closes) : std::string{};
  if (of.key == "paused")
    return live.paused.contains(of.tenant) ? "true" : "false";
  if (of.tenant.empty()) {
    auto values = as_config(live);
    return to_word(*field_of(values, of.key));
  }
  auto copy = *tenant;
  return to_word(*field_of(copy, of.key));
}

/// Checks the changes one after the other, and gathers what is to be kept.
class planner {
public:
  planner(const tune_state& now, const tune_stamp& stamp, const std::string& note)
      : now_(now), stamp_(stamp), note_(note), live_(live_settings_at(now.base, now.overrides, stamp.at)) {}

  void set(const std::string& name, const std::string& word) {
    const auto of = find(name);
    if (!of)
      return;
    const auto value = parse_knob_value(*of, word, now_.after);
    if (!value)
      return refuse(value.failure().message);
    if (of->is_tenant_setting())
      return set_tenant(*of, *value);
    if (of->key == closes_knob && !fits_window(now_.opened, *parse_instant(*value)))
      return refuse(std::string{closes_knob} + ": " + *value
                    + " is no end that a window can have. Allowed: an instant after its opening, "
                    + instant_text(now_.opened) + ", at most 23 h later.");
    if (const auto* there = find_override(now_, of->name()); there != nullptr && there->value == *value)
      return; // it stands so already
    out_.put.push_back({of->name(), *value, stamp_.who, stamp_.at});
    add_change(*of, word_of(*of, live_, nullptr), *value);
  }

  void reset(const std::string& name) {
    const auto of = find(name);
    if (!of)
      return;
    if (of->is_tenant_setting())
      return set_tenant(*of, "0");
    if (find_override(now_, of->name()) == nullptr)
      return; // nothing stands above the configuration
    auto others = now_.overrides;
    std::erase_if(others, [&](const auto& x) { return x.knob == of->name(); });
    out_.removed.push_back(of->name());
    add_change(*of, word_of(*of, live_, nullptr),
               word_of(*of, live_settings_at(now_.base, others, stamp_.at), nullptr));
  }

  void refuse(const std::string& why) { problems_ += (problems_.empty() ? "" : "\n") + why; }

  result<tuning> end() {
    if (!problems_.empty())
      return error{problems_};
    for (const auto& x : tenants_)
      out_.tenants.push_back({x.id, x.lanes, x.rate, x.burst, x.weight});
    return std::move(out_);
  }

private:
  std::optional<knob> find(const std::string& name) {
    auto of = parse_knob(name);
    if (!of)
      refuse(of.failure().message);
    else if (!seen_.insert(of->name()).second)
      refuse(of->name() + " is given twice.");
    else if (!of->tenant.empty() && !find_tenant(now_, of->tenant))
      refuse("there is no tenant \"" + of->tenant + "\"; roamsync tenant list shows those that there are");
    else
      return std::move(*of);
    return std::nullopt;
  }

  void set_tenant(const knob& of, const std::string& value) {
    auto it =
        std::find_if(tenants_.begin(), tenants_.end(), [&](const auto& x) { return x.id == of.tenant; });
    if (it == tenants_.end())
      it = tenants_.insert(it, *find_tenant(now_, of.tenant));
    const auto field = *field_of(*it, of.key);
    auto before = to_word(field);
    (void)assign_word(field, field, value);
    if (to_word(field) == before)
      return;
    add_change(of, std::move(before), value);
  }

  void add_change(const knob& of, std::string before, std::string after) {
    out_.changes.push_back({.at = stamp_.at,
                            .who = stamp_.who,
                            .way = stamp_.way,
                            .knob = of.name(),
                            .before = std::move(before),
                            .after = std::move(after),
                            .note = note_});
  }

  const tune_state& now_;
  const tune_stamp& stamp_;
  const std::string& note_;
  live_settings live_;
  std::set<std::string> seen_;
  std::vector<tenant_settings> tenants_;
  tuning out_;
  std::string problems_;
};

std::string rule_name(const limits_rule& x) {
  return x.from + "-" + x.to;
}

std::string rules_text(const limits_config& x) {
  std::string text;
  for (const auto& rule : x.at) {
    text += (text.empty() ? "" : "; ") + rule_name(rule);
    for (const auto& [key, value] : rule.values)
      text.append(" ").append(key).append("=").append(value);
  }
  return text;
}

config of_base(const live_base& x) {
  config out;
  out.limits = x.limits;
  out.night = x.night;
  return out;
}

/// What the file may change while a run is under way: the knobs, and how long the window is.
std::vector<std::string> live_keys() {
  auto keys = process_knobs();
  std::erase(keys, closes_knob);
  keys.emplace_back("night.length_minutes");
  return keys;
}

knob_row row_of(const std::string& name, const tune_state& now, const live_settings& live, utc_time at) {
  const knob of{{}, name};
  knob_row row{.knob = name, .value = word_of(of, live, nullptr)};
  const auto key = name.starts_with("limits.") ? name.substr(7) : std::string{};
  row.configured = name == closes_knob ? "" : word_of(of, live_settings_at(now.base, {}, at), nullptr);
  if (const auto* x = find_override(now, name)) {
    row.source = knob_source::by_hand;
    row.who = x->who;
    row.at = x->at;
    return row;
  }
  for (const auto* rule : rules_at(now.base.limits, at))
    if (rule->values.contains(key)) {
      row.source = knob_source::by_time;
      row.rule = rule_name(*rule);
    }
  if (row.source == knob_source::standard && row.value != word_of(of, live_settings_at({}, {}, at), nullptr))
    row.source = knob_source::file;
  return row;
}

} // namespace

result<std::vector<std::string>> tenants_of(const tune_request& x) {
  std::set<std::string> ids;
  std::string problems;
  const auto add = [&](const std::string& name) {
    const auto of = parse_knob(name);
    if (!of)
      problems += (problems.empty() ? "" : "\n") + of.failure().message;
    else if (!of->tenant.empty())
      ids.insert(of->tenant);
  };
  for (const auto& [name, value] : x.set)
    add(name);
  for (const auto& name : x.reset)
    add(name);
  if (!problems.empty())
    return error{problems};
  return std::vector<std::string>{ids.begin(), ids.end()};
}

result<tuning> plan_tuning(const tune_request& x, const tune_state& now, const tune_stamp& stamp) {
  planner plan{now, stamp, x.note};
  if (x.set.size() + x.reset.size() > tune_knobs_max)
    return error{"at most " + std::to_string(tune_knobs_max) + " knobs are turned at once"};
  if (x.note.size() > tune_note_bytes_max || (!x.note.empty() && !any_line.fits(x.note)))
    plan.refuse("the note must be one line of at most " + std::to_string(tune_note_bytes_max) + " bytes");
  for (const auto& [name, word] : x.set)
    plan.set(name, word);
  for (const auto& name : x.reset)
    plan.reset(name);
  return plan.end();
}

std::string_view to_string(knob_source x) noexcept {
  switch (x) {
  case knob_source::standard:
    return "default";
  case knob_source::file:
    return "file";
  case knob_source::by_time:
    return "time_of_day";
  case knob_source::by_hand:
    return "override";
  case knob_source::tenant:
    return "tenant";
  }
  return "unknown";
}

std::vector<knob_row> knob_rows(const tune_state& now, utc_time at) {
  const auto live = live_settings_at(now.base, now.overrides, at);
  std::vector<knob_row> rows;
  for (const auto& name : process_knobs())
    rows.push_back(row_of(name, now, live, at));
  for (const auto& tenant : now.tenants)
    for (const auto& key : tenant_knobs()) {
      const knob of{tenant.id, key};
      auto word = word_of(of, live, &tenant);
      if (word == "0" || word == "false")
        continue;
      knob_row row{.knob = of.name(), .value = std::move(word), .source = knob_source::tenant};
      if (const auto* x = find_override(now, row.knob)) {
        row.source = knob_source::by_hand;
        row.configured = "false";
        row.who = x->who;
        row.at = x->at;
      }
      rows.push_back(std::move(row));
    }
  return rows;
}

std::vector<change_row> file_changes(const live_base& before, const live_base& after,
                                     const tune_stamp& stamp) {
  std::vector<change_row> out;
  const auto add = [&](const std::string& name, std::string was, std::string is) {
    if (was != is)
      out.push_back({.at = stamp.at,
                     .who = stamp.who,
                     .way = stamp.way,
                     .knob = name,
                     .before = std::move(was),
                     .after = std::move(is)});
  };
  auto old_values = of_base(before);
  auto new_values = of_base(after);
  for (const auto& key : live_keys())
    add(key, to_word(*field_of(old_values, key)), to_word(*field_of(new_values, key)));
  add("limits.at", rules_text(before.limits), rules_text(after.limits));
  return out;
}

std::vector<std::string> needing_restart(const config& before, const config& after) {
  auto old_values = before;
  auto new_values = after;
  const auto old_fields = bind(old_values);
  const auto new_fields = bind(new_values);
  const auto live = live_keys();
  std::vector<std::string> out;
  for (std::size_t i = 0; i < old_fields.size(); ++i) {
    const auto name = full_key(*old_fields[i].what);
    if (std::find(live.begin(), live.end(), name) == live.end()
        && to_toml(old_fields[i]) != to_toml(new_fields[i]))
      out.push_back(name);
  }
  if (before.cloud.named != after.cloud.named || before.cloud.identities != after.cloud.identities)
    out.emplace_back("cloud");
  return out;
}

} // namespace roamsync
