#include "engine/limit/gate.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace roamsync {

namespace {
// The service counts arrivals, not departures: two calls that left one interval apart may arrive closer. A
// little slower and one call less at once keep a limit that was told.
constexpr double rate_margin = 0.97;

/// Good answers in a row after which a lane that was taken away is tried again.
constexpr std::uint32_t clean_for_a_lane = 100;
} // namespace

gate::gate(const limit& allowed, time_point now) noexcept
    : limit_(allowed), lanes_(std::max(allowed.lanes, 1U)), counted_at_(now) {
  tokens_ = depth();
}

double gate::refill() const noexcept {
  return limit_.rate * rate_margin;
}

double gate::depth() const noexcept {
  return std::max(1.0, static_cast<double>(limit_.burst) - 1.0);
}

double gate::tokens_at(time_point now) const noexcept {
  auto seconds = std::chrono::duration<double>(now - counted_at_).count();
  return std::min(depth(), tokens_ + std::max(0.0, seconds) * refill());
}

std::optional<time_point> gate::opens_at(time_point now) const noexcept {
  auto lanes = trial_ ? 1U : lanes_;
  if (in_flight_ >= lanes)
    return std::nullopt;
  auto at = std::max(now, closed_until_);
  if (limit_.rate > 0) {
    auto missing = 1.0 - tokens_at(now);
    if (missing > 1e-9) {
      auto wait = duration{static_cast<std::int64_t>(std::ceil(missing / refill() * 1000.0))};
      at = std::max(at, now + wait);
    }
  }
  return at;
}

std::uint32_t gate::start(time_point now) noexcept {
  assert(opens_at(now) && *opens_at(now) <= now);
  ++in_flight_;
  if (limit_.rate > 0) {
    tokens_ = tokens_at(now) - 1.0;
    counted_at_ = now;
  }
  return era_;
}

void gate::end(bool good, std::uint32_t era) noexcept {
  assert(in_flight_ > 0);
  --in_flight_;
  if (!good)
    return;
  if (era == era_)
    trial_ = false;
  if (++clean_ >= clean_for_a_lane && lanes_ < limit_.lanes) {
    ++lanes_;
    clean_ = 0;
  }
}

void gate::wait_until(time_point until, std::uint32_t era) noexcept {
  if (era == era_ && lanes_ > 1)
    --lanes_;
  clean_ = 0;
  rest_until(until);
}

void gate::rest_until(time_point until) noexcept {
  closed_until_ = std::max(closed_until_, until);
  ++era_;
  trial_ = true;
}

void gate::set_limit(const limit& allowed, time_point now) noexcept {
  auto spent = limit_.rate > 0 ? depth() - tokens_at(now) : 0.0;
  auto taken = std::max(limit_.lanes, 1U) - lanes_;
  limit_ = allowed;
  auto most = std::max(allowed.lanes, 1U);
  lanes_ = most > taken ? most - taken : 1U;
  tokens_ = depth() - spent;
  counted_at_ = now;
}

} // namespace roamsync
