#include "engine/simulate/made_up.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace roamsync {

void make_up(night_facts& into, const made_up_size& size) {
  into.with.tenants.clear();
  into.tenants.clear();
  double whole = 0;
  for (std::size_t i = 1; i <= size.tenants; ++i)
    whole += std::pow(static_cast<double>(i), -size.zipf);
  // Shares of what is left, so that all together are as many as asked for.
  auto left = static_cast<double>(size.mailboxes);
  for (std::size_t i = 1; i <= size.tenants; ++i) {
    const auto weight = std::pow(static_cast<double>(i), -size.zipf);
    const auto others = static_cast<double>(size.tenants - i);
    const auto mine = std::clamp(std::round(left * weight / whole), 1.0, std::max(1.0, left - others));
    left -= mine;
    whole -= weight;
    const auto rate = 0.5 * std::pow(mine / 50, 0.7);
    const auto burst = std::max(4.0, std::ceil(4 * rate));
    const auto lanes = static_cast<std::uint32_t>(std::max(3.0, std::ceil(3 * rate)));
    tenant_settings settings;
    settings.id = "t" + std::to_string(i);
    into.tenants.push_back({.mailboxes = static_cast<std::uint32_t>(mine),
                            .known = known_limit{.tenant = settings.id,
                                                 .service_user = {},
                                                 .limit = {.rate = rate,
                                                           .burst = burst,
                                                           .doubt = 0.01,
                                                           .lanes = lanes,
                                                           .wait = duration{10'000}},
                                                 .cost = {.calls = 4, .latency_ms = 250, .mailboxes = 50}},
                            .takes = service_limit{.rate = rate, .burst = burst, .lanes = lanes}});
    into.with.tenants.push_back(std::move(settings));
  }
}

} // namespace roamsync
