#pragma once

#include "engine/forecast/forecast.hpp"
#include "engine/retry/call_queue.hpp"
#include "engine/session/work_left.hpp"
#include "engine/simulate/service.hpp"
#include "engine/tenant/lines.hpp"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace roamsync {

/// A mailbox in work: its calls follow one another.
struct open_mailbox {
  std::uint32_t line = 0; ///< that works on it
  std::uint32_t step = 0;
  std::uint32_t tries = 0; ///< of this step
  time_point asked{};      ///< when the call was handed to the node's queue
  duration queued{0};
  node_queue::call_id network = 0; ///< of the call under way, in the node's queue
  std::vector<double> served{};    ///< seconds
};

/// One service user of a tenant: its service, and the session that works with it.
struct line_in_play {
  line_in_play(const simulated_service& takes, const mailbox_cost& before) : service(takes), left(before) {}

  service_state service;
  std::optional<call_queue> queue; ///< once it is signed in
  work_left left;
  std::optional<time_point> wake;
};

/// One tenant of a simulated night.
struct tenant_in_play {
  explicit tenant_in_play(const simulated_tenant& of);

  const simulated_tenant* what;
  lines shared; ///< who opens, and who gets the next mailbox
  std::vector<line_in_play> each;
  std::unordered_map<std::uint32_t, open_mailbox> open;
  std::uint32_t next = 0;           ///< mailbox to begin
  std::vector<std::uint32_t> again; ///< mailboxes to begin anew, whose line failed
  std::uint64_t served = 0;
  bool started = false;
  bool closed = false;
  bool cut = false;
  bool ended = false;

  /// Mailboxes that have not begun.
  [[nodiscard]] std::uint32_t waiting() const noexcept {
    return what->mailboxes - next + static_cast<std::uint32_t>(again.size());
  }
  /// Begins one of them; nothing if there is none, or no line has a free lane.
  [[nodiscard]] std::optional<std::uint32_t> begin_next();
  /// Takes a mailbox out of work.
  open_mailbox take_out(std::uint32_t mailbox);
  /// Likewise those for which nothing was sent; how many.
  [[nodiscard]] std::uint32_t withdraw_unsent();
  [[nodiscard]] line_in_play& line_of(std::uint32_t mailbox) { return each[open.at(mailbox).line]; }
  /// Each session gets to know what it has ahead, as by tenant_machine::ahead.
  void tell_left();
  /// A line that is signed in and has not failed, if there is one; nothing before one is signed in.
  [[nodiscard]] const line_in_play* first_ready() const;
  /// The least time that it is known to need, before it begins; in milliseconds.
  [[nodiscard]] std::uint64_t expected() const;
  /// What it has ahead, for the forecast.
  [[nodiscard]] tenant_outlook outlook(duration window, time_point now) const;
};

} // namespace roamsync
