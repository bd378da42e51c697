#pragma once

#include <cstddef>
#include <sys/types.h>

namespace roamsync::bench {

/// What the kernel says of a process that runs. 1 MB is 2^20 bytes.
struct process_facts {
  double peak_mb = 0;     ///< most resident memory since its start, or since forget_peak
  double resident_mb = 0; ///< now
  std::size_t descriptors = 0;
};

/// Throws std::exception if there is no such process of ours.
[[nodiscard]] process_facts facts_of(pid_t process);

/// Its peak begins anew with what it has now.
void forget_peak(pid_t process);

} // namespace roamsync::bench
