#include "protocols/net/server/response_text.hpp"

#include "protocols/net/http/fields.hpp"

#include <boost/beast/http/status.hpp>

#include <algorithm>

namespace roamsync::net {

namespace {

bool is_sound(const wire::http_response& x) {
  auto is_sound_field = [](const auto& field) {
    return is_token(field.first) && is_field_value(field.second)
           && !boost::beast::iequals(field.first, "Content-Length")
           && !boost::beast::iequals(field.first, "Connection")
           && !boost::beast::iequals(field.first, "Transfer-Encoding");
  };
  return x.status >= 200 && x.status <= 599 && std::all_of(x.fields.begin(), x.fields.end(), is_sound_field);
}

} // namespace

std::string response_text(const wire::http_response& response, response_framing framing) {
  if (!is_sound(response))
    return refusal_text(500);
  namespace http = boost::beast::http;
  auto reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status)));
  auto text = "HTTP/1.1 " + std::to_string(response.status) + " " + std::string{reason} + "\r\n";
  for (const auto& [name, value] : response.fields)
    text.append(name).append(": ").append(value).append("\r\n");
  auto may_have_body = response.status != 204 && response.status != 304;
  if (may_have_body)
    text.append("Content-Length: ").append(std::to_string(response.body.size())).append("\r\n");
  if (!framing.keep_alive)
    text.append("Connection: close\r\n");
  text.append("\r\n");
  if (may_have_body && !framing.without_body)
    text.append(response.body);
  return text;
}

std::string refusal_text(int status) {
  wire::http_response x;
  x.status = status;
  x.fields = {{"Content-Type", "text/plain; charset=utf-8"}};
  x.body = std::to_string(status) + "\n";
  return response_text(x, {.keep_alive = false});
}

} // namespace roamsync::net
