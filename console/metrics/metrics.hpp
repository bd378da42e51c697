#pragma once

#include "engine/model/night_view.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace roamsync::console {

/// What this process has done since it started; each only grows.
struct process_counters {
  outcome_counts mailboxes;
  std::uint64_t requests = 0;
  std::uint64_t throttled = 0;
  std::uint64_t nights_finished = 0;
};

/// What the operating system says of the process (Prometheus' standard process_ names).
struct process_facts {
  double cpu_seconds = 0;
  std::uint64_t resident_bytes = 0;
  std::uint64_t open_files = 0;
  std::uint64_t open_files_max = 0;
  double started = 0; ///< seconds since 1970
};

/// Reads /proc/self; what cannot be read stays 0.
[[nodiscard]] process_facts read_process_facts();

/// All that /metrics shows.
struct metrics_source {
  std::string version;
  std::optional<night_view> night; ///< the run under way, else the last one; absent before the first
  process_counters counters;
  process_facts process;
  bool store_ok = true;
};

/// The text format of Prometheus, version 0.0.4. Labels are outcome and state only: never a mailbox, never a
/// tenant, so that the number of series does not depend on the customers.
[[nodiscard]] std::string metrics_text(const metrics_source& from);

} // namespace roamsync::console
