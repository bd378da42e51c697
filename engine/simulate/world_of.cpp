#include "engine/simulate/world_of.hpp"

#include "engine/config/options_of.hpp"
#include "engine/simulate/service.hpp"
#include "engine/tenant/service_users.hpp"
#include "engine/tune/live_settings.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace roamsync {

namespace {

constexpr double spread = simulated_service{}.spread;

simulated_node node_of(const config& settings, const live_settings& live, duration window,
                       std::uint64_t seed) {
  simulated_node out{.allowed = node_limit_of(live.limits.node_requests, live.limits.egress_rate,
                                              settings.net.connections_max),
                     .retry = retry_options_of(settings.retry),
                     .starts = live.pace,
                     .call_deadline = settings.retry.call_deadline,
                     .call_timeout = settings.net.request_timeout,
                     .window = window,
                     .seed = seed};
  out.limits = [policy = live.limits.policy](const limit& told, const retry_options& retry, time_point now,
                                             const std::optional<learned_limit>& past) {
    return make_limiter(policy, told, retry, now, past);
  };
  return out;
}

std::uint32_t times(std::uint32_t mailboxes, double by) {
  const auto grown = std::round(static_cast<double>(mailboxes) * by);
  return static_cast<std::uint32_t>(std::clamp(grown, mailboxes > 0 ? 1.0 : 0.0, 10'000'000.0));
}

/// What the service takes, and which kind of knowledge that is.
service_limit takes_of(const tenant_facts& x, const limit& told, const stand_ins& instead,
                       known_counts& count) {
  if (x.takes) {
    ++count.given;
    return *x.takes;
  }
  if (x.known && (x.known->limit.rate > 0 || x.known->limit.lanes > 0)) {
    ++count.learned;
    return {.rate = x.known->limit.rate,
            .burst = std::max(1.0, x.known->limit.burst),
            .lanes = x.known->limit.lanes};
  }
  if (instead.rate || instead.lanes) {
    ++count.given;
    const auto rate = instead.rate.value_or(0);
    return {.rate = rate, .burst = std::max(1.0, std::ceil(4 * rate)), .lanes = instead.lanes.value_or(0)};
  }
  if (told.rate > 0) {
    ++count.told;
    return {.rate = told.rate, .burst = static_cast<double>(std::max(1U, told.burst))};
  }
  ++count.unlimited;
  return {};
}

class world_maker {
public:
  world_maker(const night_facts& facts, const what_if& other, const stand_ins& instead,
              const simulated_settings_of& with, const live_settings& live)
      : facts_(facts), other_(other), instead_(instead), with_(with), live_(live) {}

  void add_all(simulated_world& out) const {
    const auto copies = static_cast<std::size_t>(std::ceil(other_.tenants_times));
    for (std::size_t copy = 0; copy < copies; ++copy)
      for (std::size_t i = 0; i < facts_.tenants.size(); ++i) {
        // A part of a copy: some of its tenants, the same ones each time.
        const auto part = other_.tenants_times - static_cast<double>(copy);
        if (part >= 1 || drawn(1, 21, i, copy) < part)
          add(i, copy, out);
      }
  }

private:
  void add(std::size_t i, std::size_t copy, simulated_world& out) const {
    const auto& settings = with_.tenants[i];
    const auto& facts = facts_.tenants[i];
    const auto share = share_of(settings, live_);
    if (share.paused) {
      ++out.known.paused;
      return;
    }
    ++out.known.tenants;
    out.known.without_mailboxes += facts.mailboxes ? 0 : 1;
    const bool costed = facts.known && facts.known->cost != mailbox_cost{};
    const auto cost = costed ? facts.known->cost : mailbox_cost{};
    out.known.without_cost += costed ? 0 : 1;
    const auto calls = std::max(1.0, cost.calls);
    simulated_tenant x{.id = copy == 0 ? settings.id : settings.id + "#" + std::to_string(copy + 1),
                       .mailboxes =
                           times(facts.mailboxes.value_or(instead_.mailboxes), other_.mailboxes_times),
                       .calls = static_cast<std::uint32_t>(calls),
                       .one_more = calls - std::floor(calls),
                       .service_users = static_cast<std::uint32_t>(as_each_service_user(settings).size()),
                       .weight = share.weight,
                       .told = share.allowed};
    x.sign_in = ready_after(x.mailboxes);
    x.service.takes = takes_of(facts, share.allowed, instead_, out.known);
    x.service.spread = spread;
    // The mean of what was seen; the service's own figure is the median.
    x.service.latency =
        duration{std::max<std::int64_t>(1, std::llround(cost.latency_ms / std::exp(spread * spread / 2)))};
    if (facts.known && facts.known->limit.wait > duration::zero())
      x.service.retry_after = facts.known->limit.wait;
    else
      ++out.known.without_wait;
    if (!instead_.first_night && facts.known) {
      x.learned = facts.known->limit;
      x.before = facts.known->cost;
    }
    out.mailboxes += x.mailboxes;
    out.tenants.push_back(std::move(x));
  }

  const night_facts& facts_;
  const what_if& other_;
  const stand_ins& instead_;
  const simulated_settings_of& with_;
  const live_settings& live_;
};

} // namespace

std::optional<std::uint32_t> mailboxes_seen(const tenant_run& last) noexcept {
  if (last.mailboxes > 0 || last.state == tenant_state::done || last.why == cause::group_empty)
    return last.mailboxes;
  return std::nullopt;
}

duration ready_after(std::uint32_t mailboxes) noexcept {
  const auto pages = (mailboxes + 998) / 999;
  return duration{1'000} + duration{300} * pages;
}

result<simulated_world> world_of(const night_facts& facts, const what_if& other, const stand_ins& instead,
                                 std::uint64_t seed) {
  simulated_world out;
  auto with = facts.with;
  for (const auto& knob : other.set) {
    auto before = set_knob(with, knob, facts.opens);
    if (!before)
      return before.failure();
    out.before.push_back(std::move(*before));
  }
  const auto live =
      live_settings_at({with.settings.limits, with.settings.night}, with.overrides, facts.opens);
  out.node = node_of(with.settings, live, other.window.value_or(facts.window), seed);
  world_maker{facts, other, instead, with, live}.add_all(out);
  return out;
}

} // namespace roamsync
