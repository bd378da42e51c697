#pragma once

#include "engine/limit/bucket_floor.hpp"
#include "engine/limit/gate.hpp"
#include "engine/limit/lane_search.hpp"
#include "engine/limit/latency_brake.hpp"
#include "engine/limit/limiter.hpp"
#include "engine/limit/shared_wait.hpp"
#include "engine/limit/usage.hpp"

#include <optional>
#include <unordered_map>
#include <vector>

namespace roamsync {

/// Learns what a service takes from the times at which it says "wait".
///
/// A quota is a token bucket: each breach names a burst for each rate, and two breaches after stretches of
/// different length name both (usage.hpp). So two or three breaches are enough, and then calls keep just below
/// the rate. A breach costs the whole scope its wait; so the limit is tried again only where the time that a
/// higher limit would save, by how seldom limits move, is worth that wait (probe_after).
class learning_limiter final : public limiter {
public:
  learning_limiter(const limit& allowed, const retry_options& options, time_point now,
                   const std::optional<learned_limit>& past);

  [[nodiscard]] std::optional<time_point> opens_at(time_point now) const override;
  [[nodiscard]] ticket start(time_point now) override;
  time_point end(ticket which, const call_end& how, time_point now, double jitter) override;
  void forget(ticket which, time_point now) override;
  void rest_until(time_point until) override;
  [[nodiscard]] time_point waits_until() const override { return gate_.waits_until(); }
  void set_limit(const limit& allowed, time_point now) override;
  void set_stakes(const stakes& x, time_point now) override {
    stakes_ = x;
    gate_.set_crowded(x.crowded, now);
  }
  [[nodiscard]] std::optional<learned_limit> learned(time_point now) const override;
  [[nodiscard]] limit in_use() const override;
  [[nodiscard]] bool searching() const override { return searching_; }
  [[nodiscard]] std::uint32_t in_flight() const override { return gate_.in_flight(); }

private:
  struct flight {
    time_point at{};
    std::uint64_t number = 0; ///< among the calls of usage_
    std::uint32_t in_flight = 0;
    std::uint32_t era = 0;
    double floor = 0; ///< of the service's bucket, before it
  };

  void on_breach(const flight& x, time_point now);
  [[nodiscard]] bool confirms(const breach_windows& windows);
  void on_rate_breach(const flight& x, time_point now);
  void search_at(double rate, time_point now);
  void end_search(time_point now);
  void climb(time_point now);
  void probe_if_due(time_point now);
  void use(double rate, double depth, time_point now);
  void settle(time_point now);
  void apply_lanes();
  [[nodiscard]] bool is_settled() const noexcept { return guess_.rate > 0 && !searching_; }

  limit ceiling_;
  gate gate_;
  shared_wait wait_;
  lane_search lanes_;
  latency_brake brake_;
  usage usage_;
  bucket_floor floor_;
  std::vector<breach_windows> breaches_; ///< of the limit as it is now; the newest last
  bucket_guess guess_;                   ///< rate 0: nothing is known
  bool probing_ = false;                 ///< looks whether the limit that is believed has risen
  bool searching_ = false;               ///< the pace is not one that is believed to hold
  std::optional<bucket_guess> before_;   ///< the limit that has moved since
  double pace_ = 0;                      ///< calls a second; 0: none
  time_point paced_since_{};
  std::uint64_t paced_from_ = 0; ///< calls before it
  time_point resumed_{};         ///< the first call after the last pause
  std::uint64_t resumed_at_ = 0; ///< calls before it
  double rises_each_;            ///< seconds
  duration cost_{0};             ///< the wait that a breach brought last
  time_point evidence_;          ///< last time that a breach, or a try without one, told where the limit is
  stakes stakes_;
  std::unordered_map<ticket, flight> flights_;
  ticket last_ = 0;
  bool after_pause_ = true;
};

} // namespace roamsync
