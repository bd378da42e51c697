#pragma once

#include "engine/base/time.hpp"
#include "engine/limit/gate.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace roamsync {

struct node_limit {
  limit allowed; ///< of the node and its egress address
  /// A call without an answer for this long gives its place to another, so that services that hang do not
  /// take the node from the others (I5).
  duration stuck_after{10'000};
  std::uint32_t stuck_max = 0; ///< calls in flight above `allowed.lanes` that this may lead to
};

/// The calls of all tenants in front of the network: one gate for the node and its egress address, and one
/// flow for each tenant. While calls wait, each flow is served in proportion to its weight, whatever the
/// others have waiting (I5): start-time fair queuing (Goyal, Vin and Cheng 1996) with calls of equal cost.
class node_queue {
public:
  using call_id = std::uint64_t;

  node_queue(const node_limit& options, time_point now);

  /// `weight`: 1 or more.
  void add(const std::string& tenant, std::uint32_t weight, call_id id);

  struct step {
    std::vector<call_id> send;
    std::optional<time_point> wake; ///< when to ask again if nothing else happens
  };
  [[nodiscard]] step next(time_point now);
  /// Another limit from now on; ask next() again.
  void set_limit(const node_limit& options, time_point now) noexcept;
  /// A call that was sent has ended.
  void end(call_id id) noexcept;
  /// Takes out the calls of a tenant that were not sent: its service has just asked it to wait (I2).
  [[nodiscard]] std::vector<call_id> take(const std::string& tenant);

  /// Calls that were sent and have not ended, those that gave their place away too.
  [[nodiscard]] std::size_t in_flight() const noexcept { return flying_.size(); }

private:
  struct flow {
    std::deque<call_id> calls;
    double finish = 0;                      ///< virtual time up to which it has had its share
    double cost = 1;                        ///< of one call, in virtual time
    std::pair<double, std::uint64_t> place; ///< in turn_, while calls wait
  };
  void await_turn(const std::string& tenant, flow& x);
  void give_places_away(time_point now);

  node_limit options_;
  gate gate_;
  std::map<std::string, flow> flows_;                            ///< of every tenant that ever called
  std::map<std::pair<double, std::uint64_t>, std::string> turn_; ///< tenants that wait, the next one first
  std::uint64_t arrivals_ = 0;                                   ///< who came first goes first
  double virtual_time_ = 0;
  std::deque<std::pair<time_point, call_id>> oldest_; ///< sent calls in order; ended ones too
  std::unordered_map<call_id, bool> flying_;          ///< and whether it holds a place
  std::uint32_t stuck_ = 0;
};

} // namespace roamsync
