#pragma once

#include "engine/base/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace roamsync::simulation {

enum class request_kind : std::uint8_t {
  sign_in,
  token,
  members,
  details,
  kind,
  changes,
  users,
  read,
  write
};

/// One request as the service saw it.
struct request_row {
  time_point at{};
  std::uint32_t tenant = 0;
  request_kind kind = request_kind::read;
  std::uint32_t mailbox = 0;   ///< index in the tenant; of reads and writes
  std::uint32_t in_flight = 0; ///< of the service user, this one included; of reads and writes
  bool early = false;          ///< sent before a wait that the sender had been told was over
  bool inside_wait = false;    ///< of a sign-in: reads and writes had been told to wait
  std::uint32_t user = 0;      ///< which of the tenant's service users; of sign-ins, reads and writes
};

enum class write_kind : std::uint8_t { content, defaults, deletion };

/// One write that the service applied.
struct write_row {
  time_point at{};
  std::uint32_t tenant = 0;
  write_kind kind = write_kind::content;
  std::uint32_t meant = 0;  ///< index of the mailbox that the request named
  std::uint32_t landed = 0; ///< index of the mailbox that holds it
  std::string name;         ///< of the signature, or the new default
};

/// One sign-in, and whether there was a reason for it.
struct sign_in_row {
  time_point at{};
  std::uint32_t tenant = 0;
  bool good = false;
  bool refused = false; ///< for good: must not be tried again (I10)
  std::uint32_t user = 0;
  bool due = false; ///< the first, or the session before had ended, had refused a call or was old enough
};

/// The witness: what the service saw and did, whatever roamsync says of it.
struct ledger {
  std::vector<request_row> requests;
  std::vector<write_row> writes;
  std::vector<sign_in_row> sign_ins;
  std::vector<std::string> broken; ///< promises that the service itself saw broken, as sentences
  std::uint64_t throttled = 0;     ///< answers that asked to wait
  std::uint64_t rate_breaches = 0; ///< requests above rate or lanes
};

} // namespace roamsync::simulation
