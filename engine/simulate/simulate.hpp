#pragma once

#include "engine/base/time.hpp"
#include "engine/bound/bound.hpp"
#include "engine/bound/most.hpp"
#include "engine/forecast/night_watch.hpp"
#include "engine/limit/learned_limit.hpp"
#include "engine/limit/limiter.hpp"
#include "engine/limit/node_queue.hpp"
#include "engine/retry/backoff.hpp"
#include "engine/session/work_left.hpp"
#include "engine/supervisor/supervisor_options.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace roamsync {

/// What a service takes from one service user, whatever roamsync was told.
struct service_limit {
  double rate = 0;         ///< requests a second; 0: no such limit
  double burst = 1;        ///< requests at once before `rate` binds
  std::uint32_t lanes = 0; ///< requests in flight; 0: no such limit
};

/// From `at` on, the service is another one.
struct service_change {
  time_point at{};
  service_limit to;
};

struct simulated_service {
  service_limit takes;
  std::vector<service_change> changes; ///< in order of time
  duration retry_after{10'000};        ///< a breach freezes the service user for so long
  bool tells = true;                   ///< false: without a Retry-After
  duration latency{200};               ///< median
  double spread = 0.3;                 ///< sigma of its logarithm
  double unavailable = 0;              ///< share of requests that are answered 503 without Retry-After
  time_point outage_from{};            ///< nothing but 503 until outage_until
  time_point outage_until{};
  std::vector<time_point> freezes; ///< instants at which it freezes although no limit was broken
  double hangs = 0;                ///< share of requests without an answer before the caller's timeout
};

struct simulated_tenant {
  std::string id;
  std::uint32_t mailboxes = 1;
  std::uint32_t calls = 3;         ///< of each mailbox, one after another
  double one_more = 0;             ///< share of the mailboxes that take one call more
  std::uint32_t service_users = 1; ///< what follows is each one's
  std::uint32_t weight = 10;
  duration sign_in{1'000};
  limit told;
  std::optional<learned_limit> learned;
  mailbox_cost before; ///< of the last run
  simulated_service service;
};

/// Who goes first while the node is full.
enum class turn_order : std::uint8_t {
  critical_first, ///< as in production
  round_robin,
  tenant_by_tenant,
  longest_first,
  random,
};

/// Makes the limiter of one service user; nullptr never.
using limiter_maker = std::function<std::unique_ptr<limiter>(
    const limit& told, const retry_options&, time_point, const std::optional<learned_limit>&)>;

struct simulated_node {
  node_limit allowed;
  retry_options retry;
  supervisor_options starts;
  duration call_deadline{std::chrono::minutes{10}};
  duration call_timeout{60'000};
  duration window{std::chrono::hours{24}};
  turn_order turns = turn_order::critical_first;
  duration look_every{0}; ///< how often a forecast is made; 0: never
  bool end_most = true;   ///< turns are given so that the most ends once it was said that not all does
  limiter_maker limits;   ///< empty: the policy "learn"
  time_point sample_at = time_point::max(); ///< when simulated_end::sample is taken
  std::uint64_t seed = 1;
  /// Told now and then how far the night is: virtual time, and mailboxes that ended. Changes nothing.
  std::function<void(time_point now, std::uint64_t ended)> watch;
};

/// What became of one tenant; times from the opening.
struct simulated_end {
  time_point ready{};    ///< signed in
  time_point finished{}; ///< of its last mailbox
  std::uint32_t done = 0;
  std::uint32_t failed = 0;
  std::uint32_t deferred = 0;
  std::uint32_t done_in_window = 0; ///< of `done`
  std::uint32_t begun_late = 0;     ///< mailboxes whose first request arrived after the window's end
  std::uint64_t requests = 0;
  std::uint64_t throttled = 0;   ///< requests that the service refused
  std::uint64_t inside_wait = 0; ///< of these, sent after their sender had been told to wait
  std::uint64_t retries = 0;     ///< requests beyond the first of each call
  struct progress {
    std::uint64_t served = 0; ///< calls
    bool critical = false;
    bool ended = false;
  };
  progress sample;                                  ///< at simulated_node::sample_at
  std::vector<std::pair<time_point, double>> rates; ///< each rate that was paced at, and since when
  std::optional<learned_limit> learned;
  mailbox_cost cost;
  tenant_work served; ///< requests that were answered well
};

/// A forecast that was made, and how far the night was then.
struct simulated_look {
  time_point at{};
  double done = 0; ///< share of all mailboxes that had ended
  night_forecast seen;
  night_watch::news news = night_watch::news::none;
};

struct simulated_run {
  std::vector<simulated_end> tenants; ///< in the order given
  duration makespan{0};
  std::uint64_t events = 0; ///< that it took
  std::vector<simulated_look> looks;
  std::vector<std::uint32_t> per_tick;      ///< requests that arrived in each tenth of a second
  std::vector<std::uint32_t> good_per_tick; ///< of these, those that were served
};

/// A night in virtual time: the production policies (supervisor_machine, call_queue, limiter, node_queue,
/// work_left) against services that take what they take. Equal input gives equal output on every machine.
[[nodiscard]] simulated_run simulate(const std::vector<simulated_tenant>& tenants,
                                     const simulated_node& node);

/// What the bound needs to know of such a night.
[[nodiscard]] std::vector<tenant_load> loads_of(const std::vector<simulated_tenant>& tenants,
                                                const simulated_run& run);

/// What each mailbox takes, done or not: the same under every policy.
[[nodiscard]] std::vector<tenant_mailboxes> mailboxes_of(const std::vector<simulated_tenant>& tenants,
                                                         const simulated_node& node);
/// The bound's input for all of them.
[[nodiscard]] std::vector<tenant_load> loads_of(const std::vector<simulated_tenant>& tenants,
                                                const simulated_node& node);

} // namespace roamsync
