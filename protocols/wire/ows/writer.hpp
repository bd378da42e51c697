#pragma once

#include "engine/base/time.hpp"
#include "engine/mailbox/roaming_settings.hpp"
#include "protocols/wire/http/message.hpp"
#include "protocols/wire/ows/target.hpp"

#include <cstdint>
#include <string_view>

namespace roamsync::wire {

/// .NET ticks: 100 ns since the year 1 (wire.md 4.1.4).
[[nodiscard]] std::int64_t to_ticks(utc_time x) noexcept;

/// Makes the requests that change a mailbox (wire.md 4.1.4 to 4.1.6). Nothing else in roamsync can: who is
/// not handed a writer, as in a dry run, cannot write.
class roaming_writer {
public:
  /// `now` becomes the time stamp of the settings.
  [[nodiscard]] http_request encode(const roaming_target& target, const roaming_write& command, utc_time now,
                                    std::string_view request_id = {}) const;
};

} // namespace roamsync::wire
