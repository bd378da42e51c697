#include "actors/bridge/bridge.hpp"

#include "actors/support/defaults.hpp"
#include "actors/support/lost_call.hpp"
#include "engine/config/options_of.hpp"
#include "protocols/wire/ows/fault.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace roamsync::actors {

void bridge_state::on_call(net_call& call) {
  if (auto told = told_.on_call(call.flow, call.to->id(), call.wait_heard)) {
    self->send(call.to, net_reply{.id = call.id, .unsent = true, .wait_told = told});
    return;
  }
  auto id = ++last_id_;
  queue->add(call.flow, call.weight, id, call.ahead);
  waiting_.emplace(id, waiting_call{std::move(call), mono_now(self)});
  pump();
}

void bridge_state::on_flow_ended(const flow_ended& x) {
  for (auto id : queue->take(x.flow)) // nobody would read the answer
    waiting_.erase(id);
  queue->leave(x.flow);
  told_.forget(x.flow);
}

void bridge_state::on_flow_closed(const flow_closed& x) {
  give_back(queue->take(x.flow));
}

void bridge_state::on_flow_dropped(const flow_dropped& x) {
  for (auto id : take(x.flow, x.whose))
    waiting_.erase(id);
  if (!x.whose)
    told_.forget(x.flow);
  pump();
}

void bridge_state::on_turns(const turns_set& x) {
  queue->set_most(x.most);
}

/// Takes out what waits of one caller; null: of the whole flow.
std::vector<node_queue::call_id> bridge_state::take(const std::string& flow, const net_caller& whose) {
  auto out = queue->take(flow);
  if (!whose)
    return out;
  const auto others = std::stable_partition(out.begin(), out.end(),
                                            [&](auto id) { return waiting_.at(id).call.to == whose; });
  for (auto it = others; it != out.end(); ++it) {
    const auto& call = waiting_.at(*it).call;
    queue->add(call.flow, call.weight, *it, call.ahead);
  }
  out.erase(others, out.end());
  return out;
}

void bridge_state::give_back(const std::vector<node_queue::call_id>& held) {
  for (auto id : held) {
    auto unsent = waiting_.extract(id);
    const auto& back = unsent.mapped().call;
    self->send(back.to, net_reply{.id = back.id, .unsent = true});
  }
}

void bridge_state::pump() {
  auto now = mono_now(self);
  auto step = queue->next(now);
  for (auto id : step.send) {
    auto x = waiting_.extract(id);
    submit(id, x.mapped().call, now - x.mapped().since);
  }
  if (step.wake)
    timer.arm(self, *step.wake);
}

void bridge_state::submit(std::uint64_t id, net_call& call, duration queued) {
  flying_.emplace(id, flight{.id = call.id,
                             .to = call.to,
                             .flow = call.flow,
                             .queued = queued,
                             .until = mono_now(self) + call.timeout,
                             .unheard = {}});
  if (client->submit(id, std::move(call.request), call.timeout, std::move(call.flow)))
    return;
  auto x = flying_.extract(id).mapped();
  queue->end(id, mono_now(self));
  self->send(
      x.to, net_reply{.id = x.id, .result = {.error = wire::transport_error::aborted, .detail = "stopping"}});
}

void bridge_state::on_batch(net_batch& batch) {
  for (auto& x : batch.all) {
    auto node = flying_.extract(x.id);
    if (node.empty())
      continue;
    auto& call = node.mapped();
    queue->end(x.id, mono_now(self));
    // What the answer means is its caller's to find out, but then the next calls would have left.
    const auto waits =
        x.result.error == wire::transport_error::none && wire::may_ask_to_wait(x.result.response, utc());
    auto held = waits ? take(call.flow, call.to) : std::vector<node_queue::call_id>{};
    self->send(call.to, net_reply{.id = call.id,
                                  .result = std::move(x.result),
                                  .how = queue->view(call.flow, call.queued),
                                  .wait_told = waits ? told_.tell(call.flow, call.to->id()) : 0});
    give_back(held);
  }
  pump();
}

void bridge_state::on_timer() {
  pump();
}

void bridge_state::on_share(const node_share& x) {
  queue->set_limit(node_limit_of(x.requests, x.rate, connections), mono_now(self));
  pump();
}

/// The client answers each call within its timeout. One that it does not is as one that timed out.
void bridge_state::on_roll_call() {
  const auto now = mono_now(self);
  net_batch lost;
  for (auto& [id, x] : flying_) {
    if (x.until >= now)
      x.unheard.broken();
    else if (x.unheard.round())
      lost.all.push_back({id, lost_call()});
  }
  on_batch(lost);
  std::map<net_caller, std::vector<std::uint64_t>> held;
  for (const auto& [id, x] : flying_)
    held[x.to].push_back(x.id);
  for (const auto& [id, x] : waiting_)
    held[x.call.to].push_back(x.call.id);
  for (auto& [caller, ids] : held)
    self->send(caller, calls_held{std::move(ids)});
}

bridge_actor::behavior_type bridge(bridge_actor::stateful_pointer<bridge_state> self,
                                   std::shared_ptr<const context> shared,
                                   std::shared_ptr<net::http_client> client) {
  install_defaults(self, bridge_state::name);
  self->state.client = std::move(client);
  self->state.utc = shared->utc;
  const auto& limits = shared->settings.limits;
  self->state.connections = shared->settings.net.connections_max;
  self->state.queue.emplace(node_limit_of(limits.node_requests, limits.egress_rate, self->state.connections),
                            mono_now(self));
  return {
      [self](net_call& x) { self->state.on_call(x); },
      [self](const flow_ended& x) { self->state.on_flow_ended(x); },
      [self](net_batch& x) { self->state.on_batch(x); },
      [self](const flow_closed& x) { self->state.on_flow_closed(x); },
      [self](const flow_dropped& x) { self->state.on_flow_dropped(x); },
      [self](const turns_set& x) { self->state.on_turns(x); },
      [self](const node_share& x) { self->state.on_share(x); },
      [self](roll_call) { self->state.on_roll_call(); },
      [self](timer_token x) {
        if (self->state.timer.take(self, x))
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
