#pragma once

#include "engine/model/call_result.hpp"
#include "engine/simulate/simulate.hpp"

#include <cstdint>
#include <optional>

namespace roamsync {

/// Random numbers that depend on their coordinates only: what one tenant draws changes nothing for another,
/// and the same request takes as long under every policy.
[[nodiscard]] double drawn(std::uint64_t seed, std::uint64_t a, std::uint64_t b, std::uint64_t c) noexcept;

/// How many calls the mailbox takes; the same under every policy.
[[nodiscard]] std::uint32_t call_count(const simulated_tenant& x, std::uint64_t seed, std::uint64_t tenant,
                                       std::uint32_t mailbox) noexcept;

/// How long a call that is served takes: log-normal, by Box and Muller; the same under every policy.
[[nodiscard]] duration latency_of(const simulated_tenant& x, std::uint64_t seed, std::uint64_t tenant,
                                  std::uint32_t mailbox, std::uint32_t step);

/// One service user's service: a token bucket, places, and a freeze after each breach.
class service_state {
public:
  explicit service_state(const simulated_service& what) noexcept : what_(what), takes_(what.takes) {
    tokens_ = takes_.burst;
  }

  struct judgement {
    bool taken = false;
    duration wait{0};         ///< of a refusal
    bool inside_wait = false; ///< the sender had been told
  };
  /// A request arrives.
  [[nodiscard]] judgement arrive(time_point now) noexcept;
  /// A request that was taken is answered.
  void leave() noexcept { --in_flight_; }
  /// The sender has read a refusal.
  void told(time_point now) noexcept {
    if (now < frozen_until_)
      told_until_ = frozen_until_;
  }

private:
  const simulated_service& what_;
  service_limit takes_;
  std::size_t changed_ = 0;
  std::size_t froze_ = 0;
  double tokens_ = 0;
  time_point filled_{};
  time_point frozen_until_{};
  time_point told_until_{};
  std::uint32_t in_flight_ = 0;
};

/// One request, by what its answer depends on.
struct simulated_request {
  const simulated_tenant& of;
  std::uint64_t seed = 0;
  std::uint32_t tenant = 0;
  std::uint32_t mailbox = 0;
  std::uint32_t step = 0;
  std::uint32_t tries = 0; ///< of this step, this one included
};

struct service_answer {
  call_result result;
  duration after{0};        ///< of its arrival
  bool inside_wait = false; ///< it was refused, and its sender had been told to wait
};

/// The request arrives now. One that hangs is answered when its caller gives it up.
[[nodiscard]] service_answer answer_to(const simulated_request& x, service_state& service,
                                       duration call_timeout, time_point now);

} // namespace roamsync
