#include "bench/mock_exchange/graph/error.hpp"

#include "bench/mock_exchange/base/json_text.hpp"

namespace mock_exchange {

response graph_error(const call& c, unsigned status, std::string_view code, std::string_view message,
                     world& w) {
  auto request_id = w.random.guid();
  auto asked_id = c.in.header("client-request-id");
  std::string body = "{\"error\":{";
  append_text_field(body, "code", code);
  append_text_field(body, "message", message);
  append_raw_field(body, "innerError", "{");
  append_text_field(body, "date", iso_date(w.wall(c.now)).substr(0, 19));
  append_text_field(body, "request-id", request_id);
  append_text_field(body, "client-request-id", asked_id.empty() ? std::string_view{request_id} : asked_id);
  body += "}}}";
  return json_answer(status, std::move(body)).with("request-id", request_id);
}

} // namespace mock_exchange
