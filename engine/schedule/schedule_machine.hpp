#pragma once

#include "engine/schedule/window.hpp"

#include <optional>

namespace roamsync {

/// Says when to open a night. It asks the wall clock again at least once a minute, so that a clock that is
/// set forward or back is noticed; opening twice is harmless, since the store joins the night that is there.
class schedule_machine {
public:
  explicit schedule_machine(const window_rule& rule) noexcept : rule_(rule) {}

  struct decision {
    std::optional<window> open; ///< open or join this night now
    duration again{0};          ///< ask again after that long; more than 0
  };
  /// Also after a start in the middle of a window: a missed opening is caught up while the window is open.
  [[nodiscard]] decision decide(utc_time now) noexcept;

  /// Another length or end of the window from now on.
  void set_rule(const window_rule& rule) noexcept { rule_ = rule; }

  /// The opening did not work: it is due again at the next look.
  void forget() noexcept { opened_.reset(); }

private:
  window_rule rule_;
  std::optional<utc_date> opened_; ///< the last night that was opened
};

} // namespace roamsync
