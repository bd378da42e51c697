#include "bench/sockets/worlds.hpp"

#include "bench/demo/dice.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace roamsync::bench {

namespace {

constexpr double size_power = 0.7;
/// Lanes beside those that the rate needs at the mean answer time: the rate binds, not they.
constexpr double lanes_spare = 3;
constexpr unsigned lanes_max = 64; // of limits.lanes

double mean_seconds(const demo::answer_time& x) {
  return x.median_ms / 1000.0 * std::exp(x.sigma * x.sigma / 2);
}

std::vector<std::size_t> zipf_sizes(const zipf_size& size, demo::dice& chance) {
  double whole = 0;
  for (std::size_t i = 1; i <= size.tenants; ++i)
    whole += std::pow(static_cast<double>(i), -size.zipf);
  std::vector<std::size_t> out;
  for (std::size_t i = 1; i <= size.tenants; ++i)
    out.push_back(std::max<std::size_t>(
        3, static_cast<std::size_t>(std::lround(static_cast<double>(size.mailboxes)
                                                * std::pow(static_cast<double>(i), -size.zipf) / whole))));
  for (auto i = out.size() - 1; i > 0; --i)
    std::swap(out[i], out[chance.between(0, i)]);
  return out;
}

/// What a rate of 1 for a tenant of one mailbox would have to be multiplied by.
double rate_factor(const std::vector<std::size_t>& sizes, const zipf_size& size) {
  double longest = 0;
  for (const auto members : sizes)
    longest = std::max(longest, static_cast<double>(members) * size.requests
                                    / std::pow(static_cast<double>(members), size_power));
  return longest / size.seconds;
}

} // namespace

demo::world zipf_world(const zipf_size& size, std::uint64_t seed) {
  demo::dice chance{seed};
  const auto sizes = zipf_sizes(size, chance);
  auto out = demo::healthy_world(seed, sizes);
  out.answers = {.median_ms = 60, .sigma = 0.3, .min_ms = 20, .max_ms = 400};
  const auto factor = rate_factor(sizes, size);
  for (auto& x : out.companies) {
    // tenants.toml has rates with one digit.
    const auto rate =
        std::max(0.1, std::round(10 * factor * std::pow(static_cast<double>(x.members()), size_power)) / 10);
    const auto lanes = std::ceil(lanes_spare * rate * mean_seconds(out.answers));
    x.server = {.lanes = std::clamp(static_cast<unsigned>(lanes), 2U, lanes_max),
                .rate = rate,
                .burst = std::max(4U, static_cast<unsigned>(rate))};
    x.told = true;
  }
  return out;
}

unsigned places_for(const demo::world& x, const zipf_size& size, double ratio) {
  const auto work = static_cast<double>(x.mailboxes()) * size.requests * mean_seconds(x.answers);
  return static_cast<unsigned>(std::ceil(work / (ratio * size.seconds)));
}

demo::world even_world(std::size_t tenants, std::size_t members, unsigned lanes, std::uint64_t seed) {
  auto out = demo::healthy_world(seed, std::vector<std::size_t>(tenants, members));
  out.answers = {.median_ms = 0, .sigma = 0, .min_ms = 0, .max_ms = 0};
  for (auto& x : out.companies) {
    x.server = {.lanes = lanes};
    x.told = true;
    x.token_sign_in = true;
  }
  return out;
}

} // namespace roamsync::bench
