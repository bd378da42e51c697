#pragma once

#include "bench/mock_exchange/base/time.hpp"
#include "bench/mock_exchange/ledger/call_kind.hpp"
#include "bench/mock_exchange/throttle/scope.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mock_exchange {

/// One line of the ledger (README: ledger).
struct record {
  instant arrived{}; ///< Real time, not moved by the control port.
  std::string tenant;
  std::string service_user; ///< Sign-in name, or the client id of an app-only token.
  std::string mailbox;      ///< The one acted on.
  std::string target;       ///< The one that the request named.
  call_kind kind = call_kind::other;
  std::string method;
  unsigned status = 0; ///< 0 = cut or hung.
  unsigned in_flight = 0;
  std::optional<breach_kind> breach;
  std::string_view breach_of;  ///< Whose limit refused it (the names below); empty = none.
  bool froze = false;          ///< The refusal began a freeze of that limit.
  std::string digest;          ///< Empty = null.
  std::optional<bool> applied; ///< Writes only.
  std::vector<std::string> names;
  std::optional<double> retry_after_s;
  std::string_view fault; ///< Empty = none was played.
};

/// Whose limit a request can break; the names are those of the ledger.
inline constexpr std::string_view limit_of_service_user = "service_user";
inline constexpr std::string_view limit_of_mailbox = "mailbox";
inline constexpr std::string_view limit_of_address = "egress";
inline constexpr std::string_view limit_of_directory = "directory";

/// Appends the record as one JSON line. `ended` is when the answer was written.
void append_line(std::string& out, const record& entry, instant ended);

} // namespace mock_exchange
