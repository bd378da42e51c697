#include "actors/bridge/bridge.hpp"

#include "actors/support/defaults.hpp"

#include <caf/send.hpp>

#include <utility>

namespace roamsync::actors {

void bridge_state::on_call(net_call& call) {
  if (!egress) {
    submit(call);
    return;
  }
  waiting.push_back(std::move(call));
  pump();
}

void bridge_state::pump() {
  auto now = mono_now(self);
  while (!waiting.empty()) {
    auto at = egress->opens_at(now);
    if (at && *at > now)
      timer.arm(self, *at);
    if (!at || *at > now)
      return;
    (void)egress->start(now);
    submit(waiting.front());
    waiting.pop_front();
  }
}

void bridge_state::submit(net_call& call) {
  auto id = ++last_id;
  auto mine = call.id;
  auto [it, fresh] = callers.emplace(id, caller{mine, call.to});
  if (!client->submit(id, std::move(call.request), call.deadline, std::move(call.lane))) {
    refuse(call);
    callers.erase(it);
  }
}

void bridge_state::refuse(const net_call& call) {
  net_reply reply{.id = call.id, .result = {.error = wire::transport_error::aborted, .detail = "stopping"}};
  self->send(call.to, std::move(reply));
}

void bridge_state::on_batch(net_batch& batch) {
  for (auto& x : batch.all) {
    auto it = callers.find(x.id);
    if (it == callers.end())
      continue;
    self->send(it->second.to, net_reply{it->second.id, std::move(x.result)});
    callers.erase(it);
    if (egress)
      egress->end(true, 0);
  }
  if (egress)
    pump();
}

void bridge_state::on_timer() {
  pump();
}

bridge_actor::behavior_type bridge(bridge_actor::stateful_pointer<bridge_state> self,
                                   std::shared_ptr<const context> shared,
                                   std::shared_ptr<net::http_client> client) {
  install_defaults(self, bridge_state::name);
  self->state.client = std::move(client);
  const auto& limits = shared->settings.limits;
  if (limits.egress_rate > 0)
    self->state.egress.emplace(limit{.lanes = limits.node_requests,
                                     .rate = limits.egress_rate,
                                     .burst = static_cast<std::uint32_t>(limits.egress_rate) + 1},
                               mono_now(self));
  return {
      [self](net_call& x) { self->state.on_call(x); },
      [self](net_batch& x) { self->state.on_batch(x); },
      [self](timer_token x) {
        if (self->state.timer.take(x))
          self->state.on_timer();
      },
  };
}

void batch_target::point_at(bridge_actor to) {
  std::lock_guard hold{lock_};
  to_ = std::move(to);
}

void batch_target::operator()(std::vector<net::completion> batch) {
  std::lock_guard hold{lock_};
  if (to_)
    caf::anon_send(to_, net_batch{std::move(batch)});
}

void batch_target::close() {
  std::lock_guard hold{lock_};
  to_ = nullptr;
}

} // namespace roamsync::actors
