#pragma once

#include "engine/base/time.hpp"
#include "engine/limit/gate.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace roamsync {

struct node_limit {
  limit allowed; ///< of the node and its egress address
  /// A call without an answer for this long, or for 5 times as long as calls take on average if that is less,
  /// gives its place to another, so that services that hang or are slow do not take the node from the others (I5).
  duration stuck_after{3'000};
  std::uint32_t stuck_max = 0; ///< calls in flight above `allowed.lanes` that this may lead to
  /// A tenant goes first whose remaining time is at least this share of the least time that all of them still
  /// need together. 0: always the longest; above 1: never.
  double critical_from = 0.5;
};

/// What a tenant still has to do.
struct work_ahead {
  duration remaining{0}; ///< the least time that it needs with its own limits
  duration work{0};      ///< time of one place that it needs: its calls, one after another
};

/// How a call passed the node's queue.
struct passage {
  duration queued{0};    ///< waited before it left: others went first
  bool critical = false; ///< the end of the run depends on its tenant
  bool crowded = false;  ///< calls wait there
};

/// The calls of all tenants in front of the network: one gate for the node and its egress address, and one
/// flow for each tenant. While calls wait, tenants on the critical path go first, the longest remaining time
/// before all others: with many short calls that is the preemptive schedule that ends first (Muntz and Coffman
/// 1969). Below it each flow is served in proportion to its weight, whatever the others have waiting (I5):
/// start-time fair queuing (Goyal, Vin and Cheng 1996) with calls of equal cost.
class node_queue {
public:
  using call_id = std::uint64_t;

  node_queue(const node_limit& options, time_point now);

  /// `weight`: 1 or more. `id`: not used before. `ahead`: absent where the caller does not know; then it stays what it was.
  void add(const std::string& tenant, std::uint32_t weight, call_id id,
           const std::optional<work_ahead>& ahead = {});
  /// The tenant has nothing to do any more.
  void leave(const std::string& tenant);

  struct step {
    std::vector<call_id> send;
    std::optional<time_point> wake; ///< when to ask again if nothing else happens
  };
  [[nodiscard]] step next(time_point now);
  /// Another limit from now on; ask next() again.
  void set_limit(const node_limit& options, time_point now) noexcept;
  /// A call that was sent has ended.
  void end(call_id id, time_point now) noexcept;
  /// Takes out the calls of a tenant that were not sent: its service has just asked it to wait (I2).
  [[nodiscard]] std::vector<call_id> take(const std::string& tenant);

  [[nodiscard]] passage view(const std::string& tenant, duration queued = duration{0}) const;
  /// Calls that were sent and have not ended, those that gave their place away too.
  [[nodiscard]] std::size_t in_flight() const noexcept { return flying_.size(); }

private:
  struct flow {
    std::deque<call_id> calls;
    double finish = 0;                      ///< virtual time up to which it has had its share
    double cost = 1;                        ///< of one call, in virtual time
    std::pair<double, std::uint64_t> place; ///< in turn_, while calls wait
    bool waits = false;
    work_ahead ahead;
  };
  void end_turn(flow& x);
  [[nodiscard]] static std::pair<duration, std::uint64_t> longest_key(const flow& x) noexcept;
  void take_ahead(const std::string& tenant, flow& x, const work_ahead& ahead);
  [[nodiscard]] std::string take_next();
  [[nodiscard]] bool is_critical(duration remaining) const;
  void await_turn(const std::string& tenant, flow& x);
  void give_places_away(time_point now);
  [[nodiscard]] duration patience() const noexcept;
  void took(duration latency) noexcept;

  struct flight {
    time_point sent{};
    bool holds_place = true;
  };

  node_limit options_;
  gate gate_;
  std::map<std::string, flow> flows_;                            ///< of every tenant that ever called
  std::map<std::pair<double, std::uint64_t>, std::string> turn_; ///< tenants that wait, the next one first
  /// The same tenants, the longest remaining time first; of equal ones the one that waits longest.
  std::map<std::pair<duration, std::uint64_t>, std::string> longest_;
  std::multiset<duration> unfinished_; ///< remaining times of all that have work ahead
  duration work_{0};                   ///< of all
  std::uint64_t arrivals_ = 0;         ///< who came first goes first
  double virtual_time_ = 0;
  std::deque<call_id> oldest_; ///< sent calls in order; ended ones too
  std::unordered_map<call_id, flight> flying_;
  std::uint32_t stuck_ = 0;
  double usual_ms_ = 0; ///< what calls take on average, of late
  std::uint32_t measured_ = 0;
};

} // namespace roamsync
