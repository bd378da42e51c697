#pragma once

#include "protocols/wire/http/message.hpp"

#include <string>

namespace roamsync::net {

/// How the answer is to be framed.
struct response_framing {
  bool keep_alive = true;
  bool without_body = false; ///< to HEAD: the length is told, the body is not sent
};

/// The response as bytes of HTTP/1.1. A status out of 200..599, a field name that is no word or a value with
/// a line break becomes a bare 500: better no answer than one that somebody else wrote.
[[nodiscard]] std::string response_text(const wire::http_response& response, response_framing framing);

/// A short answer of the server itself, after which it closes.
[[nodiscard]] std::string refusal_text(int status);

} // namespace roamsync::net
