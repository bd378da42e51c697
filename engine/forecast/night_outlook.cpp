#include "engine/forecast/night_outlook.hpp"

#include <algorithm>
#include <vector>

namespace roamsync {

work_outlook guess_from_last_run(std::uint64_t mailboxes, std::uint64_t requests,
                                 const limit& allowed) noexcept {
  constexpr double latency_ms = 250;
  work_outlook out{.mailboxes = static_cast<double>(mailboxes), .calls = static_cast<double>(requests)};
  if (requests == 0)
    return out;
  const auto work = out.calls * latency_ms;
  const auto by_rate = allowed.rate > 0 ? out.calls / allowed.rate * 1000.0 : 0.0;
  out.ahead.work = duration{static_cast<std::int64_t>(work)};
  out.ahead.remaining =
      duration{static_cast<std::int64_t>(std::max({work / std::max(allowed.lanes, 1U), by_rate, 1.0}))};
  out.soonest = out.ahead.remaining;
  if (mailboxes > 0)
    out.ahead.each = out.ahead.work / static_cast<std::int64_t>(mailboxes);
  return out;
}

void night_outlook::on_work(std::string_view tenant, const work_outlook& x, bool known) {
  const auto it = tenants_.find(tenant);
  if (it == tenants_.end())
    return;
  it->second.known = known;
  if (known)
    it->second.work = x;
}

void night_outlook::on_end(std::string_view tenant) {
  if (const auto it = tenants_.find(tenant); it != tenants_.end())
    tenants_.erase(it);
}

void night_outlook::move_end(duration by) noexcept {
  for (auto& [tenant, x] : tenants_)
    x.closes += by;
}

bool night_outlook::is_a_tenth_done(std::uint64_t sent) const noexcept {
  const auto done = static_cast<double>(sent);
  double ahead = 0;
  for (const auto& [tenant, x] : tenants_) {
    if (!x.known && x.work.calls == 0)
      return false;
    ahead += x.work.calls;
  }
  return done * 10 >= done + ahead;
}

night_outlook::look_of night_outlook::look(time_point now) {
  std::vector<tenant_outlook> all;
  all.reserve(tenants_.size());
  for (const auto& [tenant, x] : tenants_)
    all.push_back(x);
  look_of out{.seen = forecast(all, node_, watch_.time_is_short(), now)};
  out.news = watch_.look(out.seen, now);
  return out;
}

} // namespace roamsync
