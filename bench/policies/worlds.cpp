#include "bench/policies/worlds.hpp"

#include "engine/simulate/service.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace roamsync::bench {

namespace {
constexpr std::uint32_t calls = 3;
constexpr duration latency{200};
constexpr double spread = 0.3;
} // namespace

std::vector<simulated_tenant> known_world(double zipf, std::uint64_t seed, std::size_t tenants,
                                          std::size_t mailboxes) {
  double whole = 0;
  for (std::size_t i = 1; i <= tenants; ++i)
    whole += std::pow(static_cast<double>(i), -zipf);
  std::vector<simulated_tenant> out;
  for (std::size_t i = 1; i <= tenants; ++i) {
    auto share = std::pow(static_cast<double>(i), -zipf) / whole;
    auto size = std::max(1.0, std::round(static_cast<double>(mailboxes) * share));
    auto rate = 0.5 * std::pow(size / 50, 0.7);
    limit told{.lanes = static_cast<std::uint32_t>(std::max(3.0, std::ceil(3 * rate))),
               .rate = rate,
               .burst = static_cast<std::uint32_t>(std::max(4.0, std::ceil(4 * rate)))};
    out.push_back(
        {.id = "t" + std::to_string(i),
         .mailboxes = static_cast<std::uint32_t>(size),
         .calls = calls,
         .told = told,
         .before = {.calls = calls, .latency_ms = 209, .mailboxes = 50},
         .service = {.takes = {.rate = rate, .burst = static_cast<double>(told.burst), .lanes = told.lanes},
                     .latency = latency,
                     .spread = spread}});
  }
  std::vector<std::pair<double, std::size_t>> order;
  order.reserve(out.size());
  for (std::size_t i = 0; i < out.size(); ++i)
    order.emplace_back(drawn(seed, 11, i, 0), i);
  std::sort(order.begin(), order.end());
  std::vector<simulated_tenant> shuffled;
  shuffled.reserve(out.size());
  for (auto [key, i] : order)
    shuffled.push_back(std::move(out[i]));
  return shuffled;
}

std::uint32_t places_for(const std::vector<simulated_tenant>& tenants, double ratio) {
  double work = 0;
  double longest = 0;
  for (const auto& x : tenants) {
    auto requests = static_cast<double>(x.mailboxes) * x.calls;
    work += requests * std::chrono::duration<double>(x.service.latency).count()
            * std::exp(x.service.spread * x.service.spread / 2);
    longest = std::max(longest, 1 + std::max(0.0, requests - x.told.burst) / x.told.rate);
  }
  return static_cast<std::uint32_t>(std::ceil(work / (ratio * longest)));
}

simulated_tenant hidden_tenant(duration retry_after, std::uint32_t lanes, std::uint32_t mailboxes) {
  return {.id = "t",
          .mailboxes = mailboxes,
          .calls = calls,
          .told = {.lanes = lanes},
          .service = {.takes = {.rate = 10, .burst = 20, .lanes = 4},
                      .retry_after = retry_after,
                      .latency = latency,
                      .spread = spread}};
}

} // namespace roamsync::bench
