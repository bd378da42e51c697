#include "engine/forecast/forecast.hpp"

#include "engine/forecast/fluid_night.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace roamsync {

namespace {

/// How far the picture of tenants and node is off where nothing is left to chance, as a share of the time left.
constexpr double model_error = 0.02;
constexpr double deviations = 3;
/// A guess from the last run may be half of it or twice.
constexpr double guess_spread = 0.5;
/// Mailboxes that take so much more or less than the marginal one count as it: costs are known no better.
constexpr double alike = 1.05;

double seconds(duration x) {
  return std::chrono::duration<double>(x).count();
}

duration from_seconds(double x) {
  constexpr double longest = 1e9; // some 30 years
  return duration{static_cast<std::int64_t>(std::min(x, longest) * 1'000)};
}

/// What of a tenant matters here; seconds from now.
struct part {
  double from = 0;
  double closes = 0;
  double remaining = 0; ///< without further waits
  double soonest = 0;   ///< the same, at the best pace seen
  double likely = 0;    ///< with them
  double deviation = 0; ///< of `likely`
  double spread = 0;    ///< relative, without waits
  double work = 0;
  double each = 0; ///< work of a mailbox
  double mailboxes = 0;
  bool known = false;
};

part part_of(const tenant_outlook& x, time_point now) {
  part out;
  const auto& ahead = x.work.ahead;
  out.from = std::max(0.0, seconds(std::max(x.from, x.work.not_before) - now));
  out.closes = std::max(0.0, seconds(x.closes - now));
  out.remaining = seconds(ahead.remaining);
  if (out.remaining <= 0)
    return out;
  out.soonest = seconds(x.work.soonest);
  out.likely = out.remaining / (1 - std::clamp(x.work.waits, 0.0, 0.8));
  const auto of_work = x.known ? x.work.spread : guess_spread;
  out.spread = std::sqrt(of_work * of_work + model_error * model_error);
  const auto watched = std::max(seconds(x.work.watched), 1.0);
  const auto waits = x.work.waits * seconds(x.work.wait_each) / out.likely * (1 + out.likely / watched);
  out.deviation = out.likely * std::sqrt(out.spread * out.spread + waits);
  out.work = std::max(seconds(ahead.work), 1e-6);
  out.each = seconds(ahead.each);
  out.mailboxes = x.work.mailboxes;
  out.known = x.known;
  return out;
}

/// Requests a second as places: so many as they keep busy.
double places_of(std::span<const tenant_outlook> tenants, const node_outlook& node) {
  double work = 0;
  double calls = 0;
  for (const auto& x : tenants) {
    work += seconds(x.work.ahead.work);
    calls += x.work.calls;
  }
  if (node.rate <= 0 || calls <= 0)
    return std::max(node.places, 1.0);
  return std::max(1e-3, std::min(node.places, node.rate * work / calls));
}

/// The price of the marginal mailbox: the cheapest first, each tenant as far as its limits go until its window's
/// end, until the node is full; nothing if it never is.
std::optional<double> marginal_each(std::span<const part> parts, double places) {
  std::vector<const part*> by_price;
  double closes = 0;
  for (const auto& x : parts) {
    closes = std::max(closes, x.closes);
    if (x.known && x.remaining > 0)
      by_price.push_back(&x);
  }
  std::sort(by_price.begin(), by_price.end(), [](const part* a, const part* b) { return a->each < b->each; });
  auto room = places * closes;
  for (const auto* x : by_price) {
    room -= std::min(x->work, x->work / x->likely * std::max(0.0, x->closes - x->from));
    if (room <= 0)
      return x->each;
  }
  return std::nullopt;
}

/// How turns are to be given so that the most mailboxes end.
std::optional<most_first> most_of(std::span<const part> parts, double places, double closes,
                                  time_point window_end) {
  const auto marginal = marginal_each(parts, places);
  if (!marginal)
    return std::nullopt;
  const auto each_from = from_seconds(*marginal / alike);
  const auto each_max = from_seconds(*marginal * alike);
  // Who needs half of the time left at its own limit cannot catch up; but if these fill the node already, nothing
  // is lost when turns are shared by weight.
  double critical = 0;
  for (const auto& x : parts)
    if (x.known && from_seconds(x.each) <= each_max && 2 * x.likely >= closes)
      critical += x.work / x.likely;
  return most_first{
      .each_from = each_from, .each_max = each_max, .closes = window_end, .critical = critical < places};
}

std::size_t tier_of(const std::optional<most_first>& most, duration each) {
  return !most || each < most->each_from ? 0 : each <= most->each_max ? 1 : 2;
}

window_fit fit_of(const end_forecast& ends, time_point closes) {
  if (ends.early > closes)
    return window_fit::does_not_fit;
  return ends.late > closes ? window_fit::tight : window_fit::fits;
}

} // namespace

night_forecast forecast(std::span<const tenant_outlook> tenants, const node_outlook& node, bool time_is_short,
                        time_point now) {
  night_forecast out;
  out.tenants.resize(tenants.size());
  const auto places = places_of(tenants, node);
  std::vector<part> parts;
  parts.reserve(tenants.size());
  for (const auto& x : tenants)
    parts.push_back(part_of(x, now));
  if (std::none_of(parts.begin(), parts.end(), [](const part& x) { return x.known; }))
    return out;

  double caps = 0;
  double known_work = 0;
  double variance = 0; // of all work, in seconds of a place
  double closes = 0;
  auto window_end = now;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& x = parts[i];
    if (x.remaining <= 0)
      continue;
    window_end = std::max(window_end, tenants[i].closes);
    caps += x.work / x.likely;
    closes = std::max(closes, x.closes);
    variance += std::pow(x.deviation / x.likely * x.work, 2);
    if (x.known)
      known_work += x.work;
  }
  const auto full = caps > places;
  // All work over all places: sums are surer than their parts, but the picture is off by as much as ever.
  const auto node_deviation = full ? std::sqrt(variance) / places + model_error * known_work / places : 0.0;
  const auto node_early = known_work / places - deviations * node_deviation;
  const auto node_fits = !full || closes <= 0 || node_early <= closes;

  if (time_is_short)
    out.most = most_of(parts, places, closes, window_end);
  std::vector<fluid_tenant> flows;
  flows.reserve(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& x = parts[i];
    flows.push_back({.from = x.from,
                     .work = x.work,
                     .cap = x.remaining > 0 ? x.work / x.likely : 1,
                     .weight = static_cast<double>(std::max(tenants[i].weight, 1U)),
                     .closes = x.closes,
                     .tier = tier_of(out.most, tenants[i].work.ahead.each)});
  }
  const auto ends = fluid_night(
      flows, places, {.short_until = out.most ? closes : 0, .critical = out.most && out.most->critical});

  end_forecast night{now, now, now};
  auto fits = window_fit::fits;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& x = parts[i];
    auto& to = out.tenants[i];
    if (x.remaining <= 0) {
      to = {.ends = {now, now, now}, .fits = window_fit::fits};
      continue;
    }
    const auto deviation = std::max(x.deviation, node_deviation);
    const auto early = x.known ? x.from + x.soonest * std::max(0.0, 1 - deviations * x.spread) : x.from;
    const auto likely = std::max(ends[i].at, early);
    to.ends = {now + from_seconds(early), now + from_seconds(likely),
               now + from_seconds(likely + deviations * deviation)};
    // After its window's end it has only what was begun, and that is finished.
    to.fits = x.closes > 0 ? fit_of(to.ends, tenants[i].closes) : window_fit::fits;
    if (x.each > 0)
      to.will_not_fit = std::min(x.mailboxes, x.mailboxes * ends[i].left / x.work);
    night.early = std::max(night.early, to.ends.early);
    night.likely = std::max(night.likely, to.ends.likely);
    night.late = std::max(night.late, to.ends.late);
    fits = std::max(fits, to.fits);
    out.will_not_fit += to.will_not_fit;
  }
  night.early = std::min(std::max(night.early, now + from_seconds(std::max(0.0, node_early))), night.likely);
  if (!node_fits)
    fits = window_fit::does_not_fit;
  out.ends = night;
  out.fits = fits;
  return out;
}

} // namespace roamsync
