#pragma once

#include "bench/mock_exchange/ledger/counters.hpp"
#include "bench/mock_exchange/ledger/record.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mock_exchange {

/// The book of all requests: JSON lines in a file, or in memory if no file is named. Used by one thread.
class ledger {
public:
  /// Opens or makes the file anew; an empty path keeps the lines in memory. Check failed() afterwards.
  explicit ledger(const std::string& path);
  ~ledger();
  ledger(const ledger&) = delete;
  ledger& operator=(const ledger&) = delete;

  /// True if the file could not be opened or written.
  [[nodiscard]] bool failed() const { return failed_; }

  /// Books an ended request.
  void write(const record& entry, instant ended);

  /// Books a line {"t":..,"mark":label}.
  void mark(std::string_view label, instant now);

  /// The lines from number `from` (first = 0), at most `lines_max` of them.
  std::string read(std::uint64_t from, std::uint64_t lines_max);

  /// How many lines there are.
  [[nodiscard]] std::uint64_t lines() const { return ends_.size(); }

  /// Forgets all lines and counts.
  void reset();

  /// Hands what is buffered to the system.
  void flush();

  [[nodiscard]] const counters& counts() const { return counts_; }

private:
  void keep_line();

  int file_;
  bool failed_ = false;
  std::string buffer_;
  std::uint64_t flushed_ = 0;       ///< Bytes in the file.
  std::vector<std::uint64_t> ends_; ///< Where each line ends, in bytes from the start.
  counters counts_;
};

} // namespace mock_exchange
