#include "console/live/history.hpp"

#include <algorithm>

namespace roamsync::console {

namespace {

/// Frames may come faster; the speed over less than this jumps too much to be read.
constexpr duration sample_gap{1000};
constexpr std::size_t rate_samples = 10;

double per_second(std::uint64_t before, std::uint64_t after, duration between) {
  if (between <= duration::zero() || after < before)
    return 0;
  return static_cast<double>(after - before) * 1000.0 / static_cast<double>(between.count());
}

} // namespace

void live_history::add(const night_view& view) {
  if (view.run.number != run_) {
    run_ = view.run.number;
    samples_.clear();
  }
  if (!samples_.empty() && view.now < samples_.back().at + sample_gap)
    return;
  samples_.push_back({view.now, view.requests, view.outcomes.total()});
  if (samples_.size() > samples_max)
    samples_.pop_front();
}

double live_history::rate(std::uint64_t sample::*count) const {
  if (samples_.size() < 2)
    return 0;
  const auto& last = samples_.back();
  const auto& first = samples_[samples_.size() - std::min(samples_.size(), rate_samples + 1)];
  return per_second(first.*count, last.*count, last.at - first.at);
}

double live_history::requests_per_second() const {
  return rate(&sample::requests);
}

double live_history::mailboxes_per_second() const {
  return rate(&sample::ended);
}

std::vector<double> live_history::request_rates(std::size_t most) const {
  std::vector<double> rates;
  for (std::size_t i = samples_.size() - std::min(samples_.size(), most + 1); i + 1 < samples_.size(); ++i)
    rates.push_back(
        per_second(samples_[i].requests, samples_[i + 1].requests, samples_[i + 1].at - samples_[i].at));
  return rates;
}

} // namespace roamsync::console
