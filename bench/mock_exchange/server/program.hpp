#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace mock_exchange {

/// The command line of mock-exchange.
struct program_options {
  std::string scenario_file;
  std::uint16_t http_port = 0;
  std::uint16_t https_port = 0;
  std::uint16_t control_port = 0;
  std::string ca_file;
  std::string ledger_file;
  std::string ready_file;
  std::optional<std::uint64_t> seed;
};

/// Serves until SIGTERM or SIGINT; the return value is the exit status. Complaints go to stderr.
int run_program(const program_options& options);

} // namespace mock_exchange
