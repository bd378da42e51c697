#pragma once

#include "bench/demo/evidence.hpp"
#include "bench/demo/judge.hpp"
#include "bench/demo/world.hpp"
#include "engine/bound/bound.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace roamsync::demo {

/// What the baseline took on a sample: one customer after another, one mailbox after another (bench/loop).
struct loop_result {
  std::size_t tenants = 0;
  std::size_t mailboxes = 0;
  double seconds = 0;
};

/// What `mailboxes` mailboxes would take in that way: by the sample's mean, sign-ins included. Seconds.
[[nodiscard]] double extrapolated(const loop_result& sample, std::size_t mailboxes);

/// "0.4 s", "1 min 12 s", "3 h 42 min".
[[nodiscard]] std::string span_text(double seconds);

/// "10,000".
[[nodiscard]] std::string count_text(std::uint64_t x);

/// The time the night took beside the bound and beside the baseline.
[[nodiscard]] std::string tell_times(const world& x, const report& said, const lower_bound& bound,
                                     const std::optional<loop_result>& loop);

/// What the night after cost beside the first.
[[nodiscard]] std::string tell_quiet_night(const report& first, const report& second);

/// One line for each finding, with examples of what is against it. `colours`: green and red.
[[nodiscard]] std::string tell_findings(std::span<const finding> findings, bool colours);

} // namespace roamsync::demo
