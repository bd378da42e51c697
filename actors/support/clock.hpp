#pragma once

#include "actors/messages/messages.hpp"
#include "engine/base/time.hpp"

#include <caf/actor_clock.hpp>
#include <caf/actor_system.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

namespace roamsync::actors {

/// Monotonic time as the actor system knows it: real, or virtual in tests.
template <class Actor>
[[nodiscard]] time_point mono_now(Actor* self) {
  auto since = self->system().clock().now().time_since_epoch();
  return time_point{std::chrono::floor<duration>(since)};
}

/// The one timer of an actor. Keeps the earliest time asked for; a timer_token that is not the last one armed
/// is stale and ignored. A long wait is made of short ones: CAF's clock cannot forget a message, and keeps its receiver
/// in memory until then, long after that has ended.
class waker {
public:
  /// Asks for a timer_token at `at`, unless an earlier one is under way.
  template <class Actor>
  void arm(Actor* self, time_point at) {
    if (due_ && *due_ <= at)
      return;
    due_ = at;
    wait(self);
  }

  /// True: it is the timer that counts, and its time has come; it is used up.
  template <class Actor>
  [[nodiscard]] bool take(Actor* self, timer_token x) {
    if (!due_ || x.value != armed_)
      return false;
    if (*due_ > mono_now(self)) {
      wait(self);
      return false;
    }
    due_.reset();
    return true;
  }

private:
  static constexpr duration wait_max{5'000};

  template <class Actor>
  void wait(Actor* self) {
    self->delayed_send(self, std::clamp(*due_ - mono_now(self), duration{1}, wait_max),
                       timer_token{++armed_});
  }

  std::uint64_t armed_ = 0;
  std::optional<time_point> due_;
};

} // namespace roamsync::actors
