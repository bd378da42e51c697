#include "engine/tune/tune_machine.hpp"

#include "engine/schedule/window.hpp"

#include <utility>

namespace roamsync {

namespace {

bool same_node(const limits_config& a, const limits_config& b) {
  return a.node_requests == b.node_requests && a.egress_rate == b.egress_rate;
}

bool same_shares(const live_settings& a, const live_settings& b) {
  return a.limits.lanes == b.limits.lanes && a.limits.rate == b.limits.rate
         && a.limits.burst == b.limits.burst && a.limits.policy == b.limits.policy
         && a.limits.weight == b.limits.weight && a.paused == b.paused;
}

} // namespace

tune_effects tune_machine::on_run(std::vector<override_row> overrides, const night& run, bool movable,
                                  utc_time now) {
  overrides_ = std::move(overrides);
  settings_ = live_settings_at(base_, overrides_, now);
  wakes_at_ = rules_change_after(base_.limits, now);
  run_.reset();
  tune_effects out{tune_effect::set_node{}, tune_effect::set_pace{}, tune_effect::set_shares{}};
  if (!movable)
    return out;
  run_ = {run.opened, run.closes};
  // A run that is joined keeps the end that it has.
  if (settings_.closes && fits_window(run.opened, *settings_.closes) && *settings_.closes != run.closes) {
    run_->closes = *settings_.closes;
    out.emplace_back(tune_effect::set_end{run_->closes});
  }
  return out;
}

tune_effects tune_machine::on_overrides(std::vector<override_row> overrides, utc_time now) {
  overrides_ = std::move(overrides);
  return apply(now);
}

tune_effects tune_machine::on_base(live_base base, utc_time now) {
  base_ = std::move(base);
  return apply(now);
}

tune_effects tune_machine::on_clock(utc_time now) {
  const bool set_back = now < looked_at_;
  looked_at_ = now;
  return set_back || (wakes_at_ && *wakes_at_ <= now) ? apply(now) : tune_effects{};
}

tune_effects tune_machine::apply(utc_time now) {
  auto before = std::exchange(settings_, live_settings_at(base_, overrides_, now));
  wakes_at_ = rules_change_after(base_.limits, now);
  tune_effects out;
  if (!same_node(before.limits, settings_.limits))
    out.emplace_back(tune_effect::set_node{});
  if (before.pace != settings_.pace)
    out.emplace_back(tune_effect::set_pace{});
  if (!same_shares(before, settings_))
    out.emplace_back(tune_effect::set_shares{});
  move_end(before, out);
  return out;
}

void tune_machine::move_end(const live_settings& before, tune_effects& out) {
  if (!run_ || (before.closes == settings_.closes && before.length == settings_.length))
    return;
  const auto fits = [this](const auto& x) { return x && fits_window(run_->opened, *x); };
  auto end = run_->closes;
  if (fits(settings_.closes))
    end = *settings_.closes;
  else if (fits(before.closes) || before.length != settings_.length)
    end = run_->opened + settings_.length;
  if (std::exchange(run_->closes, end) != end)
    out.emplace_back(tune_effect::set_end{end});
}

} // namespace roamsync
