#include "protocols/wire/http/message.hpp"

#include "engine/base/ascii.hpp"

#include <algorithm>

namespace roamsync::wire {

std::string_view to_string(transport_error x) noexcept {
  switch (x) {
  case transport_error::none:
    return "none";
  case transport_error::resolve:
    return "name not found";
  case transport_error::connect:
    return "no connection";
  case transport_error::tls:
    return "TLS failed";
  case transport_error::timed_out:
    return "timed out";
  case transport_error::closed:
    return "connection closed";
  case transport_error::too_large:
    return "answer too large";
  case transport_error::malformed:
    return "not HTTP";
  case transport_error::aborted:
    return "aborted";
  }
  return "unknown";
}

std::string_view http_response::field(std::string_view name) const noexcept {
  for (const auto& [key, value] : fields)
    if (same_text(key, name))
      return value;
  return {};
}

} // namespace roamsync::wire
