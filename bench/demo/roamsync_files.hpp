#pragma once

#include "bench/demo/world.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace roamsync::demo {

/// Requests that roamsync may have in flight in the demo (limits.node_requests).
inline constexpr unsigned node_requests = 2'000;

/// How roamsync shall work in a run of the demo or of the baseline.
struct run_settings {
  std::uint16_t https_port = 0; ///< of the mock
  bool one_by_one = false;      ///< the baseline: one customer after another, one mailbox after another
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
