#pragma once

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/ledger/record.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace mock_exchange {

/// What the listeners saw.
struct traffic {
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::uint64_t connections = 0;
  std::uint64_t tls_handshakes = 0;
  std::uint64_t tls_resumptions = 0;
  std::uint64_t open = 0;
  std::uint64_t peak_open = 0;
};

/// Counts of the ended requests of one service user.
struct service_user_counts {
  std::uint64_t requests = 0;
  std::uint64_t status_429 = 0;
  std::uint64_t refused = 0;           ///< By its own limit or the freeze of it.
  std::uint64_t refused_elsewhere = 0; ///< By a limit of a mailbox, a client address or the directory.
  std::uint64_t freezes = 0;           ///< Of its own limit.
  std::uint64_t peak_in_flight = 0;
};

/// Counts of ended requests.
class counters {
public:
  /// Counts one ended request.
  void count(const record& entry);

  /// The counts of a service user; zeros if nothing was counted. By tenant id and name in lower case.
  [[nodiscard]] service_user_counts of(std::string_view tenant, std::string_view user) const;

  /// Starts at zero again.
  void clear() { *this = {}; }

  /// {"requests","by_tenant","by_status","by_breach","by_kind"} without the closing brace.
  void append_json(std::string& out) const;

private:
  template <class value>
  using by_text = std::unordered_map<std::string, value, text_hash, std::equal_to<>>;

  void count_service_user(const record& entry);

  std::uint64_t requests_ = 0;
  by_text<std::uint64_t> by_tenant_;
  by_text<by_text<service_user_counts>> by_service_user_; ///< By tenant, then by name.
  std::array<std::uint64_t, 1000> by_status_{};
  std::array<std::uint64_t, 5> by_breach_{};
  std::array<std::uint64_t, call_kind_names.size()> by_kind_{};
};

/// Appends the fields of `seen` to an open JSON object.
void append_traffic(std::string& out, const traffic& seen);

} // namespace mock_exchange
