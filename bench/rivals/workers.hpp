#pragma once

#include "bench/rivals/bucket.hpp"
#include "engine/limit/limiter.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace roamsync::bench {

/// What all rivals have in common, so that only the published rule differs: as many workers as there are lanes, each
/// with one call at a time; the rate that is known, as a token bucket; rests that came from outside. A worker that was
/// told to wait sleeps and then tries the same call again, and is counted by how often in a row it failed; calls are
/// not named here, so the next call to start is taken for that of the worker that has been awake for the longest time
/// and has one to repeat.
class workers : public limiter {
public:
  workers(const limit& allowed, time_point now);

  [[nodiscard]] std::optional<time_point> opens_at(time_point now) const final;
  [[nodiscard]] std::uint64_t start(time_point now) final;
  time_point end(std::uint64_t which, const call_end& how, time_point now, double jitter) final;
  void rest_until(time_point until) override { rests_until_ = std::max(rests_until_, until); }
  [[nodiscard]] time_point waits_until() const override { return rests_until_; }
  void set_limit(const limit& allowed, time_point now) override;
  [[nodiscard]] limit in_use() const override { return allowed_; }
  [[nodiscard]] std::uint32_t in_flight() const final { return static_cast<std::uint32_t>(calls_.size()); }

protected:
  struct call {
    time_point began;
    std::uint32_t failures = 0; ///< of this worker in a row, before this call
    std::uint32_t beside = 0;   ///< calls in flight when it began, itself too
  };

  [[nodiscard]] std::uint32_t lanes() const noexcept { return std::max(allowed_.lanes, 1U); }

  // The rule of a rival.
  /// Calls that may be in flight.
  [[nodiscard]] virtual std::uint32_t width() const { return lanes(); }
  /// When the rule lets the next call start.
  [[nodiscard]] virtual time_point paced_at(time_point now) const { return now; }
  virtual void started(time_point /*now*/) {}
  /// Learns from an answer. The result: how long the worker sleeps before it tries the same call again; used only
  /// of a call that was throttled.
  virtual duration ended(const call& x, const call_end& how, time_point now, double jitter) = 0;

private:
  struct sleeper {
    time_point until;
    std::uint32_t failures = 0;
  };

  limit allowed_;
  bucket rate_;
  time_point rests_until_{};
  std::map<std::uint64_t, call> calls_;
  std::uint64_t tickets_ = 0;
  std::vector<sleeper> sleepers_; ///< by the time at which they wake
};

} // namespace roamsync::bench
