#include "engine/limit/usage.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace roamsync {

namespace {
constexpr std::size_t points_max = 96;

const stretch* tightest(const breach_windows& x, double rate) noexcept {
  const stretch* best = nullptr;
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
    const auto filled = empty_at_ ? std::chrono::duration<double>(now - *empty_at_).count()
                                  : std::numeric_limits<double>::infinity();
    points_.push_back({now, count_, after_pause || points_.empty(), filled});
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
      out.push_back({std::chrono::duration<double>(breach - x.at).count(),
                     static_cast<double>(calls - x.calls) - 1, x.filled});
  return out;
}

void usage::clear() noexcept {
  points_.clear();
  apart_ = duration{100};
}

double burst_at(const breach_windows& x, double rate) noexcept {
  const auto* w = tightest(x, rate);
  return w ? w->calls - rate * w->seconds : 0;
}

namespace {

/// Calls that two breaches may differ by: which call broke the limit is not known exactly.
constexpr double off_by = 2;
constexpr double same_shape_doubt = 0.05;
constexpr double depth_max_s = 900;
constexpr double step_down = 0.9;
constexpr int steps_down = 60;

double most_of(const breach_windows& x) noexcept {
  double most = 0;
  for (const auto& w : x)
    if (w.seconds > 0)
      most = std::max(most, w.calls / w.seconds);
  return most;
}

/// Where `differ` changes its sign, from the highest rate downwards, until `accept` takes one.
template <class Differ, class Accept>
bool search_down(double most, Differ differ, Accept accept) {
  auto high = most;
  auto at_high = differ(high);
  for (auto i = 0; i < steps_down; ++i) {
    auto low = high * step_down;
    auto at_low = differ(low);
    if (at_low * at_high < 0) {
      auto a = low;
      auto b = high;
      for (auto n = 0; n < 40; ++n) {
        auto middle = (a + b) / 2;
        (differ(middle) * at_low > 0 ? a : b) = middle;
      }
      if (accept((a + b) / 2))
        return true;
    }
    high = low;
    at_high = at_low;
  }
  return false;
}

} // namespace

std::optional<bucket_guess> explain(std::span<const breach_windows> breaches,
                                    const std::optional<bucket_guess>& before) noexcept {
  if (breaches.empty() || breaches.back().empty())
    return std::nullopt;
  const auto& newest = breaches.back();
  std::optional<bucket_guess> best;
  auto fits_all = [&](double rate, double b) {
    return b >= 1 && b <= rate * depth_max_s
           && std::all_of(breaches.begin(), breaches.end(), [&](const breach_windows& x) {
                return std::abs(burst_at(x, rate) - b) <= off_by + 0.05 * b;
              });
  };
  for (const auto& x : breaches.first(breaches.size() - 1)) {
    if (x.empty())
      continue;
    auto take = [&](double rate) {
      auto b = burst_at(newest, rate);
      auto apart = std::abs(tightest(x, rate)->seconds - tightest(newest, rate)->seconds);
      if (apart <= 0 || !fits_all(rate, b))
        return false;
      bucket_guess found{.rate = rate, .burst = b, .doubt = 1 / (apart * rate)};
      if (!best || found.doubt < best->doubt)
        best = found;
      return true;
    };
    (void)search_down(
        std::max(most_of(x), most_of(newest)),
        [&](double rate) { return burst_at(x, rate) - burst_at(newest, rate); }, take);
  }
  if (!best && before && before->rate > 0) {
    auto depth = before->burst / before->rate;
    auto take = [&](double rate) {
      best = {.rate = rate, .burst = std::max(1.0, rate * depth), .doubt = same_shape_doubt};
      return true;
    };
    (void)search_down(
        most_of(newest),
        [&](double rate) {
          const auto* from = tightest(newest, rate);
          return burst_at(newest, rate) - rate * std::min(depth, from->filled);
        },
        take);
  }
  return best;
}

} // namespace roamsync
