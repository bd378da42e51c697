#pragma once

#include "bench/mock_exchange/base/time.hpp"

namespace mock_exchange {

/// The only clock of the program: real time since its making.
class stopwatch {
public:
  stopwatch() : steady_(std::chrono::steady_clock::now()), wall_(std::chrono::system_clock::now()) {}

  /// Real time since the start.
  [[nodiscard]] instant now() const { return std::chrono::steady_clock::now() - steady_; }

  /// The calendar time of the start.
  [[nodiscard]] wall_time started() const { return wall_; }

private:
  std::chrono::steady_clock::time_point steady_;
  wall_time wall_;
};

} // namespace mock_exchange
