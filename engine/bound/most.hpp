#pragma once

#include "engine/bound/bound.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace roamsync {

/// What one mailbox takes.
struct mailbox_need {
  double requests = 0;
  double seconds = 0; ///< its requests, one after another

  friend bool operator==(const mailbox_need&, const mailbox_need&) = default;
};

/// A tenant's limits and each of its mailboxes; `load.work` and `load.freeze` do not matter here.
struct tenant_mailboxes {
  tenant_load load;
  std::vector<mailbox_need> mailboxes;
};

/// How many mailboxes anybody could have ended by `end` (seconds from the opening): no schedule ends more.
///
/// Of a tenant at most as many end as its cheapest do whose time together fits into lanes * (end - ready), and
/// whose requests, fewest first, fit into burst + rate * (end - ready); one that alone takes longer than end - ready
/// does not end. Of all, the cheapest are taken whose time together fits into connections * end, with no more of a
/// tenant than that. To take the cheapest first is the largest number there is under these rules: which mailboxes
/// may be taken together is a matroid, in which greedy finds the lightest set of each size (Edmonds 1971).
[[nodiscard]] std::uint64_t most_mailboxes(std::span<const tenant_mailboxes> tenants,
                                           const shared_limits& shared, double end);

} // namespace roamsync
