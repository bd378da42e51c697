#pragma once

#include "engine/model/cause.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace roamsync {

/// How a mailbox of a night ended; exactly one of these (I3).
enum class outcome_kind : std::uint8_t {
  written,   ///< something was written, and the read-back shows it
  unchanged, ///< nothing had to be written
  skipped,   ///< not to be done: disabled, no mailbox, no signature assigned
  failed,    ///< tried, and did not work
  deferred,  ///< not begun or given up for want of time; goes first next night
};

[[nodiscard]] std::string_view to_string(outcome_kind x) noexcept;
[[nodiscard]] std::optional<outcome_kind> outcome_kind_from_string(std::string_view name) noexcept;

struct outcome {
  outcome_kind kind = outcome_kind::deferred;
  cause why = cause::none;
  std::string detail; ///< facts for support (status, error name, request id of the remote); no secrets

  friend bool operator==(const outcome&, const outcome&) = default;
};

} // namespace roamsync
