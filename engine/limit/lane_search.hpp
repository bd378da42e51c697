#pragma once

#include <algorithm>
#include <cstdint>

namespace roamsync {

/// How many calls in flight a scope takes. Climbs from few, one lane at a time, each level proven by good
/// answers before the next; a breach at a level that was not proven names the level below.
class lane_search {
public:
  /// `known`: what the service takes, as learned before; 0: nothing is known.
  lane_search(std::uint32_t ceiling, std::uint32_t known) noexcept
      : ceiling_(std::max(ceiling, 1U)), cap_(known) {
    proven_ = known;
    level_ = std::min(known > 0 ? known : first_level, ceiling_);
  }

  [[nodiscard]] std::uint32_t lanes() const noexcept { return std::min(level_, ceiling_); }
  /// What the service was found to take; 0: it was not found to take less than asked.
  [[nodiscard]] std::uint32_t known() const noexcept { return cap_; }
  [[nodiscard]] std::uint32_t proven() const noexcept { return proven_; }

  void set_ceiling(std::uint32_t ceiling) noexcept {
    ceiling_ = std::max(ceiling, 1U);
    if (cap_ == 0)
      level_ = std::min(std::max(first_level, proven_ + 1), ceiling_);
  }

  /// A call that had `in_flight` calls beside and with it was answered well.
  void good(std::uint32_t in_flight) noexcept {
    if (in_flight < lanes() || in_flight <= proven_)
      return;
    if (++good_ < proof)
      return;
    proven_ = in_flight;
    good_ = 0;
    if (cap_ > 0 && proven_ > cap_)
      cap_ = proven_; // A try above what was known went well.
    if (cap_ == 0 || level_ < cap_)
      level_ = std::min(proven_ + 1, ceiling_);
  }
  /// A breach: true if it was one of lanes.
  bool breach(std::uint32_t in_flight) noexcept {
    good_ = 0;
    if (in_flight <= std::max(proven_, 1U))
      return false;
    cap_ = level_ = std::max(in_flight - 1, 1U);
    proven_ = std::min(proven_, cap_);
    return true;
  }
  /// Tries one lane more than what was found.
  void try_more() noexcept {
    level_ = std::min(lanes() + 1, ceiling_);
    good_ = 0;
  }

private:
  static constexpr std::uint32_t first_level = 2;
  static constexpr std::uint32_t proof = 6;

  std::uint32_t ceiling_;
  std::uint32_t level_ = 1;
  std::uint32_t proven_ = 0;
  std::uint32_t cap_ = 0;
  std::uint32_t good_ = 0;
};

} // namespace roamsync
