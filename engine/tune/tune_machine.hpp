#pragma once

#include "engine/tune/live_settings.hpp"

#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace roamsync {

namespace tune_effect {
struct set_node {};   ///< requests in flight and a second of the process, as now() says
struct set_pace {};   ///< how tenants are started
struct set_shares {}; ///< what tenants may have, and who is paused
struct set_end {
  utc_time closes; ///< of the run's window
};
} // namespace tune_effect

using tune_effect_t =
    std::variant<tune_effect::set_node, tune_effect::set_pace, tune_effect::set_shares, tune_effect::set_end>;
using tune_effects = std::vector<tune_effect_t>;

/// What the knobs say while runs come and go: by the file, the time of day and by hand. Each change gives what to
/// do about it, and nothing if nothing holds otherwise.
class tune_machine {
public:
  tune_machine(live_base base, utc_time now)
      : base_(std::move(base)), settings_(live_settings_at(base_, {}, now)) {}

  /// A run opens or is joined. `movable`: its window is that of the night, so that its end may be moved.
  [[nodiscard]] tune_effects on_run(std::vector<override_row> overrides, const night& run, bool movable,
                                    utc_time now);
  [[nodiscard]] tune_effects on_overrides(std::vector<override_row> overrides, utc_time now);
  [[nodiscard]] tune_effects on_base(live_base base, utc_time now);
  /// Call it at wakes_at(), or whenever the clock was looked at.
  [[nodiscard]] tune_effects on_clock(utc_time now);
  void on_run_end() noexcept { run_.reset(); }

  [[nodiscard]] const live_settings& settings() const noexcept { return settings_; }
  /// When a rule of the time of day may begin or cease to hold.
  [[nodiscard]] std::optional<utc_time> wakes_at() const noexcept { return wakes_at_; }

private:
  [[nodiscard]] tune_effects apply(utc_time now);
  void move_end(const live_settings& before, tune_effects& out);

  live_base base_;
  std::vector<override_row> overrides_;
  live_settings settings_;
  struct window_of_run {
    utc_time opened{};
    utc_time closes{};
  };
  std::optional<window_of_run> run_; ///< whose end may be moved
  std::optional<utc_time> wakes_at_;
  utc_time looked_at_{}; ///< at the clock, which may be set back
};

} // namespace roamsync
