#include "engine/supervisor/supervisor_machine.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace roamsync {

supervisor_effects supervisor_machine::open(std::vector<tenant_start> tenants, time_point now) {
  // Longest processing time first (Graham 1969), by what the tenant had last time.
  std::stable_sort(tenants.begin(), tenants.end(),
                   [](const tenant_start& a, const tenant_start& b) { return a.expected > b.expected; });
  if (!stopping_)
    waiting_.assign(std::make_move_iterator(tenants.begin()), std::make_move_iterator(tenants.end()));
  next_start_ = now;
  opened_ = true;
  supervisor_effects out;
  pump(now, out);
  return out;
}

supervisor_effects supervisor_machine::on_broken_off(const std::string& tenant, time_point now) {
  supervisor_effects out;
  if (stopping_ || !restarted_.insert(tenant).second) {
    out.emplace_back(supervisor_effect::end_broken{tenant});
    return out;
  }
  out.emplace_back(supervisor_effect::restart_tenant{tenant});
  // It has not heard what was said before.
  if (auto it = working_.find(tenant); it != working_.end())
    it->second = in_work{.started = now, .closes = it->second.closes};
  windows_due_ = now;
  heard_.begin(tenant);
  pump(now, out);
  return out;
}

supervisor_effects supervisor_machine::on_tenant_done(const std::string& tenant, time_point now) {
  supervisor_effects out;
  working_.erase(tenant);
  heard_.end(tenant);
  pump(now, out);
  return out;
}

supervisor_effects supervisor_machine::on_wake(time_point now) {
  supervisor_effects out;
  pump(now, out);
  return out;
}

supervisor_effects supervisor_machine::stop(time_point now) {
  supervisor_effects out;
  if (stopping_)
    return out;
  stopping_ = true;
  waiting_.clear();
  if (!opened_)
    return out; // open() ends it
  for (auto& [tenant, x] : working_) {
    x.closed = true;
    out.emplace_back(supervisor_effect::close_tenant{tenant, cause::stopped});
  }
  pump(now, out);
  return out;
}

supervisor_effects supervisor_machine::set_pace(const supervisor_options& options, time_point now) {
  supervisor_effects out;
  options_ = options;
  windows_due_ = now;
  next_start_ = std::min(next_start_, now + interval());
  next_round_ = std::min(next_round_, now + options_.watchdog / watchdog_rounds);
  pump(now, out);
  return out;
}

supervisor_effects supervisor_machine::move_end(duration by, time_point now) {
  supervisor_effects out;
  for (auto& x : waiting_)
    x.closes += by;
  for (auto& [tenant, x] : working_)
    x.closes += by;
  windows_due_ = now;
  pump(now, out);
  return out;
}

supervisor_effects supervisor_machine::set_paused(std::set<std::string, std::less<>> tenants,
                                                  time_point now) {
  supervisor_effects out;
  paused_ = std::move(tenants);
  pump(now, out);
  return out;
}

void supervisor_machine::on_ledger_lives() noexcept {
  asked_.out_of_turn = false;
  ledger_silence_.broken();
}

supervisor_effects supervisor_machine::on_ledger_passed(time_point now) {
  supervisor_effects out;
  asked_.in_turn = false;
  next_round_ = now + round_length(); // a late answer must not be followed by an early one
  for (auto& tenant : heard_.round())
    out.emplace_back(supervisor_effect::end_silent{std::move(tenant)});
  out.emplace_back(supervisor_effect::roll_call{});
  return out;
}

time_point supervisor_machine::watch(time_point now, supervisor_effects& out) {
  if (next_round_ > now)
    return next_round_;
  next_round_ = now + round_length();
  if (ledger_silence_.round())
    out.emplace_back(supervisor_effect::ledger_silent{});
  // One question of each kind waits for its answer; more would only queue behind it.
  const supervisor_effect::ask_ledger ask{.out_of_turn = !std::exchange(asked_.out_of_turn, true),
                                          .in_turn = !std::exchange(asked_.in_turn, true)};
  if (ask.out_of_turn || ask.in_turn)
    out.emplace_back(ask);
  return next_round_;
}

duration supervisor_machine::round_length() const noexcept {
  return std::max(options_.watchdog / watchdog_rounds, duration{1});
}

duration supervisor_machine::interval() const noexcept {
  return duration{static_cast<std::int64_t>(std::ceil(1'000.0 / options_.tenants_per_second))};
}

bool supervisor_machine::full() const noexcept {
  if (options_.tenants_at_once == 0)
    return false;
  const auto at_rest =
      std::count_if(paused_.begin(), paused_.end(), [this](const auto& x) { return working_.contains(x); });
  return working_.size() - static_cast<std::size_t>(at_rest) >= options_.tenants_at_once;
}

void supervisor_machine::end_windows(time_point now, supervisor_effects& out) {
  if (windows_due_ > now)
    return;
  windows_due_ = time_point::max();
  const auto at = [this](time_point x) { windows_due_ = std::min(windows_due_, x); };
  for (auto& [tenant, x] : working_) {
    if (!x.closed && x.closes > now) {
      at(x.closes);
      continue;
    }
    if (!std::exchange(x.closed, true))
      out.emplace_back(supervisor_effect::close_tenant{tenant, cause::window_closed});
    if (x.cut || stopping_)
      continue;
    if (const auto cut = std::max(x.closes, x.started) + options_.grace; cut > now) {
      at(cut);
      continue;
    }
    x.cut = true;
    out.emplace_back(supervisor_effect::cut_tenant{tenant});
  }
}

void supervisor_machine::pump(time_point now, supervisor_effects& out) {
  if (!opened_)
    return;
  std::optional<time_point> wake;
  auto at = [&wake](time_point x) { wake = wake ? std::min(*wake, x) : x; };
  // A tenant whose window has closed is started all the same: it plans its mailboxes and defers them by name
  // (I3).
  for (auto it = waiting_.begin(); it != waiting_.end() && !full();) {
    if (it->opens > now) {
      at(it->opens);
      ++it;
      continue;
    }
    if (next_start_ > now) {
      at(next_start_);
      break;
    }
    next_start_ = std::max(next_start_, now - duration{1'000}) + interval();
    out.emplace_back(supervisor_effect::start_tenant{it->tenant});
    heard_.begin(it->tenant);
    working_.emplace(std::move(it->tenant), in_work{.started = now, .closes = it->closes});
    windows_due_ = std::min(windows_due_, it->closes);
    it = waiting_.erase(it);
  }
  end_windows(now, out);
  if (windows_due_ != time_point::max())
    at(windows_due_);
  if (options_.watchdog > duration{0} && !working_.empty())
    at(watch(now, out));
  if (working_.empty() && waiting_.empty()) {
    if (!std::exchange(finished_, true))
      out.emplace_back(supervisor_effect::finished{});
  } else if (wake) {
    out.emplace_back(supervisor_effect::wake{*wake});
  }
}

} // namespace roamsync
