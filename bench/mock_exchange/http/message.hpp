#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mock_exchange {

/// Header fields in the order in which they came; names are compared without case.
using header_list = std::vector<std::pair<std::string, std::string>>;

/// One request as it came from the wire.
struct request {
  std::string method;
  std::string target; ///< Path and query, still encoded.
  header_list headers;
  std::string body;    ///< Chunks already joined.
  std::string peer;    ///< Address of the client, for egress limits.
  bool secure = false; ///< Came over TLS.
  bool keep_alive = true;

  /// The first field of that name, empty if there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;

  /// The value of a cookie, empty if it was not sent.
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

/// One answer. Content-Length, Connection and Date are added when it is written.
struct response {
  unsigned status = 200;
  header_list headers;
  std::string body;
  bool close = false; ///< End the connection behind this answer.

  /// Adds a header field.
  response& with(std::string_view name, std::string_view value) &;
  response&& with(std::string_view name, std::string_view value) &&;

  /// The first field of that name, empty if there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// A JSON answer.
response json_answer(unsigned status, std::string body);

/// An HTML page.
response html_answer(unsigned status, std::string body);

/// A 302 to `location` with a small HTML body.
response redirect_answer(std::string_view location);

/// The whole answer as bytes. `date` is the value of the Date header; HEAD gets no body.
void append_response(std::string& out, const response& answer, std::string_view date, bool keep_alive,
                     bool head);

} // namespace mock_exchange
