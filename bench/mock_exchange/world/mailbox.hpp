#pragma once

#include "bench/mock_exchange/faults/fault.hpp"
#include "bench/mock_exchange/ledger/call_kind.hpp"
#include "bench/mock_exchange/scenario/scenario.hpp"
#include "bench/mock_exchange/throttle/scope.hpp"

#include <boost/json/object.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mock_exchange {

/// One value in the settings store with the time stamps of server and client (.NET ticks).
struct stored_value {
  std::string value;
  std::int64_t server_ticks = 0;
  std::int64_t client_ticks = 0;
};

/// A roaming signature as the mailbox holds it: one value per format (wire.md 4.1.1).
struct signature {
  std::string name;
  std::optional<stored_value> htm;
  std::optional<stored_value> txt;
  std::optional<stored_value> rtf;

  /// The value of the format "htm", "txt" or "rtf"; null for other keys.
  std::optional<stored_value>* format(std::string_view secondary_key);

  /// Bytes of all formats.
  [[nodiscard]] std::size_t bytes() const;
};

/// The counters of latency draws, one per request kind.
using draw_counts = std::array<std::uint32_t, call_kind_names.size()>;

/// A mailbox: its settings store, its limits and its faults.
class mailbox {
public:
  mailbox(std::string address, const mailbox_plan& plan);

  /// Primary address in lower case.
  [[nodiscard]] const std::string& address() const { return address_; }

  /// The signature of that name, compared without case (wire.md 4.1.1); null if there is none.
  signature* find(std::string_view name);

  /// The signature of that name, made if it is new. A new name enters the list by itself, not at the end.
  signature& obtain(std::string_view name);

  /// Removes all formats and the list entry; the defaults stay and dangle (wire.md 4.1.6). False if it is
  /// missing.
  bool erase(std::string_view name);

  /// Puts a name without content in front of the list (wire.md 4.1.3).
  void add_stale_name();

  [[nodiscard]] const std::vector<signature>& signatures() const { return signatures_; }
  std::vector<signature>& signatures() { return signatures_; }

  mailbox_kind kind = mailbox_kind::user;
  full_access_plan full_access;
  bool enabled = true;

  std::vector<std::string> list;          ///< Names as the list setting tells them.
  std::optional<stored_value> list_stamp; ///< Set once the list exists; its value is unused.
  std::optional<stored_value> default_new;
  std::optional<stored_value> default_reply;
  boost::json::object classic;                     ///< Options of the classic signature (wire.md 4.2.2).
  std::optional<boost::json::object> user_options; ///< OWA.UserOptions as Graph sees it (wire.md 4.2.4).
  std::uint64_t writes = 0;                        ///< Applied writes.

  fault_state fault;
  throttle_scope scope;
  unsigned in_flight = 0;
  draw_counts draws{};

private:
  std::string address_;
  std::vector<signature> signatures_;
};

} // namespace mock_exchange
