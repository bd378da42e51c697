#include "engine/forecast/night_watch.hpp"

#include <algorithm>
#include <cmath>

namespace roamsync {

night_watch::night_watch(duration window) noexcept : hold_(std::max(window / 60, duration{10'000})) {}

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
  x.fits = said_ ? window_fit::does_not_fit : std::min(x.fits, window_fit::tight);
  return out;
}

} // namespace roamsync
