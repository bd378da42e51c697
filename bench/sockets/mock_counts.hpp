#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace roamsync::bench {

/// What the mock Exchange counted since its start.
struct mock_counts {
  std::uint64_t requests = 0;
  std::map<std::string, std::uint64_t> by_kind;
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::uint64_t handshakes = 0;  ///< TLS, full and resumed
  std::uint64_t resumptions = 0; ///< of these
  std::uint64_t open = 0;        ///< connections now, control excluded
  std::uint64_t peak_open = 0;

  [[nodiscard]] std::uint64_t of_kind(const std::string& kind) const;
};

/// The answer to GET /control/counts. Throws std::exception on anything else.
[[nodiscard]] mock_counts parse_counts(std::string_view json);

} // namespace roamsync::bench
