#pragma once

#include "engine/base/time.hpp"
#include "engine/mailbox/roaming_settings.hpp"
#include "engine/model/night.hpp"
#include "engine/model/outcome.hpp"

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace roamsync {

namespace mailbox_step {
/// Perform the command on the mailbox, or on the service user's own one; the answer goes to on_reply.
struct call {
  roaming_command command;
  bool own = false;
};
/// Ask the tenant before the first write; the answer goes to on_permit.
struct ask_to_write {
  bool blind = false; ///< no answer has named the mailbox yet
};
/// Ask the tenant how many of ours may be deleted (the cap of I8); the answer goes to on_deletions.
struct ask_to_delete {
  std::uint32_t count = 0;
};
/// Ask the directory what kind of mailbox it is; the answer goes to on_kind.
struct ask_kind {};
/// Render what is wanted, if the job did not bring it; it goes to on_wanted, with its digest.
struct ask_wanted {};
/// Call on_pause_over after that long.
struct pause {
  duration for_{0};
};
struct end {
  outcome how;
  std::optional<receipt> proof; ///< the receipt to keep
};
} // namespace mailbox_step

using mailbox_step_t =
    std::variant<mailbox_step::call, mailbox_step::ask_to_write, mailbox_step::ask_to_delete,
                 mailbox_step::ask_kind, mailbox_step::ask_wanted, mailbox_step::pause, mailbox_step::end>;

/// What the tenant answers to ask_to_write.
struct write_permit {
  bool granted = false;
  bool probe = false; ///< nothing proves yet that requests reach the mailbox meant: prove it first
  bool alone = false; ///< it goes ahead of the others: tell the tenant what is written before it is
  /// Written to another mailbox and never read back: look first whether they landed in the service user's own
  /// one.
  std::vector<signature> lost;
  cause refused = cause::stopped; ///< the cause to end with when not granted
};

} // namespace roamsync
