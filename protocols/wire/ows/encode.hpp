#pragma once

#include "protocols/wire/ows/writer.hpp"

#include <optional>
#include <string_view>

namespace roamsync::wire {

/// The request for a command. A write needs the writer: without one it gives nothing. `now` becomes the time
/// stamp of what is written.
[[nodiscard]] std::optional<http_request> encode(const roaming_target& target, const roaming_command& command,
                                                 const roaming_writer* writer, utc_time now,
                                                 std::string_view request_id = {});

} // namespace roamsync::wire
