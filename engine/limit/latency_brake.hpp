#pragma once

#include "engine/base/time.hpp"

#include <algorithm>
#include <cstdint>

namespace roamsync {

/// The second brake: a service that queues instead of refusing grows slow before it says so. Compares the
/// latency of late with the usual one; below `tolerated` times as much it does nothing, so that a mixture of
/// quick and slow calls is no reason. A quota's refusals are quick and are not seen here.
class latency_brake {
public:
  /// Lanes to leave unused, of `lanes`.
  [[nodiscard]] std::uint32_t spare(std::uint32_t lanes) const noexcept {
    return std::min(spare_, lanes > 0 ? lanes - 1 : 0U);
  }

  /// Milliseconds, of late.
  [[nodiscard]] double latency() const noexcept { return late_; }

  void answered(duration latency, std::uint32_t lanes) noexcept {
    auto ms = std::max(1.0, static_cast<double>(latency.count()));
    ++seen_;
    late_ += (ms - late_) / std::min<double>(seen_, 16);
    if (seen_ <= settle) {
      usual_ += (ms - usual_) / seen_;
      return;
    }
    if (late_ < calm * usual_)
      usual_ += (ms - usual_) / 512;
    if (++since_ < 16)
      return;
    if (late_ > tolerated * usual_ && slow_for_ < adapt) {
      ++slow_for_;
      if (spare_ + 1 < lanes)
        ++spare_;
      since_ = 0;
    } else if (late_ > tolerated * usual_) {
      usual_ = late_; // Fewer lanes did not help for long: the service is slow for another reason.
      slow_for_ = 0;
      since_ = 0;
    } else if (late_ < calm * usual_ && spare_ > 0) {
      --spare_;
      slow_for_ = 0;
      since_ = 0;
    }
  }

private:
  static constexpr double tolerated = 3;
  static constexpr double calm = 1.5;
  static constexpr std::uint32_t settle = 32;
  static constexpr std::uint32_t adapt = 12; ///< steps of 16 answers

  double late_ = 0;
  double usual_ = 0;
  std::uint32_t seen_ = 0;
  std::uint32_t since_ = 0;
  std::uint32_t slow_for_ = 0;
  std::uint32_t spare_ = 0;
};

} // namespace roamsync
