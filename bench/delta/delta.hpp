#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace roamsync::delta {

/// Requests of one tenant in one night, as the mock booked them.
struct night_cost {
  std::uint64_t graph = 0;   ///< tokens for the directory and the directory itself
  std::uint64_t outlook = 0; ///< sign-in and mailboxes
};

/// The nights of one tenant, in their order.
struct tenant_costs {
  std::size_t mailboxes = 0;
  night_cost first;     ///< every mailbox is written
  night_cost unchanged; ///< the night after it, in which nothing has changed
  night_cost checked;   ///< one in which the group is read in full and every mailbox is looked at
};

/// Plays three nights of tenants with that many mailboxes each against a mock Exchange, by the programs beside
/// our own. Files go to `folder`. Throws std::runtime_error.
[[nodiscard]] std::vector<tenant_costs> measure(const std::vector<std::size_t>& sizes,
                                                const std::filesystem::path& folder);

/// The figures as Markdown, and what follows from them for `tenants` tenants of `each` mailboxes; `each` must be
/// among the sizes.
[[nodiscard]] std::string report_of(const std::vector<tenant_costs>& all, std::uint64_t tenants,
                                    std::size_t each);

} // namespace roamsync::delta
