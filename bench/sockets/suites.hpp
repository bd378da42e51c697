#pragma once

#include "bench/cells/cell.hpp"
#include "bench/demo/process.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace roamsync::bench {

/// What one call of the program measures. 0: what the suite takes by default.
struct socket_order {
  std::vector<std::uint64_t> seeds;
  std::string command; ///< that repeats it
  machine on;
  std::size_t tenants = 0;
  std::size_t mailboxes = 0;
  double seconds = 0; ///< how long a night should take at best
  std::size_t nights = 0;
  std::string figures; ///< file for what bench/scale reckons with; empty: none
};

/// Makespan of whole nights over their bound, limits known. Throws demo::stopped and std::exception, as all do.
[[nodiscard]] std::vector<cell> cells_of_nights(const socket_order& order, demo::signal_gate& gate);
/// Processor time of a mailbox request beside wrk's, and what TLS costs.
[[nodiscard]] std::vector<cell> cells_of_cpu(const socket_order& order, demo::signal_gate& gate);
/// Memory with all mailboxes waiting.
[[nodiscard]] std::vector<cell> cells_of_memory(const socket_order& order, demo::signal_gate& gate);
/// Memory and descriptors of one process after many nights.
[[nodiscard]] std::vector<cell> cells_of_long_service(const socket_order& order, demo::signal_gate& gate);

/// A cell with what the order says filled in.
[[nodiscard]] cell blank_cell(const socket_order& order, std::string name, goal wanted, std::string unit);

/// The mock has the first core for itself, what is measured the second.
inline constexpr unsigned mock_core = 0;
inline constexpr unsigned measured_core = 1;

} // namespace roamsync::bench
