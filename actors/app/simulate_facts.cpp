#include "actors/app/simulate_facts.hpp"

#include "actors/app/knob_desk.hpp"
#include "actors/app/wall_clock.hpp"
#include "engine/simulate/made_up.hpp"
#include "engine/tenant/plan_night.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

namespace roamsync::app {

namespace {

/// What the store and the configuration say of a night. Reads only.
class fact_reader {
public:
  fact_reader(const app& x, store& where, const console::simulate_command& command)
      : app_(x), where_(where), command_(command) {}

  /// Tonight: the window that is open, else the next one.
  [[nodiscard]] result<night_facts> tonight() {
    auto out = base();
    if (!out)
      return out;
    const auto rule = window_now(app_, where_);
    if (!rule)
      return rule.failure();
    const auto open = window_at(*rule, now_utc());
    const auto night = open ? *open : next_window(*rule, now_utc());
    out->opens = night.opens;
    out->window = night.closes - night.opens;
    const auto day = day_number(night.date);
    std::erase_if(out->with.tenants, [](const auto& x) { return !x.automate; });
    for (const auto& x : out->with.tenants) {
      auto facts = facts_of(x);
      if (!facts)
        return facts.failure();
      const auto last = where_.last_ended(x.id);
      if (!last)
        return last.failure();
      if (const auto seen = *last ? mailboxes_seen(**last) : std::nullopt) {
        const auto work = command_.all ? result<std::uint32_t>{*seen} : due(x.id, *seen, day);
        if (!work)
          return work.failure();
        facts->mailboxes = *work;
      }
      out->tenants.push_back(std::move(*facts));
    }
    return out;
  }

  [[nodiscard]] result<night_facts> recorded(const roamsync::night& run, console::recorded_night& was) {
    auto out = base();
    if (!out)
      return out;
    const auto parts = where_.tenant_runs(run.number);
    if (!parts)
      return parts.failure();
    out->opens = run.opened;
    out->window = run.closes - run.opened;
    was.number = run.number;
    was.tenants = parts->size();
    if (run.finished)
      was.took = *run.finished - run.opened;
    auto all = std::exchange(out->with.tenants, {});
    for (const auto& part : *parts) {
      const auto known =
          std::find_if(all.begin(), all.end(), [&](const auto& x) { return x.id == part.tenant; });
      tenant_settings settings;
      settings.id = part.tenant; // of one that was removed since, nothing else is known
      if (known != all.end())
        settings = *known;
      auto facts = facts_of(settings);
      if (!facts)
        return facts.failure();
      const auto calls = facts->known ? std::max(1.0, facts->known->cost.calls) : mailbox_cost{}.calls;
      const auto good = part.requests - std::min(part.requests, part.throttled);
      facts->mailboxes = static_cast<std::uint32_t>(
          std::min(static_cast<double>(part.mailboxes), static_cast<double>(good) / calls));
      if (auto counted = count_outcomes(run.number, part.tenant, was.outcomes); !counted)
        return counted.failure();
      was.mailboxes += part.mailboxes;
      was.requests += part.requests;
      was.throttled += part.throttled;
      out->with.tenants.push_back(std::move(settings));
      out->tenants.push_back(std::move(*facts));
    }
    return out;
  }

private:
  [[nodiscard]] result<night_facts> base() {
    night_facts out;
    out.with.settings = app_.settings;
    auto overrides = where_.overrides();
    if (!overrides)
      return overrides.failure();
    out.with.overrides = std::move(*overrides);
    auto tenants = where_.tenants();
    if (!tenants)
      return tenants.failure();
    out.with.tenants = std::move(*tenants);
    return out;
  }

  [[nodiscard]] status count_outcomes(std::int64_t run, const std::string& tenant, outcome_counts& into) {
    const auto rows = where_.records(run, tenant);
    if (!rows)
      return rows.failure();
    for (const auto& row : *rows)
      ++into[row.end.kind];
    return success();
  }

  /// Of its service user of today.
  [[nodiscard]] result<tenant_facts> facts_of(const tenant_settings& x) {
    const auto all = where_.known_limits(x.id);
    if (!all)
      return all.failure();
    tenant_facts out;
    for (const auto& known : *all)
      if (known.service_user == x.service_user)
        out.known = known;
    return out;
  }

  /// Mailboxes that the rolling check reads, and those without a receipt.
  [[nodiscard]] result<std::uint32_t> due(const std::string& tenant, std::uint32_t mailboxes,
                                          std::int64_t day) {
    const auto receipts = where_.receipts(tenant);
    if (!receipts)
      return receipts.failure();
    const auto in_line = std::count_if(receipts->begin(), receipts->end(), [&](const auto& x) {
      return !check_is_due(x.user_id, x.checked, day, app_.settings.night.check_days);
    });
    return mailboxes - std::min(mailboxes, static_cast<std::uint32_t>(in_line));
  }

  const app& app_;
  store& where_;
  const console::simulate_command& command_;
};

/// A world that nobody has, under the configuration. Where a limit of the service is given, nothing was learned.
night_facts made_up(const app& x, const console::simulate_command& command) {
  night_facts out;
  out.with.settings = x.settings;
  out.opens = now_utc();
  out.window = x.settings.night.length;
  make_up(out, command.size);
  if (command.instead.rate || command.instead.lanes)
    for (auto& tenant : out.tenants) {
      tenant.takes.reset();
      tenant.known->limit = {};
    }
  return out;
}

} // namespace

result<night_facts> simulate_facts(const app& x, const console::simulate_command& command,
                                   console::simulation_report& report, exit_code& code) {
  code = exit_code::bad_input;
  if (command.made_up)
    return made_up(x, command);
  // To open it would make one, and nothing is to be written.
  if (!std::filesystem::exists(x.settings.store.path))
    return error{"there is no database at " + x.settings.store.path
                 + " yet, so nothing is known of tonight; a made-up world needs none: --made-up"};
  code = exit_code::unusable; // from here on it is the database's fault, but for a run that is not there
  const auto where = open_store(x);
  if (!where)
    return error{};
  fact_reader reader{x, *where, command};
  if (!command.run)
    return reader.tonight();
  const auto run = where->run(*command.run);
  if (!run)
    return run.failure();
  code = *run ? exit_code::unusable : exit_code::bad_input;
  if (!*run)
    return error{fmt::format("there is no run {}; roamsync report shows the newest", *command.run)};
  return reader.recorded(**run, report.recorded.emplace());
}

} // namespace roamsync::app
