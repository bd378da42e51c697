#include "protocols/wire/graph/answer_parts.hpp"

#include "protocols/wire/graph/answers.hpp"
#include "protocols/wire/http/json.hpp"
#include "protocols/wire/http/outcome.hpp"
#include "protocols/wire/http/text.hpp"

namespace roamsync::wire {

namespace json = boost::json;

call_result good_answer(const http_response& x) {
  call_result out;
  out.status = x.status;
  out.request_id = request_id_of(x);
  return out;
}

error_text read_error(const http_response& x) {
  const auto body = read_json(x.body, graph_answer_bytes_max);
  const auto* object = body ? body->if_object() : nullptr;
  const auto* error = object ? find_object(*object, "error") : nullptr;
  error_text out;
  if (!error)
    return out;
  out.code = one_line(text_of(*error, "code"), 100);
  out.message = one_line(text_of(*error, "message"));
  if (const auto* inner = find_object(*error, "innerError"))
    out.request_id = one_line(text_of(*inner, "request-id"), 64);
  return out;
}

call_result broken_answer(const http_response& x, std::string_view why) {
  auto out = good_answer(x);
  out.what = verdict::transient;
  out.why = cause::group_unreadable;
  out.detail = "status " + std::to_string(x.status) + ", " + std::string(why);
  return out;
}

std::optional<call_result> failure_of(const http_result& x, cause when_missing, utc_time now) {
  if (auto lost = transport_failure(x, false))
    return lost;
  if (x.response.status < 200 || x.response.status >= 300)
    return classify_graph_failure(x.response, when_missing, now);
  return std::nullopt;
}

http_response item_response(const json::object& item) {
  http_response out;
  auto status = number_of(item, "status").value_or(0);
  out.status = status >= 100 && status <= 599 ? static_cast<int>(status) : 0;
  if (const auto* headers = find_object(item, "headers"))
    for (const auto& header : *headers)
      if (header.value().is_string() && out.fields.size() < 64)
        out.fields.emplace_back(std::string(header.key().data(), header.key().size()),
                                text_of(*headers, {header.key().data(), header.key().size()}));
  const bool good = out.status >= 200 && out.status < 300;
  if (const auto* body = good ? nullptr : find_member(item, "body"))
    out.body = json::serialize(*body);
  return out;
}

const json::array* batch_items(const std::optional<json::value>& body) {
  const auto* object = body ? body->if_object() : nullptr;
  return object ? find_array(*object, "responses") : nullptr;
}

} // namespace roamsync::wire
