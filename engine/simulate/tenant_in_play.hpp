#pragma once

#include "engine/forecast/forecast.hpp"
#include "engine/retry/call_queue.hpp"
#include "engine/session/line_word.hpp"
#include "engine/session/work_left.hpp"
#include "engine/simulate/service.hpp"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace roamsync {

/// A mailbox in work: its calls follow one another.
struct open_mailbox {
  std::uint32_t step = 0;
  std::uint32_t tries = 0; ///< of this step
  time_point asked{};      ///< when the call was handed to the node's queue
  duration queued{0};
  node_queue::call_id network = 0; ///< of the call under way, in the node's queue
  std::vector<double> served;      ///< seconds
};

/// One tenant of a simulated night.
struct tenant_in_play {
  const simulated_tenant* what = nullptr;
  service_state service;
  std::optional<call_queue> queue;
  work_left left{};
  line_word heard{};
  std::unordered_map<std::uint32_t, open_mailbox> open;
  std::uint32_t next = 0; ///< mailbox to begin
  std::optional<time_point> wake;
  std::uint64_t served = 0;
  bool started = false;
  bool closed = false;
  bool cut = false;
  bool ended = false;

  /// The least time that it is known to need, before it begins; in milliseconds.
  [[nodiscard]] std::uint64_t expected() const;
  /// What it has ahead, for the forecast.
  [[nodiscard]] tenant_outlook outlook(duration window, time_point now) const;
};

} // namespace roamsync
