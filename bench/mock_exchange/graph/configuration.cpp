#include "bench/mock_exchange/graph/configuration.hpp"

#include "bench/mock_exchange/graph/error.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace mock_exchange {

namespace json = boost::json;

namespace {

constexpr std::string_view options_name = "OWA.UserOptions";

response missing(world& w, call& c) {
  return graph_error(c, 404, "ErrorItemNotFound", "The specified object was not found in the store.", w);
}

/// The body's structuredData, if there is any.
std::optional<json::object> posted(const call& c) {
  json::error_code broken;
  auto parsed = json::parse(json::string_view(c.in.body.data(), c.in.body.size()), broken);
  auto* object = broken ? nullptr : parsed.if_object();
  auto* data = object ? object->if_contains("structuredData") : nullptr;
  if (!data || !data->is_array())
    return std::nullopt;
  return json::object{{"id", options_name}, {"structuredData", *data}};
}

response store(world& w, call& c, unsigned status) {
  auto made = posted(c);
  if (!made)
    return graph_error(c, 400, "BadRequest", "structuredData is missing.", w);
  c.box->user_options = std::move(*made);
  return json_answer(status, json::serialize(*c.box->user_options));
}

} // namespace

response answer_configuration(world& w, call& c) {
  std::size_t i = c.at(1) == "me" ? 3 : 4; // behind mailFolders
  auto folder = c.at(i);
  if (c.at(0) != "beta" || (folder != "root" && folder != "msgfolderroot")
      || c.at(i + 1) != "userConfigurations")
    return graph_error(c, 400, "BadRequest", "Resource not found for the segment.", w);
  if (!c.box)
    return graph_error(c, 404, "MailboxNotEnabledForRESTAPI", "There is no mailbox.", w);
  auto& held = c.box->user_options;
  auto name = c.at(i + 2);
  if (name.empty() && c.in.method == "POST")
    return store(w, c, 201);
  if (name.empty())
    return json_answer(200, json::serialize(json::object{
                                {"value", held ? json::array{json::value(*held)} : json::array{}}}));
  if (name != options_name || !held)
    return missing(w, c);
  if (c.in.method == "PATCH")
    return store(w, c, 200);
  if (c.in.method == "DELETE") {
    held.reset();
    return {.status = 204, .headers = {}, .body = {}};
  }
  return json_answer(200, json::serialize(*held));
}

} // namespace mock_exchange
