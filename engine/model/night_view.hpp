#pragma once

#include "engine/limit/limit.hpp"
#include "engine/model/night.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// How many mailboxes ended in each way; indexed by outcome_kind.
struct outcome_counts {
  std::array<std::uint64_t, 5> by_kind{};

  std::uint64_t& operator[](outcome_kind x) { return by_kind[static_cast<std::size_t>(x)]; }
  std::uint64_t operator[](outcome_kind x) const { return by_kind[static_cast<std::size_t>(x)]; }
  [[nodiscard]] std::uint64_t total() const noexcept {
    std::uint64_t sum = 0;
    for (auto n : by_kind)
      sum += n;
    return sum;
  }
  friend bool operator==(const outcome_counts&, const outcome_counts&) = default;
};

/// What a tenant is at.
enum class tenant_stage : std::uint8_t {
  not_begun,
  group,     ///< reads its group
  sign_in,   ///< signs in
  proof,     ///< one mailbox goes ahead, until it proves that requests reach the mailbox meant
  mailboxes, ///< works on its mailboxes
  closing,   ///< finishes what it began; nothing new is begun
  ended,
};
[[nodiscard]] std::string_view to_string(tenant_stage x) noexcept;
[[nodiscard]] std::optional<tenant_stage> tenant_stage_from_string(std::string_view name) noexcept;

/// How a tenant's session paces itself.
struct pace_view {
  limit in_use;         ///< lanes and rate; a rate of 0: none
  bool learned = false; ///< found out by breaches, and not only told
  bool critical =
      false;          ///< the end of the run depends on the tenant, so it goes first while the node is full
  duration queued{0}; ///< that its last call waited because the node was full

  friend bool operator==(const pace_view&, const pace_view&) = default;
};

/// Whether the work ends within the window.
enum class window_fit : std::uint8_t {
  unknown,      ///< too little is known yet
  fits,         ///< even if it goes badly
  tight,        ///< the end of the window lies within the uncertainty
  does_not_fit, ///< not even if it goes well
};
[[nodiscard]] std::string_view to_string(window_fit x) noexcept;

/// One tenant as it stands now.
struct tenant_view {
  std::string tenant;
  std::string name;
  tenant_state state = tenant_state::waiting;
  cause why = cause::none;
  std::uint32_t mailboxes = 0; ///< known members to do; 0 until the directory was read
  outcome_counts outcomes;
  std::uint32_t in_work = 0; ///< mailboxes in work now
  std::uint32_t lanes = 0;   ///< of all its service users together
  std::uint32_t lines = 1;   ///< service users that are signed in or about to be; `lanes` are shared alike
  duration wait_left{0};     ///< of a wait that the service asked for; 0: none
  std::uint64_t requests = 0;
  std::uint64_t throttled = 0;
  duration remaining{
      0};              ///< until ends_likely, else until its end at its pace so far; 0 if not known or ended
  bool paused = false; ///< by hand: no mailbox is begun
  tenant_stage stage = tenant_stage::not_begun;
  std::uint32_t weight = 0; ///< 0: not known
  std::optional<pace_view> pace;
  std::optional<utc_time> opens;       ///< of one that is not begun: not before
  std::optional<utc_time> ends_likely; ///< forecast as if the window had no end; all three or none
  std::optional<utc_time> ends_early;
  std::optional<utc_time> ends_late;
  window_fit fits = window_fit::unknown;
  std::uint32_t will_not_fit = 0; ///< mailboxes that will likely be deferred at the window's end

  friend bool operator==(const tenant_view&, const tenant_view&) = default;
};

/// A run as it stands now: what the live view, /metrics and the API show.
struct night_view {
  night run;
  utc_time now{};
  std::array<std::uint32_t, 4> tenants{}; ///< by tenant_state
  std::uint64_t mailboxes = 0;            ///< known so far
  outcome_counts outcomes;
  std::uint64_t requests = 0;          ///< sent so far
  std::uint64_t throttled = 0;         ///< answers that asked to wait
  std::uint32_t in_work = 0;           ///< mailboxes in work now
  std::uint32_t waiting = 0;           ///< tenants that wait because the service asked for it
  std::uint32_t paused = 0;            ///< tenants that are paused by hand
  duration remaining{0};               ///< until ends_likely, else the longest of a tenant; 0 if not known
  std::vector<tenant_view> unfinished; ///< longest remaining first; at most 50
  bool active = false;                 ///< the run is under way in this process
  bool stopping = false;
  std::uint32_t node_requests = 0;             ///< requests in flight that the node may have; 0: not known
  std::optional<std::uint64_t> node_in_flight; ///< that it has; not known where nobody asked the network
  std::optional<utc_time> ends_likely;         ///< forecast as if the window had no end; all three or none
  std::optional<utc_time> ends_early;
  std::optional<utc_time> ends_late;
  window_fit fits = window_fit::unknown;
  std::uint64_t will_not_fit = 0; ///< mailboxes that will likely be deferred at the window's end

  friend bool operator==(const night_view&, const night_view&) = default;
};

} // namespace roamsync
