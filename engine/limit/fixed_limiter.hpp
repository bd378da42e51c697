#pragma once

#include "engine/limit/gate.hpp"
#include "engine/limit/limiter.hpp"
#include "engine/limit/shared_wait.hpp"

#include <unordered_map>

namespace roamsync {

/// The limit that was told and nothing else: lanes, rate, and the shared wait. Learns nothing.
class fixed_limiter final : public limiter {
public:
  fixed_limiter(const limit& allowed, const retry_options& options, time_point now)
      : allowed_(allowed), gate_(allowed.lanes, pace_within(allowed), now), wait_(options) {}

  [[nodiscard]] std::optional<time_point> opens_at(time_point now) const override {
    if (!wait_.lets_start())
      return std::nullopt;
    return gate_.opens_at(now);
  }
  [[nodiscard]] ticket start(time_point now) override {
    gate_.start(now);
    eras_.emplace(++last_, wait_.start());
    return last_;
  }
  time_point end(ticket which, const call_end& how, time_point now, double jitter) override {
    auto era = eras_.extract(which).mapped();
    gate_.end(now);
    wait_.end(era);
    if (how.what == verdict::throttled) {
      gate_.rest_until(wait_.throttled(how, era, now, jitter));
      return gate_.waits_until();
    }
    if (how.what == verdict::ok || how.what == verdict::failed)
      wait_.answered(era);
    return now;
  }
  void forget(ticket which, time_point now) override {
    wait_.end(eras_.extract(which).mapped());
    gate_.end(now);
  }
  void rest_until(time_point until) override {
    gate_.rest_until(until);
    wait_.rested();
  }
  [[nodiscard]] time_point waits_until() const override { return gate_.waits_until(); }
  void set_limit(const limit& allowed, time_point now) override {
    allowed_ = allowed;
    gate_.set_lanes(allowed.lanes);
    gate_.set_pace(pace_within(allowed), now);
  }
  void set_stakes(const stakes& x, time_point now) override { gate_.set_crowded(x.crowded, now); }
  [[nodiscard]] limit in_use() const override { return allowed_; }
  [[nodiscard]] std::uint32_t in_flight() const override { return gate_.in_flight(); }

private:
  limit allowed_;
  gate gate_;
  shared_wait wait_;
  std::unordered_map<ticket, std::uint32_t> eras_;
  ticket last_ = 0;
};

} // namespace roamsync
