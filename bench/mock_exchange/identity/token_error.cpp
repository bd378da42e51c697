#include "bench/mock_exchange/identity/token_error.hpp"

#include "bench/mock_exchange/base/json_text.hpp"

namespace mock_exchange {

response token_error_answer(const token_error& why, world& w, wall_time wall) {
  auto trace = w.random.guid();
  auto correlation = w.random.guid();
  auto time = identity_date(wall);
  auto code = std::to_string(why.code);
  std::string body = "{";
  append_text_field(body, "error", why.error);
  append_text_field(body, "error_description",
                    "AADSTS" + code + ": " + std::string(why.text) + " Trace ID: " + trace
                        + " Correlation ID: " + correlation + " Timestamp: " + time);
  append_raw_field(body, "error_codes", "[" + code + "]");
  append_text_field(body, "timestamp", time);
  append_text_field(body, "trace_id", trace);
  append_text_field(body, "correlation_id", correlation);
  append_text_field(body, "error_uri", "https://login.microsoftonline.com/error?code=" + code);
  if (!why.suberror.empty())
    append_text_field(body, "suberror", why.suberror);
  if (why.claims)
    append_text_field(body, "claims",
                      "{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":[\"" + w.random.guid()
                          + "\"]}}}");
  body += '}';
  return json_answer(why.status, std::move(body)).with("Cache-Control", "no-store, no-cache");
}

} // namespace mock_exchange
