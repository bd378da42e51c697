#pragma once

#include "bench/mock_exchange/base/time.hpp"
#include "bench/mock_exchange/scenario/settings.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace mock_exchange {

/// Which limit a request broke; the names are those of the ledger.
enum class breach_kind : std::uint8_t { rate, lanes, mailbox_lanes, retry_after, egress };

/// The name of a breach in the ledger.
std::string_view name_of(breach_kind kind);

/// A refusal: why, and how long the client has to stay away from the scope.
struct refusal {
  breach_kind breach;
  double wait_s;
};

/// Whatever is limited as one: a service user, a mailbox, a client address, the directory of a tenant. After
/// a breach the scope is frozen: everything is refused until the wait is over.
class throttle_scope {
public:
  /// Judges a request that costs `cost` tokens. `in_flight` counts it too; `lanes_name` is the breach of the
  /// lanes.
  std::optional<refusal> admit(instant now, const limit_settings& limit, unsigned in_flight, double cost,
                               breach_kind rate_name, breach_kind lanes_name, const throttle_settings& rules);

  /// Seconds until the freeze ends; 0 = not frozen.
  [[nodiscard]] double wait_s(instant now) const;

  /// How many breaches froze it so far.
  [[nodiscard]] std::uint64_t freezes() const { return freezes_; }

  /// Tells that the refusal has been written: from now on the client knows.
  void told(instant now);

private:
  refusal refuse_frozen(instant now, const throttle_settings& rules);
  refusal freeze(instant now, breach_kind cause, const throttle_settings& rules);
  bool take(instant now, const limit_settings& limit, double cost);

  double tokens_ = 0;
  std::optional<instant> filled_;
  std::optional<instant> frozen_until_;
  std::optional<instant> told_;
  double wait_s_ = 0;
  std::uint64_t freezes_ = 0;
  breach_kind cause_ = breach_kind::rate;
};

} // namespace mock_exchange
