#pragma once

#include "engine/model/night.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace roamsync {

/// Examples that a group of outcomes names.
constexpr std::size_t cause_examples_max = 3;

/// All that ended with one cause in a run.
struct cause_group {
  cause why = cause::none;
  std::size_t mailboxes = 0; ///< mailboxes that ended with it
  std::size_t tenants = 0;   ///< tenants that failed with it as a whole, or have such a mailbox
  std::vector<std::string> example_mailboxes; ///< at most 3, the first in the order given
  std::vector<std::string> example_tenants;   ///< at most 3 ids, likewise

  friend bool operator==(const cause_group&, const cause_group&) = default;
};

/// The causes of a run, the one with most mailboxes first, then most tenants, then by the order of the enum.
/// Outcomes without a cause and causes of tenants that did not fail are left out.
[[nodiscard]] std::vector<cause_group> group_causes(std::span<const mailbox_record> mailboxes,
                                                    std::span<const tenant_run> tenants);

} // namespace roamsync
