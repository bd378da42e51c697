#pragma once

#include "protocols/wire/http/message.hpp"
#include "protocols/wire/ows/target.hpp"

#include <string>
#include <string_view>

namespace roamsync::wire {

/// What reads and writes have in common: the path, x-outlook-client, Accept, client-request-id (unless
/// `request_id` is empty) and, for another mailbox, the path segment with X-OWA-ExplicitLogonUser and
/// X-AnchorMailbox (wire.md U1). `suffix` follows the settings path. Authorization is added by
/// credentials::authorize.
[[nodiscard]] http_request roaming_request(std::string method, const roaming_target& target,
                                           std::string_view suffix, std::string_view request_id);

} // namespace roamsync::wire
