#pragma once

#include <cstdint>

namespace roamsync {

/// The mailboxes that one session has ahead: its share of those that wait, and those that it works on.
struct mailboxes_ahead {
  std::uint32_t waiting = 0; ///< not begun
  std::uint32_t open = 0;    ///< in work
  std::uint32_t ended = 0;   ///< by this session, so far
  std::uint32_t lines = 1;   ///< sessions that share the tenant's work

  friend bool operator==(const mailboxes_ahead&, const mailboxes_ahead&) = default;
};

} // namespace roamsync
