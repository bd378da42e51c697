#pragma once

#include "engine/base/time.hpp"
#include "engine/limit/gate.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
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
  duration each{0};      ///< the same of one mailbox; 0: not known

  friend bool operator==(const work_ahead&, const work_ahead&) = default;
};

/// How turns are given when not all can be done: so that the most mailboxes end in time. The places until the
/// window's end are a knapsack, and filled with the cheapest mailboxes first it holds the most (Dantzig 1957).
/// In each tier, those go first that need half of the time left by their own limits, as they could not catch up
/// later; the others by weight.
struct most_first {
  duration each_from{
      0}; ///< tenants whose mailboxes take less of a place than this are the first tier: all of it fits
  duration each_max{0}; ///< up to this the second, of which a part fits; the others come after them
  time_point closes{};
  /// Also in the second tier some go first. Nothing is won by that where they would take all that is left.
  bool critical = false;

  friend bool operator==(const most_first&, const most_first&) = default;
};

/// How a call passed the node's queue.
struct passage {
  duration queued{0};        ///< waited before it left: others went first
  bool critical = false;     ///< the end of the run depends on its tenant
  bool crowded = false;      ///< calls wait there
  std::uint32_t waiting = 0; ///< those of its tenant among them
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
  /// Not all can be done in time, and turns are given so that the most is; nothing: it can.
  void set_most(const std::optional<most_first>& x);
  /// A call that was sent has ended.
  void end(call_id id, time_point now) noexcept;
  /// Takes out the calls of a tenant that were not sent: its service has just asked it to wait (I2).
  [[nodiscard]] std::vector<call_id> take(const std::string& tenant);

  [[nodiscard]] passage view(const std::string& tenant, duration queued = duration{0}) const;
  /// Calls that were sent and have not ended, those that gave their place away too.
  [[nodiscard]] std::size_t in_flight() const noexcept { return flying_.size(); }

private:
  static constexpr std::size_t tiers = 3;
  /// While those of the last tier wait, one call in so many is theirs all the same: nobody starves.
  static constexpr std::uint32_t last_tier_each = 128;

  struct turn {
    std::size_t tier = 0; ///< comes after all of a lower one
    double start = 0;     ///< in virtual time
    std::uint64_t arrival = 0;
    friend auto operator<=>(const turn&,
                            const turn&) = default; // NOLINT(modernize-use-nullptr): there is none
  };
  struct flow {
    std::vector<call_id> calls; ///< in turn; few, and of ten thousand tenants
    double finish = 0;          ///< virtual time up to which it has had its share
    double cost = 1;            ///< of one call, in virtual time
    turn place;                 ///< in turn_, while calls wait
    bool waits = false;
    std::size_t tier = 0;
    work_ahead ahead;
  };
  void end_turn(flow& x);
  using longest_key = std::tuple<std::size_t, duration, std::uint64_t>;
  [[nodiscard]] static longest_key key_of(const flow& x) noexcept;
  void take_ahead(const std::string& tenant, flow& x, const work_ahead& ahead);
  void settle_tier(const std::string& tenant, flow& x);
  [[nodiscard]] std::size_t tier_of(const work_ahead& x) const noexcept;
  [[nodiscard]] std::string take_next(time_point now);
  [[nodiscard]] bool is_critical(duration remaining) const;
  [[nodiscard]] bool goes_first(const flow& x, time_point now) const;
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
  std::map<std::string, flow> flows_; ///< of every tenant that ever called
  std::map<turn, std::string> turn_;  ///< tenants that wait, the next one first
  /// The same tenants, in each tier the longest remaining time first; of equal ones the one that waits longest.
  std::map<longest_key, std::string> longest_;
  std::multiset<duration> unfinished_; ///< remaining times of all that have work ahead
  duration work_{0};                   ///< of all
  std::optional<most_first> most_;
  std::uint32_t since_last_tier_ = 0;        ///< calls since one of it went although others waited
  std::uint64_t arrivals_ = 0;               ///< who came first goes first
  std::array<double, tiers> virtual_time_{}; ///< of each tier
  std::deque<call_id> oldest_;               ///< sent calls in order; ended ones too
  std::unordered_map<call_id, flight> flying_;
  std::uint32_t stuck_ = 0;
  double usual_ms_ = 0; ///< what calls take on average, of late
  std::uint32_t measured_ = 0;
};

} // namespace roamsync
