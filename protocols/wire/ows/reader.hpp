#pragma once

#include "engine/mailbox/roaming_settings.hpp"
#include "protocols/wire/http/message.hpp"
#include "protocols/wire/ows/target.hpp"

#include <string_view>

namespace roamsync::wire {

/// The request for a read (wire.md 4.1.2, 4.1.3). Cannot change a mailbox: a dry run needs this header only.
[[nodiscard]] http_request encode_read(const roaming_target& target, const roaming_read& command,
                                       std::string_view request_id = {});

} // namespace roamsync::wire
