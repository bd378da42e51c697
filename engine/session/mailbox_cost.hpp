#pragma once

namespace roamsync {

/// What a mailbox takes, by experience.
struct mailbox_cost {
  double calls = 4;        ///< one after another
  double latency_ms = 250; ///< of each
  double mailboxes = 4;    ///< how many tell so; a guess counts as these

  friend bool operator==(const mailbox_cost&, const mailbox_cost&) = default;
};

} // namespace roamsync
