#pragma once

#include "tests/simulation/shell/node.hpp"

#include <algorithm>
#include <utility>

// The two ways in which a tenant's machines hear of something later; for the files of tenant_shell only.
namespace roamsync::simulation {

/// A message between machines of this tenant: an event of its own, in order; nobody hears it if the process
/// died or the tenant ended before.
template <class F>
void tenant_shell::tell(F what) {
  auto most = owner_.options().message_delay_max;
  last_told_ = std::max(last_told_, now() + duration{most > 0 ? luck_.between(0, most) : 0});
  tell_at_once(std::move(what));
}

/// Likewise, behind what was told before. It throws no dice: how often a round comes must not change the rest.
template <class F>
void tenant_shell::tell_at_once(F what) {
  last_told_ = std::max(last_told_, now());
  owner_.time().at(last_told_, [self = weak_from_this(), what = std::move(what)]() mutable {
    if (auto alive = self.lock(); alive && !alive->ended_)
      what();
  });
}

/// `what` gets the line.
template <class F>
void tenant_shell::tell_sessions(F what) {
  for (const auto& [line, x] : sessions_)
    if (!x.dropped)
      tell([this, line = line, what] {
        if (!sessions_.at(line).dropped)
          what(line);
      });
}

/// Calls `what` at that time, unless an earlier call is asked for already; never within the same millisecond.
template <class F>
void tenant_shell::wake(waker& timer, time_point at, F what) {
  auto token = timer.arm(at);
  if (!token)
    return;
  owner_.time().at(std::max(at, now() + duration{1}),
                   [self = weak_from_this(), &timer, token = *token, what = std::move(what)]() mutable {
                     if (auto alive = self.lock(); alive && !alive->ended_ && timer.take(token))
                       what();
                   });
}

} // namespace roamsync::simulation
