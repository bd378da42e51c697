#pragma once

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
  std::uint32_t lanes = 0;
  duration wait_left{0}; ///< of a wait that the service asked for; 0: none
  std::uint64_t requests = 0;
  std::uint64_t throttled = 0;
  duration remaining{0};               ///< forecast until its end; 0 if not known or ended
  bool paused = false;                 ///< by hand: no mailbox is begun
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
  duration remaining{0};               ///< forecast until the end of the run; 0 if not known
  std::vector<tenant_view> unfinished; ///< longest remaining first; at most 50
  bool active = false;                 ///< the run is under way in this process
  bool stopping = false;
  std::optional<utc_time> ends_likely; ///< forecast as if the window had no end; all three or none
  std::optional<utc_time> ends_early;
  std::optional<utc_time> ends_late;
  window_fit fits = window_fit::unknown;
  std::uint64_t will_not_fit = 0; ///< mailboxes that will likely be deferred at the window's end

  friend bool operator==(const night_view&, const night_view&) = default;
};

} // namespace roamsync
