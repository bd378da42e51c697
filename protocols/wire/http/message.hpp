#pragma once

#include "engine/model/endpoint.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roamsync::wire {

/// Header fields in order; names are compared without letter case.
using http_fields = std::vector<std::pair<std::string, std::string>>;

/// One request, ready to be sent: `target` is path and query with the endpoint's path prefix already in
/// front. Host, Content-Length and Connection are added by protocols/net.
struct http_request {
  std::string method; ///< "GET", "POST", "PATCH", "DELETE"
  endpoint to;
  std::string target; ///< "/prefix/path?query"
  http_fields fields;
  std::string body;
};

/// How the transport ended.
enum class transport_error : std::uint8_t {
  none,      ///< `response` is whole
  resolve,   ///< the name has no address
  connect,   ///< refused or unreachable
  tls,       ///< handshake or certificate failed
  timed_out, ///< deadline passed
  closed,    ///< closed or reset before the answer was whole
  too_large, ///< header or body above the limit
  malformed, ///< not HTTP
  aborted,   ///< the process is stopping
};
[[nodiscard]] std::string_view to_string(transport_error x) noexcept;

struct http_response {
  int status = 0;
  http_fields fields;
  std::string body;

  /// The first field of that name, or empty. Without letter case.
  [[nodiscard]] std::string_view field(std::string_view name) const noexcept;
};

/// What came of a request; exactly one for each request.
struct http_result {
  transport_error error = transport_error::none;
  bool request_sent = false; ///< at least one byte of the request left: a write may have been applied
  http_response response;    ///< only if error is none
  std::string detail;        ///< the system's words for the error
};

} // namespace roamsync::wire
