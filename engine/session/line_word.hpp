#pragma once

#include <cstdint>

namespace roamsync {

/// What an answer tells of how the calls of a line get on.
struct line_word {
  bool crowded = false;     ///< calls wait at the node
  bool critical = false;    ///< those of this tenant go before others
  std::uint32_t unsent = 0; ///< calls of the line that wait to be sent, at the node or in its session

  friend bool operator==(const line_word&, const line_word&) = default;
};

/// Whether a line that works on `in_work` mailboxes begins a further one, if it has a lane for it. While the node is full,
/// one call that waits there takes every turn that comes, as many calls would; and a mailbox in work takes forty times the
/// memory of one that waits. Who is critical gets its turns at once.
[[nodiscard]] constexpr bool is_worth_beginning(const line_word& x, std::uint32_t in_work) noexcept {
  return in_work == 0 || !x.crowded || x.critical || x.unsent == 0;
}

} // namespace roamsync
