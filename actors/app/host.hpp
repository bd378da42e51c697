#pragma once

#include "actors/messages/messages.hpp"
#include "actors/support/board.hpp"
#include "actors/support/context.hpp"
#include "engine/base/result.hpp"
#include "engine/config/config.hpp"
#include "engine/model/night_view.hpp"
#include "protocols/net/http_client.hpp"

#include <memory>
#include <optional>

namespace roamsync::app {

/// The engine of one process: network, actors, store. Several processes may have one on the same database;
/// the ledger sees to it that only one run is under way. Thread: the main thread only, unless said otherwise.
class host {
public:
  /// Starts everything; with `scheduled`, nights open by themselves.
  [[nodiscard]] static result<std::unique_ptr<host>> start(const config& settings, bool scheduled = false);
  ~host(); ///< ends whatever is left, at once
  /// One that has ended could not end a thread that hangs: the process has to be left by leave_at_once.
  [[nodiscard]] static bool has_left_a_thread() noexcept;

  host(const host&) = delete;
  host& operator=(const host&) = delete;

  /// Opens or joins a run; wait_end says when it has ended. A second order waits for the first one's end.
  void order(actors::run_order what);
  /// The end of the oldest run that was ordered, if it comes within `longest`.
  [[nodiscard]] std::optional<actors::run_ended> wait_end(duration longest);
  /// Ends the run in order (stop_run). No night opens any more. An end comes in any case: that of the run, or one with
  /// number 0 where none was under way.
  void stop();
  /// Knobs were turned, and the store has them. From any thread.
  void look_at_knobs();
  /// The configuration was read again: its knobs hold from now on, all else stays. From any thread.
  void take_knobs(const config& settings);
  /// From any thread.
  [[nodiscard]] std::optional<night_view> view() const;
  /// From any thread.
  [[nodiscard]] actors::shown_tenants tenants() const;
  /// From any thread.
  [[nodiscard]] net::client_stats network() const;

private:
  class impl;
  explicit host(std::unique_ptr<impl> x);
  std::unique_ptr<impl> impl_;
};

} // namespace roamsync::app
