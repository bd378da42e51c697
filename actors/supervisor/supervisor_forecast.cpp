#include "actors/supervisor/supervisor.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

// When the run and its tenants will likely end.
namespace roamsync::actors {

namespace {
/// A forecast of ten thousand tenants takes a core about 15 ms.
constexpr duration look_ahead_every{2'000};
} // namespace

node_outlook supervisor_state::node() const {
  const auto& limits = knobs->settings().limits;
  return {.places = static_cast<double>(std::min(limits.node_requests, shared->settings.net.connections_max)),
          .rate = limits.egress_rate};
}

tenant_outlook supervisor_state::expected(const run_opened::part& part, const tenant_start& start) const {
  const auto share = share_of(*part.settings, knobs->settings());
  return {.work = guess_from_last_run(part.expected, part.requests, share.allowed),
          .weight = share.weight,
          .from = start.opens,
          .closes = start.closes};
}

void supervisor_state::look_ahead() {
  const auto at = now();
  if (!ahead_ || machine_->stopping() || (looked_ahead_at_ && at - *looked_ahead_at_ < look_ahead_every))
    return;
  looked_ahead_at_ = at;
  auto look = ahead_->look(at);
  if (look.seen.most != most_) {
    most_ = look.seen.most;
    self->send(order.bridge, turns_set{most_});
  }
  forecast_ = shown_of(look.seen, at, shared->utc());
  keep_for_report();
  if (look.news == night_watch::news::does_not_fit)
    spdlog::warn("run {} does not fit into its window: {}", run_.run.number,
                 sentence_of(forecast_, run_.run.closes));
  else if (look.news == night_watch::news::fits_again)
    spdlog::warn("run {} fits into its window again: {}", run_.run.number,
                 sentence_of(forecast_, run_.run.closes));
  std::size_t i = 0;
  for (const auto& [id, x] : ahead_->tenants()) {
    const auto& seen = look.seen.tenants[i++];
    if (auto it = views_.find(id); it != views_.end() && look.seen.ends)
      add_forecast(seen, at, shared->utc(), it->second.what);
  }
}

/// Early enough to say something, and late enough to know something.
void supervisor_state::keep_for_report() {
  if (kept_for_report_ || !forecast_.ends_likely)
    return;
  std::uint64_t sent = 0;
  for (const auto& [id, x] : views_)
    sent += x.what.requests;
  if (!ahead_->is_a_tenth_done(sent))
    return;
  kept_for_report_ = true;
  self->send(order.ledger, forecast_made{{.made = shared->utc(),
                                          .likely = *forecast_.ends_likely,
                                          .early = *forecast_.ends_early,
                                          .late = *forecast_.ends_late}});
}

} // namespace roamsync::actors
