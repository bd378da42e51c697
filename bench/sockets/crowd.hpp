#pragma once

#include "bench/demo/lab.hpp"
#include "bench/sockets/folder.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace roamsync::bench {

/// How a night begins its tenants, and what has to be true of it when its memory is read.
struct crowd_night {
  unsigned at_once = 0;        ///< night.tenants_at_once; 0: all
  unsigned starts = 50;        ///< night.tenants_per_second
  bool all_planned = false;    ///< all mailboxes wait in roamsync; else some of them in the directory, unread
  unsigned connections = 0;    ///< TLS, open
  std::uint64_t mailboxes = 0; ///< that wait
};

struct crowd_peak {
  double mb = 0;             ///< the most that was resident
  std::uint64_t open = 0;    ///< TLS connections at once
  std::uint64_t planned = 0; ///< mailboxes that roamsync says it knows
  std::uint64_t waiting = 0; ///< of all, or of those planned: nothing was asked of them yet
  double seconds = 0;        ///< until it was so
  std::string short_of;      ///< why the night is not what was wanted; empty: it is
};

/// The mock Exchange with many customers, and roamsync with them in its store.
class crowd {
public:
  crowd(std::size_t tenants, std::size_t members, demo::signal_gate& gate);

  /// Begins a first night and reads its memory once enough mailboxes wait and all connections are open, and a while
  /// later; or when patience is over.
  [[nodiscard]] crowd_peak measure(const crowd_night& wanted);

private:
  [[nodiscard]] demo::world without_customers() const;
  [[nodiscard]] demo::run_settings settings(const crowd_night& x) const;
  [[nodiscard]] std::filesystem::path store() const { return folder_.path() / "roamsync.db"; }

  demo::signal_gate& gate_;
  demo::programs programs_ = demo::find_programs();
  scratch_folder folder_;
  demo::world world_;
  std::uint64_t mailboxes_;
  demo::mock_exchange_process mock_;
  demo::roamsync_program roamsync_;
};

/// The mailboxes that the last line of a night's log tells of: "12:00:01  0.0 % 0/52,500 mailboxes, ...". 0 without one.
[[nodiscard]] std::uint64_t planned_in(std::string_view log);

} // namespace roamsync::bench
