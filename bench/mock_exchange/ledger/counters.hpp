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

/// Counts of ended requests.
class counters {
public:
  /// Counts one ended request.
  void count(const record& entry);

  /// Starts at zero again.
  void clear() { *this = {}; }

  /// {"requests","by_tenant","by_status","by_breach","by_kind"} without the closing brace.
  void append_json(std::string& out) const;

private:
  std::uint64_t requests_ = 0;
  std::unordered_map<std::string, std::uint64_t, text_hash, std::equal_to<>> by_tenant_;
  std::array<std::uint64_t, 1000> by_status_{};
  std::array<std::uint64_t, 5> by_breach_{};
  std::array<std::uint64_t, call_kind_names.size()> by_kind_{};
};

/// Appends the fields of `seen` to an open JSON object.
void append_traffic(std::string& out, const traffic& seen);

} // namespace mock_exchange
