#include "bench/mock_exchange/graph/batch.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/graph/error.hpp"
#include "bench/mock_exchange/graph/graph.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <unordered_map>

namespace mock_exchange {

namespace json = boost::json;

namespace {

constexpr std::size_t items_max = 20;

std::string text_at(const json::object& from, std::string_view name) {
  const auto* held = from.if_contains(name);
  const auto* text = held ? held->if_string() : nullptr;
  return text ? std::string(text->data(), text->size()) : std::string{};
}

/// One item as a request of its own.
request as_request(const call& c, const json::object& item) {
  request out{.method = text_at(item, "method"),
              .target = {},
              .headers = {},
              .body = {},
              .peer = c.in.peer,
              .secure = c.in.secure};
  auto mark = c.in.target.rfind("/$batch");
  auto url = text_at(item, "url");
  out.target = c.in.target.substr(0, mark) + (url.starts_with('/') ? "" : "/") + url;
  out.headers.emplace_back("Host", std::string(c.in.header("host")));
  if (const auto* headers = item.if_contains("headers"); headers && headers->is_object())
    for (const auto& field : headers->get_object())
      if (field.value().is_string())
        out.headers.emplace_back(
            std::string(field.key().data(), field.key().size()),
            std::string(field.value().get_string().data(), field.value().get_string().size()));
  if (const auto* body = item.if_contains("body"))
    out.body = json::serialize(*body);
  return out;
}

response answer_item(world& w, call& c, const json::object& item) {
  auto in = as_request(c, item);
  call inner{.in = in,
             .url = parse_target(in.target),
             .base = c.base,
             .prefixed = c.prefixed,
             .host = service::graph,
             .now = c.now,
             .home = c.home,
             .user = c.user,
             .upn = c.upn,
             .client_id = c.client_id};
  if (inner.url.broken || inner.url.segments.size() < inner.base + 2 || inner.at(1) == "$batch")
    return graph_error(c, 400, "BadRequest", "Invalid batch item.", w);
  classify_graph(w, inner);
  auto refused = judge_graph_cost(w, inner);
  if (refused && !c.entry.breach)
    c.entry.breach = inner.entry.breach;
  return refused ? std::move(*refused) : answer_graph(w, inner);
}

void append_item(std::string& out, std::string_view id, const response& answer) {
  out += out.back() == '[' ? "{" : ",{";
  append_text_field(out, "id", id);
  append_raw_field(out, "status", std::to_string(answer.status));
  append_raw_field(out, "headers", "{");
  for (const auto& [name, value] : answer.headers)
    append_text_field(out, name, value);
  out += '}';
  if (answer.header("content-type").starts_with("image/"))
    append_text_field(out, "body", base64(answer.body)); // bytes have no other place in JSON
  else
    append_raw_field(out, "body", answer.body.empty() ? "null" : answer.body);
  out += '}';
}

/// Every dependency has been answered with success.
bool dependencies_met(const json::object& item, const std::unordered_map<std::string, unsigned>& done) {
  const auto* needs = item.if_contains("dependsOn");
  const auto* ids = needs ? needs->if_array() : nullptr;
  if (!ids)
    return true;
  for (const auto& id : *ids) {
    auto hit = done.find(id.is_string() ? std::string(id.get_string().data(), id.get_string().size()) : "");
    if (hit == done.end() || hit->second >= 400)
      return false;
  }
  return true;
}

} // namespace

response answer_batch(world& w, call& c) {
  json::error_code broken;
  auto parsed = json::parse(json::string_view(c.in.body.data(), c.in.body.size()), broken);
  const auto* object = broken ? nullptr : parsed.if_object();
  const auto* requests = object ? object->if_contains("requests") : nullptr;
  const auto* items = requests ? requests->if_array() : nullptr;
  if (c.in.method != "POST" || !items || items->empty() || items->size() > items_max)
    return graph_error(c, 400, "BadRequest", "A batch holds 1 to 20 requests.", w);
  std::unordered_map<std::string, unsigned> done;
  std::string body = "{\"responses\":[";
  for (const auto& each : *items) {
    const auto* item = each.if_object();
    auto id = item ? text_at(*item, "id") : std::string{};
    if (id.empty() || done.contains(id))
      return graph_error(c, 400, "BadRequest", "Each request of a batch needs an id of its own.", w);
    auto answer =
        dependencies_met(*item, done)
            ? answer_item(w, c, *item)
            : graph_error(c, 424, "FailedDependency", "A request that this one depends on failed.", w);
    done.emplace(id, answer.status);
    append_item(body, id, answer);
  }
  return json_answer(200, body + "]}");
}

} // namespace mock_exchange
