#pragma once

#include "bench/demo/world.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace roamsync::demo {

/// Requests that roamsync may have in flight in the demo (limits.node_requests).
inline constexpr unsigned node_requests = 2'000;

/// How roamsync shall work in a run of the demo or of the baseline.
struct run_settings {
  std::uint16_t https_port = 0; ///< of the mock
  bool one_by_one = false;      ///< the baseline: one customer after another, one mailbox after another
  bool fixed = false;           ///< limits.policy: lanes and rate are what roamsync was told, and stay so
  unsigned requests = node_requests;
  unsigned connections = 4'000;
  unsigned requests_per_second = 5'000; ///< limits.egress_rate
  unsigned timeout_s = 5; ///< the hanging server is to be found out within the demo's two minutes
  unsigned tenants_per_second = 100;
  unsigned tenants_at_once = 0; ///< 0: all
  unsigned check_days = 7;
  bool long_window = false;     ///< open from 00:00 for 23 hours, instead of roamsync's default
  std::optional<unsigned> core; ///< roamsync runs on that core alone
};

/// Writes what roamsync needs to work on this world into `folder`: the configuration (roamsync.toml), the
/// customers (tenants.toml), their passwords and the application's secret (secrets/, mode 0600), and a
/// catalogue for each (catalogues/). The vault's key is not written. Throws std::runtime_error where a file
/// cannot be written.
void write_roamsync_files(const world& x, const run_settings& how, const std::filesystem::path& folder);

/// tenants.toml, for `roamsync tenant add --file`.
[[nodiscard]] std::string tenants_toml(const world& x, const run_settings& how,
                                       const std::filesystem::path& folder);

/// roamsync.toml.
[[nodiscard]] std::string config_toml(const world& x, const run_settings& how,
                                      const std::filesystem::path& folder);

} // namespace roamsync::demo
