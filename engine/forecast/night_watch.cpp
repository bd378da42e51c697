#include "engine/forecast/night_watch.hpp"

#include <algorithm>
#include <cmath>

namespace roamsync {

night_watch::night_watch(duration window) noexcept : hold_(std::max(window / 30, duration{10'000})) {}

namespace {
bool is_another(const std::optional<most_first>& a, const std::optional<most_first>& b) noexcept {
  return !a || !b || a->critical != b->critical || a->closes != b->closes
         || 10 * a->each_max < 9 * b->each_max || 10 * b->each_max < 9 * a->each_max;
}
} // namespace

night_watch::news night_watch::look(night_forecast& x, time_point now) noexcept {
  const auto short_now = x.fits == window_fit::does_not_fit;
  // It is taken back when the likely end lies within the window, and not only the early one.
  const auto otherwise = said_ ? std::lround(x.will_not_fit) == 0 && !short_now : short_now;
  if (!otherwise)
    otherwise_since_.reset();
  else if (!otherwise_since_)
    otherwise_since_ = now;
  auto out = news::none;
  if (otherwise && now - *otherwise_since_ >= hold_) {
    said_ = !said_;
    otherwise_since_.reset();
    out = said_ ? news::does_not_fit : news::fits_again;
  }
  if (is_another(most_, x.most))
    most_ = x.most;
  x.most = most_;
  x.fits = said_ ? window_fit::does_not_fit : std::min(x.fits, window_fit::tight);
  if (!said_)
    for (auto& of : x.tenants)
      of.fits = std::min(of.fits, window_fit::tight);
  return out;
}

} // namespace roamsync
