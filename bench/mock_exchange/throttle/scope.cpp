#include "bench/mock_exchange/throttle/scope.hpp"

#include <algorithm>
#include <array>

namespace mock_exchange {

namespace {

/// A growing wait ends here, so that a test that misbehaves still ends.
constexpr double wait_s_max = 300;

} // namespace

std::string_view name_of(breach_kind kind) {
  constexpr std::array<std::string_view, 5> names{"rate", "lanes", "mailbox_lanes", "retry_after", "egress"};
  return names[static_cast<std::size_t>(kind)];
}

std::optional<refusal> throttle_scope::admit(instant now, const limit_settings& limit, unsigned in_flight,
                                             double cost, breach_kind rate_name, breach_kind lanes_name,
                                             const throttle_settings& rules) {
  if (frozen_until_ && now < *frozen_until_)
    return refuse_frozen(now, rules);
  frozen_until_.reset();
  told_.reset();
  if (limit.lanes != 0 && in_flight > limit.lanes)
    return freeze(now, lanes_name, rules);
  if (limit.rate > 0 && !take(now, limit, cost))
    return freeze(now, rate_name, rules);
  return std::nullopt;
}

double throttle_scope::wait_s(instant now) const {
  return frozen_until_ ? std::max(0.0, seconds_of(*frozen_until_ - now)) : 0;
}

void throttle_scope::told(instant now) {
  if (frozen_until_ && !told_)
    told_ = now;
}

refusal throttle_scope::refuse_frozen(instant now, const throttle_settings& rules) {
  // What was under way before the client could read the first refusal is no offence of its own.
  auto knows = told_ && now - *told_ >= instant_of(rules.grace_ms / 1000);
  if (knows && rules.grows) {
    wait_s_ = std::min(wait_s_ + rules.seconds, std::max(wait_s_max, rules.seconds));
    frozen_until_ = std::max(*frozen_until_, now + instant_of(wait_s_));
  }
  return {knows ? breach_kind::retry_after : cause_, seconds_of(*frozen_until_ - now)};
}

refusal throttle_scope::freeze(instant now, breach_kind cause, const throttle_settings& rules) {
  ++freezes_;
  cause_ = cause;
  wait_s_ = rules.seconds;
  frozen_until_ = now + instant_of(wait_s_);
  return {cause, wait_s_};
}

bool throttle_scope::take(instant now, const limit_settings& limit, double cost) {
  auto burst = std::max(limit.burst, 1.0);
  tokens_ = filled_ ? std::min(burst, tokens_ + seconds_of(now - *filled_) * limit.rate) : burst;
  filled_ = now;
  // A hair of tolerance: ten thirds of a token make no whole one in binary.
  if (tokens_ + 1e-9 < std::min(cost, burst))
    return false;
  tokens_ -= cost;
  return true;
}

} // namespace mock_exchange
