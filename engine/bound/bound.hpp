#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// The requests of one tenant, summed up; all times in seconds.
struct tenant_work {
  double requests = 0;
  double seconds = 0;
  double longest_request = 0;
  double longest_mailbox = 0;
  double shortest_last = 0; ///< the last request to start takes at least this; 0 without requests

  /// A mailbox whose requests, in order, take so long.
  void add(std::span<const double> mailbox);
};

/// One tenant's share of a night as its server saw it; all times in seconds. Of `rate` and `lanes`, 0 means
/// "no such limit".
struct tenant_load {
  std::string tenant;
  double ready = 0;         ///< the earliest time that a session can be ready, from the night's opening
  double getting_ready = 0; ///< time of all requests that this takes at least: sign-in and directory
  double rate = 0;          ///< requests a second that the server allows
  double burst = 0;         ///< requests that it takes at once before `rate` binds
  double lanes = 0;         ///< requests that it takes side by side
  /// Of the time of its mailboxes' requests: in which their connections were lent to others, because they were slow.
  double lent = 0;
  /// Time that the server refused to work and no breach had caused it, as far as a request started after it.
  double freeze = 0;
  tenant_work work;
};

/// What all tenants share; 0 means "no such limit".
struct shared_limits {
  double connections = 0;     ///< requests in flight that the engine may have in all
  double cores = 0;           ///< cores that the engine may use
  double cpu_per_request = 0; ///< seconds of a core that one request costs it at best
  double rate = 0;            ///< requests a second that the engine may send in all
  double burst = 0;           ///< requests that it may send at once before `rate` binds
  double starts = 0; ///< tenants a second that the engine may start; `ready` counts from the start then
};

/// The term of the bound that is the largest.
enum class bound_term : std::uint8_t { rate, lanes, chain, connections, cpu, egress, starts };
[[nodiscard]] std::string_view to_string(bound_term x) noexcept;

struct lower_bound {
  double seconds = 0; ///< no schedule whatever ends earlier
  bound_term binds = bound_term::chain;
  std::string tenant; ///< whose term binds; empty where it is a shared one
};

/// The least time in which anybody could do this work: the largest of seven terms.
///   rate         the tokens that remain after the burst come at `rate`, and the last request takes its time
///   lanes        all work over the lanes
///   chain        the requests of one mailbox follow one another
///   connections  all requests over the connections, and at each time t the tenants that are ready have absorbed at
///                most lanes * (t - ready)
///   cpu          all requests over the cores
///   egress       the requests that remain after the burst leave at the engine's own rate
///   starts       all tenants with work have to be started, and the last one takes its time
/// A freeze hurts only as far as tokens or work in flight do not cover it.
[[nodiscard]] lower_bound makespan_bound(std::span<const tenant_load> tenants, const shared_limits& shared);

} // namespace roamsync
