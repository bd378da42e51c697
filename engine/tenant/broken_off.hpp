#pragma once

#include "engine/model/night.hpp"
#include "engine/model/outcome.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace roamsync {

/// Whether work on this part ended before it should have: its process was killed or stopped, or a defect cost it a
/// mailbox or all of it. What was written then may not be recorded.
[[nodiscard]] bool is_broken_off(const tenant_run& part) noexcept;

/// Whether a receipt names all that is ours in a mailbox that ended so.
[[nodiscard]] bool is_settled(const outcome& end) noexcept;

/// The runs of a tenant from the newest part that was broken off on, that one included; nothing if none was.
/// A mailbox may hold what that process wrote and could not record, until it ended settled in one of these
/// runs. `newest_first`: the tenant's history, with the run under way if an earlier
/// process began it.
[[nodiscard]] std::optional<std::vector<std::int64_t>>
runs_since_broken_off(std::span<const earlier_part> newest_first);

} // namespace roamsync
