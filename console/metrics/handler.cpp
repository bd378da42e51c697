#include "console/metrics/handler.hpp"

#include <boost/json.hpp>

namespace roamsync::console {

namespace {

namespace json = boost::json;

constexpr std::string_view json_type = "application/json";

http_answer health_answer(const health_reasons& reasons) {
  const json::object body{{"status", reasons.empty() ? "ok" : "unhealthy"},
                          {"reasons", json::array(reasons.begin(), reasons.end())}};
  return {reasons.empty() ? 200 : 503, std::string{json_type}, json::serialize(body) + '\n'};
}

http_answer refusal(int status, std::string_view why) {
  return {status, std::string{json_type}, json::serialize(json::object{{"error", why}}) + '\n'};
}

} // namespace

http_answer handle(std::string_view method, std::string_view target, const answer_source& from) {
  const auto path = target.substr(0, target.find('?'));
  if (path != "/metrics" && path != "/healthz")
    return refusal(404, "Not found. There are /metrics and /healthz.");
  if (method != "GET" && method != "HEAD")
    return refusal(405, "Only GET and HEAD are allowed.");
  auto answer = path == "/metrics" ? http_answer{200, "text/plain; version=0.0.4; charset=utf-8",
                                                 metrics_text(from.metrics())}
                                   : health_answer(from.health());
  if (method == "HEAD")
    answer.body.clear();
  return answer;
}

} // namespace roamsync::console
