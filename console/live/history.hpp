#pragma once

#include "engine/model/night_view.hpp"

#include <cstdint>
#include <deque>
#include <vector>

namespace roamsync::console {

/// The last minutes of a run, as far as its speed needs them. Give it every view; it keeps one a second, at
/// most samples_max. A value without a clock of its own.
class live_history {
public:
  static constexpr std::size_t samples_max = 240;

  void add(const night_view& view);

  /// False before two samples: then no rate is known.
  [[nodiscard]] bool knows_rates() const noexcept { return samples_.size() > 1; }
  /// Requests a second over the last ten seconds or so; 0 before two samples.
  [[nodiscard]] double requests_per_second() const;
  /// Mailboxes ended a second, likewise.
  [[nodiscard]] double mailboxes_per_second() const;
  /// Requests a second between the last samples, oldest first; at most `most`.
  [[nodiscard]] std::vector<double> request_rates(std::size_t most) const;

private:
  struct sample {
    utc_time at;
    std::uint64_t requests;
    std::uint64_t ended;
  };
  [[nodiscard]] double rate(std::uint64_t sample::*count) const;

  std::int64_t run_ = 0;
  std::deque<sample> samples_;
};

} // namespace roamsync::console
