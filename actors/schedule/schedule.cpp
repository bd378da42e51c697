#include "actors/schedule/schedule.hpp"

#include "actors/support/defaults.hpp"
#include "engine/schedule/opening.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace roamsync::actors {

namespace {
/// The longest time between two looks at the clock, which may be set forward or back.
constexpr duration look_every = std::chrono::minutes{1};
} // namespace

void schedule_state::look() {
  self->send(ledger, ask_openings{}, schedule_actor{self});
  timer.arm(self, mono_now(self) + look_every);
}

void schedule_state::on_rule(const window_rule& x) {
  length_ = x.length;
  look(); // a longer window may be open now
}

void schedule_state::on_openings(const openings& x) {
  auto due = x.all;
  closes_ = x.closes;
  std::erase_if(due, [this](auto own) { return opens_within(night, own); });
  due.insert(night.opens);
  std::erase_if(machines_, [&](const auto& entry) { return !due.contains(entry.first); });
  auto again = look_every;
  for (auto opens : due) {
    window_rule rule{opens, length_.value_or(night.length)};
    if (opens == night.opens)
      rule.closes = closes_;
    auto& machine = machines_.try_emplace(opens, rule).first->second;
    machine.set_rule(rule);
    auto decision = machine.decide(shared->utc());
    again = std::min(again, decision.again);
    if (!decision.open)
      continue;
    spdlog::info("the window is open: opening the night");
    self->send(supervisor, run_order{.what = {.kind = run_kind::night,
                                              .date = decision.open->date,
                                              .opened = decision.open->opens,
                                              .closes = decision.open->closes},
                                     .opening = opens == night.opens ? std::nullopt : std::optional{opens}});
  }
  timer.arm(self, mono_now(self) + again);
}

void schedule_state::on_run_ended(const run_ended& x) {
  // Another process had the database, or it could not be used for a while: the window may still be open when
  // that is over.
  if (!x.failure.empty())
    for (auto& [opens, machine] : machines_)
      machine.forget();
}

schedule_actor::behavior_type schedule(schedule_actor::stateful_pointer<schedule_state> self,
                                       std::shared_ptr<const context> shared, const window_rule& rule,
                                       supervisor_actor supervisor, ledger_actor ledger) {
  install_defaults(self, schedule_state::name);
  self->state.shared = std::move(shared);
  self->state.supervisor = std::move(supervisor);
  self->state.ledger = std::move(ledger);
  self->state.night = rule;
  self->state.look();
  return {
      [self](const run_ended& x) { self->state.on_run_ended(x); },
      [self](const openings& x) { self->state.on_openings(x); },
      [self](const window_rule& x) { self->state.on_rule(x); },
      [self](timer_token x) {
        if (self->state.timer.take(self, x))
          self->state.look();
      },
  };
}

} // namespace roamsync::actors
