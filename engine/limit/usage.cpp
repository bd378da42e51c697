#include "engine/limit/usage.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace roamsync {

namespace {
constexpr std::size_t points_max = 96;

const window* tightest(const breach_windows& x, double rate) noexcept {
  const window* best = nullptr;
  for (const auto& w : x)
    if (!best || w.calls - rate * w.seconds > best->calls - rate * best->seconds)
      best = &w;
  return best;
}
} // namespace

void usage::add(time_point now, bool after_pause) {
  if (points_.empty() || after_pause || now - points_.back().at >= apart_) {
    if (points_.size() >= points_max)
      thin_out();
    points_.push_back({now, count_, after_pause || points_.empty()});
  }
  ++count_;
}

/// Every second point goes, but for those after a pause; of these the older half goes when they are too many.
void usage::thin_out() {
  apart_ *= 2;
  std::size_t n = 0;
  std::erase_if(points_, [&n](const point& x) { return !x.kept && ++n % 2 == 1; });
  if (points_.size() > points_max * 3 / 4)
    points_.erase(points_.begin(), points_.begin() + static_cast<std::ptrdiff_t>(points_.size() / 2));
}

breach_windows usage::before(time_point breach, std::uint64_t calls) const {
  breach_windows out;
  for (const auto& x : points_)
    if (x.at <= breach && x.calls < calls)
      out.push_back({std::chrono::duration<double>(breach - x.at).count(), static_cast<double>(calls - x.calls) - 1});
  return out;
}

void usage::clear() noexcept {
  points_.clear();
  count_ = 0;
  apart_ = duration{100};
}

double burst_at(const breach_windows& x, double rate) noexcept {
  const auto* w = tightest(x, rate);
  return w ? w->calls - rate * w->seconds : 0;
}

bucket_answer explain(const breach_windows& a, const breach_windows& b) noexcept {
  double most = 0;
  for (const auto* x : {&a, &b})
    for (const auto& w : *x)
      if (w.seconds > 0)
        most = std::max(most, w.calls / w.seconds);
  auto differ = [&](double rate) { return burst_at(a, rate) - burst_at(b, rate); };
  // The longer stretch outweighs the shorter one at a low rate, and the other way round at a high one.
  double low = 0;
  double high = most;
  auto at_low = differ(low);
  if (at_low == 0 || most == 0)
    return {};
  // At the very top both bursts are next to nothing; go down until they differ.
  for (auto step = 0; step < 60 && differ(high) * at_low >= 0; ++step)
    high *= 0.93;
  if (differ(high) * at_low >= 0)
    return {};
  for (auto step = 0; step < 60; ++step) {
    auto middle = (low + high) / 2;
    (differ(middle) * at_low > 0 ? low : high) = middle;
  }
  auto rate = (low + high) / 2;
  auto apart = std::abs(tightest(a, rate)->seconds - tightest(b, rate)->seconds);
  auto burst = burst_at(a, rate);
  if (rate <= 0 || apart <= 0 || burst < 0.5)
    return {};
  return {.found = true, .guess = {.rate = rate, .burst = std::max(1.0, burst), .doubt = 1.0 / (apart * rate)}};
}

} // namespace roamsync
