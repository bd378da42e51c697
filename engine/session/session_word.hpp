#pragma once

#include <cstdint>

namespace roamsync {

/// What a session says in a round of the watchdog.
enum class session_word : std::uint8_t {
  signs_in,  ///< the service has its request, or it waits until it may be asked
  signed_in, ///< what its mailboxes ask is done
  nothing,   ///< it has failed, or it waits for something that is not there
};

} // namespace roamsync
