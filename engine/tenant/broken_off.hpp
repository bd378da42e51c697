#pragma once

#include "engine/model/night.hpp"
#include "engine/model/outcome.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace roamsync {

/// Whether the process that worked on this part was killed, or stopped, before the part had ended.
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
