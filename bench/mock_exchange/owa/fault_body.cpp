#include "bench/mock_exchange/owa/fault_body.hpp"

#include "bench/mock_exchange/base/json_text.hpp"

namespace mock_exchange {

response owa_fault(unsigned status, std::string_view exception, std::string_view message) {
  std::string body = "{\"Body\":{";
  append_text_field(body, "FaultMessage", message);
  append_raw_field(body, "ErrorCode", std::to_string(status));
  append_raw_field(body, "StackTrace", "null");
  append_raw_field(body, "IsTransient", "false");
  append_text_field(body, "ExceptionName", exception);
  body += "}}";
  return json_answer(status, std::move(body))
      .with("X-OWA-Error", "Microsoft.Exchange.Clients.Owa2.Server.Core." + std::string(exception));
}

response ows_error(unsigned status, std::string_view code, std::string_view message) {
  std::string body = "{\"error\":{";
  append_text_field(body, "code", code);
  append_text_field(body, "message", message);
  body += "}}";
  return json_answer(status, std::move(body));
}

} // namespace mock_exchange
