#pragma once

#include "engine/directory/member.hpp"
#include "engine/mailbox/job.hpp"
#include "engine/model/night.hpp"
#include "engine/model/night_view.hpp"
#include "engine/signature/catalogue.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace roamsync {

/// What one tenant's part of a run is planned from.
struct plan_input {
  std::string tenant;
  std::span<const member> members; ///< of the group, nested ones included
  const catalogue* signatures = nullptr;
  std::span<const receipt> receipts;
  std::set<std::string> recorded; ///< user ids that have their outcome in this run already
  std::set<std::string> deferred; ///< user ids that the run before deferred
  /// Set if a process was killed in the middle of a run of the tenant: it may have written what no receipt
  /// knows. The user ids whose mailboxes were seen since.
  std::optional<std::set<std::string>> seen_since_broken_off;
  std::string only_address;     ///< lower case; only the member with this primary address; empty: all
  std::int64_t day = 0;         ///< of the run; days since 1970-01-01 (UTC)
  std::uint32_t check_days = 7; ///< every mailbox is read at least each so many days; 0: always, as in a push
  bool take_names = false;
  drift_rule drift = drift_rule::repair;
  bool dry_run = false;
  utc_time now{};
};

/// A mailbox that is to be worked on. Its signatures are rendered when its turn comes: with their images they
/// may have a megabyte, and all tenants' mailboxes wait at once.
struct planned_job {
  mailbox_job job; ///< without `wanted`, `digest` and the own mailbox of the service user who will do it
  member who;      ///< of the directory
};

/// What a mailbox is to have; `from` is the catalogue that it was planned with.
struct rendered_job {
  wanted_signatures wanted;
  std::string digest;
};
[[nodiscard]] rendered_job render_job(const member& who, const catalogue& from);

struct night_plan {
  std::vector<planned_job> jobs;     ///< in the order in which they are to be done
  std::vector<mailbox_record> ended; ///< what needs no request
  outcome_counts recorded;           ///< of those that had their outcome before; filled by the caller
};

/// Decides for each member: skipped with a cause, failed because the directory did not tell all of it,
/// unchanged because the receipt says so and no check is due, or a job. Deferred ones come first, then changed
/// ones, then those that are only checked. Members that are not given are not touched (I7). After a run that
/// was broken off, no receipt is relied on whose mailbox was not seen since.
[[nodiscard]] night_plan plan_night(const plan_input& in);

/// Whether the rolling check reads the mailbox on that day: one part in `check_days` each day, and every
/// mailbox that was not read for so long.
[[nodiscard]] bool check_is_due(std::string_view user_id, std::int64_t checked, std::int64_t day,
                                std::uint32_t check_days) noexcept;

} // namespace roamsync
