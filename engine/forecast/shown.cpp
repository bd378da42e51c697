#include "engine/forecast/shown.hpp"

#include <algorithm>
#include <cmath>

namespace roamsync {

namespace {

/// "05:20"
std::string clock_of(utc_time x) {
  const std::chrono::hh_mm_ss time{
      std::chrono::floor<std::chrono::minutes>(x - std::chrono::floor<std::chrono::days>(x))};
  const auto two = [](auto n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(time.hours().count()) + ":" + two(time.minutes().count());
}

/// An end that the forecast has passed is not known better yet; 0 would say that nothing is known.
duration until(utc_time end, utc_time now) {
  return std::max<duration>(end - now, std::chrono::seconds{1});
}

} // namespace

night_shown shown_of(const night_forecast& x, time_point now, utc_time utc) {
  night_shown out{.fits = x.fits, .will_not_fit = static_cast<std::uint64_t>(std::lround(x.will_not_fit))};
  if (x.ends) {
    out.ends_likely = utc + (x.ends->likely - now);
    out.ends_early = utc + (x.ends->early - now);
    out.ends_late = utc + (x.ends->late - now);
  }
  return out;
}

void add_forecast(const night_shown& x, night_view& to) {
  to.ends_likely = x.ends_likely;
  to.ends_early = x.ends_early;
  to.ends_late = x.ends_late;
  to.fits = x.fits;
  to.will_not_fit = x.will_not_fit;
  if (x.ends_likely)
    to.remaining = until(*x.ends_likely, to.now);
}

void add_forecast(const tenant_forecast& x, time_point now, utc_time utc, tenant_view& to) {
  to.ends_likely = utc + (x.ends.likely - now);
  to.ends_early = utc + (x.ends.early - now);
  to.ends_late = utc + (x.ends.late - now);
  to.fits = x.fits;
  to.will_not_fit = static_cast<std::uint32_t>(std::lround(x.will_not_fit));
}

void keep_forecast(const tenant_view& last, tenant_view& next) {
  if (next.state != tenant_state::working)
    return;
  next.ends_likely = last.ends_likely;
  next.ends_early = last.ends_early;
  next.ends_late = last.ends_late;
  next.fits = last.fits;
  next.will_not_fit = last.will_not_fit;
}

duration remaining_of(const tenant_view& x, utc_time now) {
  const bool forecast = x.ends_likely && x.state == tenant_state::working && !x.paused;
  return forecast ? until(*x.ends_likely, now) : x.remaining;
}

std::string sentence_of(const night_shown& x, utc_time closes) {
  if (!x.ends_likely)
    return "nothing is known yet";
  auto out = "likely ends at " + clock_of(*x.ends_likely) + " UTC (" + clock_of(*x.ends_early) + " to "
             + clock_of(*x.ends_late) + "), its window at " + clock_of(closes);
  if (x.will_not_fit > 0)
    out += "; about " + std::to_string(x.will_not_fit) + " mailboxes will be deferred";
  return out;
}

} // namespace roamsync
