#pragma once

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "protocols/wire/http/message.hpp"

#include <optional>
#include <string>

namespace roamsync::net {

/// Sends one request to whoever listens on the Unix socket, and waits for the answer, at most `longest` for each
/// step. Where the request goes to is of no matter. Nothing if nobody listens there; an error if it cannot be asked, or does not answer well.
[[nodiscard]] result<std::optional<wire::http_response>>
local_call(const std::string& path, wire::http_request request, duration longest);

} // namespace roamsync::net
