#pragma once

#include "bench/demo/evidence.hpp"
#include "bench/demo/world.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace roamsync::demo {

/// One thing that was looked at.
struct finding {
  bool good = false;
  std::string what;                  ///< what holds, or should
  std::vector<std::string> examples; ///< where it does not hold; the first few
  bool unsure = false;               ///< not good, and that may be this machine's fault
};

/// What a finding says of the limits.
inline constexpr const char* limits_kept = "no limit that roamsync was told of was broken";

/// Compares what roamsync reports of the first night with what the mock recorded and holds:
///   every member of a group has one outcome, and nobody else has one;
///   written: the mock applied the write, and the mailbox holds the signature and the defaults;
///   unchanged: the mock applied no write; failed, skipped, deferred: neither, so nothing is half done;
///   nobody outside a group was touched, and people's own signatures are as they were;
///   no limit that roamsync was told of was broken;
///   each trouble of the world was found for what it is, and healthy customers are done.
/// `lines` are those of this night alone.
[[nodiscard]] std::vector<finding> judge_first_night(const world& x, const report& said,
                                                     std::span<const ledger_line> lines, const truth& held);

/// The night after: nothing had changed, so nothing may be written, and only the rolling check (every mailbox
/// once in `check_days`) may read mailboxes that ended well the night before.
[[nodiscard]] std::vector<finding> judge_quiet_night(const world& x, const report& before, const report& said,
                                                     std::span<const ledger_line> lines, const truth& held,
                                                     std::uint32_t check_days);

/// Where others had more than a twentieth of this machine (`others`: their share of its processors), requests may come
/// to the mock in a bunch that roamsync sent apart: a limit that was broken then says nothing of roamsync.
void doubt_limits(std::span<finding> findings, double others);

/// True if none is bad for sure.
[[nodiscard]] bool all_good(std::span<const finding> findings);

} // namespace roamsync::demo
