#include "engine/limit/token_bucket.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace roamsync {

namespace {
/// How much the time of travel of two calls may differ, in seconds.
constexpr double travel_varies = 0.05;
/// Two clocks are compared: the service's and ours.
constexpr double clock_margin = 0.998;
/// Time comes in milliseconds.
constexpr double tick = 0.001;
} // namespace

pace pace_within(const limit& told) noexcept {
  if (told.rate <= 0)
    return {};
  auto room = static_cast<double>(told.burst) - 1.0;
  auto missing = std::max(0.0, travel_varies - room / told.rate);
  return {.rate = clock_margin / (1.0 / told.rate + missing),
          .depth = std::max(1.0, static_cast<double>(told.burst) - told.rate * travel_varies)};
}

double token_bucket::tokens_at(time_point now) const noexcept {
  auto seconds = std::chrono::duration<double>(now - counted_at_).count();
  // What comes within a tick may be saved up: else a rate above one call in a tick could not be reached.
  return std::min(pace_.depth + pace_.rate * tick, tokens_ + std::max(0.0, seconds) * pace_.rate);
}

std::optional<time_point> token_bucket::next(time_point now, double held) const noexcept {
  if (pace_.rate <= 0)
    return now;
  if (pace_.depth + pace_.rate * tick - held < 1 - 1e-9)
    return std::nullopt;
  auto missing = 1.0 - std::min(tokens_at(now), pace_.depth + pace_.rate * tick - held);
  if (missing <= 1e-9)
    return now;
  return now + duration{static_cast<std::int64_t>(std::ceil(missing / pace_.rate * 1000.0))};
}

void token_bucket::take(time_point now) noexcept {
  if (pace_.rate <= 0)
    return;
  tokens_ = tokens_at(now) - 1.0;
  counted_at_ = now;
}

void token_bucket::cap(double held, time_point now) noexcept {
  if (pace_.rate <= 0 || held <= 0)
    return;
  tokens_ = std::min(tokens_at(now), std::max(0.0, pace_.depth - held));
  counted_at_ = now;
}

void token_bucket::set_pace(const pace& allowed, time_point now) noexcept {
  // What was spent of a deeper bucket, or let go by drain(), is no debt of a smaller one.
  auto spent = pace_.rate > 0 ? pace_.depth - tokens_at(now) : 0.0;
  auto left = pace_.rate > 0 ? tokens_at(now) : allowed.depth;
  pace_ = allowed;
  tokens_ = std::max(pace_.depth - spent, std::min(pace_.depth, left));
  counted_at_ = now;
}

} // namespace roamsync
