#pragma once

#include "actors/messages/interfaces.hpp"
#include "actors/support/clock.hpp"
#include "actors/support/context.hpp"
#include "engine/limit/node_queue.hpp"
#include "engine/limit/told_waits.hpp"
#include "engine/retry/watchdog.hpp"
#include "protocols/net/http_client.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <functional>
#include <memory>
#include <unordered_map>

namespace roamsync::actors {

/// Sends requests: keeps the limits of the node and its egress address, serves tenants in turn, and hands
/// each answer to its caller. When an answer asks to wait, its caller's requests that were not sent yet go
/// back to it, and so do those that were on their way here before it read that.
struct bridge_state {
  explicit bridge_state(bridge_actor::pointer ptr) : self(ptr) {}
  static constexpr const char* name = "bridge";

  void on_call(net_call& call);
  void on_flow_ended(const flow_ended& x);
  void on_flow_closed(const flow_closed& x);
  void on_flow_dropped(const flow_dropped& x);
  void on_turns(const turns_set& x);
  void on_batch(net_batch& batch);
  void on_timer();
  void on_roll_call();
  void on_share(const node_share& x);

  bridge_actor::pointer self;
  std::shared_ptr<net::http_client> client;
  std::optional<node_queue> queue;
  std::uint32_t connections = 1; ///< that the client may have
  std::function<utc_time()> utc;
  waker timer;

private:
  void pump();
  [[nodiscard]] std::vector<node_queue::call_id> take(const std::string& flow, const net_caller& whose);
  void give_back(const std::vector<node_queue::call_id>& held);
  void submit(std::uint64_t id, net_call& call, duration queued);

  std::uint64_t last_id_ = 0;
  struct waiting_call {
    net_call call;
    time_point since{};
  };
  std::unordered_map<std::uint64_t, waiting_call> waiting_; ///< not sent yet; bounded by all tenants' lanes
  struct flight {
    std::uint64_t id = 0; ///< the caller's
    net_caller to;
    std::string flow;
    duration queued{0};
    time_point until{}; ///< when the client has answered
    silence unheard;    ///< since then
  };
  std::unordered_map<std::uint64_t, flight> flying_;
  told_waits told_;
};

/// `client` hands its batches to a batch_target that points at this actor.
bridge_actor::behavior_type bridge(bridge_actor::stateful_pointer<bridge_state> self,
                                   std::shared_ptr<const context> shared,
                                   std::shared_ptr<net::http_client> client);

/// Where the I/O thread puts its batches until the bridge is there, and from then on.
class batch_target {
public:
  void point_at(bridge_actor to);
  void operator()(std::vector<net::completion> batch);
  /// After this, batches are dropped: the actors have ended.
  void close();

private:
  std::mutex lock_;
  bridge_actor to_;
};

} // namespace roamsync::actors
