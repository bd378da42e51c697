#include "protocols/net/http/request_text.hpp"

#include "protocols/net/http/fields.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <array>

namespace roamsync::net {

namespace {

/// Visible ASCII only: what else could end the word that it is part of?
bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

/// A name or an address; nothing that could end the authority it is put into.
bool is_host(std::string_view text) {
  auto is_host_char = [](unsigned char c) {
    constexpr std::string_view others = "-._:[]";
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
           || others.find(static_cast<char>(c)) != others.npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_host_char);
}

bool is_ours(std::string_view name) {
  static constexpr std::array<std::string_view, 8> ours{
      "host",    "content-length", "connection", "transfer-encoding",
      "upgrade", "keep-alive",     "te",         "proxy-authorization"};
  auto same = [&](std::string_view x) { return boost::beast::iequals(x, name); };
  return std::any_of(ours.begin(), ours.end(), same);
}

status check(const wire::http_request& request) {
  if (!is_token(request.method))
    return error{"The request's method is not a word of HTTP."};
  if (request.to.scheme != "https" && request.to.scheme != "http")
    return error{"The scheme is '" + request.to.scheme + "'; allowed are https and http."};
  if (!is_host(request.to.host) || request.to.port == 0)
    return error{
        "The request needs a host name (international ones in their xn-- form) or an address, and a port "
        "other than 0."};
  if (!is_word(request.target) || request.target.front() != '/')
    return error{
        "The request's target must begin with '/' and hold visible ASCII only; percent-encode the rest."};
  for (const auto& [name, value] : request.fields) {
    if (!is_token(name) || !is_field_value(value))
      return error{"The field '" + (is_token(name) ? name : std::string{"?"})
                   + "' holds a character that is not allowed in a header."};
    if (is_ours(name))
      return error{"The field '" + name + "' is set by the client itself; leave it out."};
  }
  return success();
}

void append_field(std::string& to, std::string_view name, std::string_view value) {
  to.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

result<std::string> request_text(const wire::http_request& request, bool by_proxy) {
  if (auto ok = check(request); !ok)
    return ok.failure();
  auto is_default_port = request.to.port == (request.to.scheme == "https" ? 443 : 80);
  auto host = authority(request.to.host, is_default_port ? std::uint16_t{0} : request.to.port);
  std::string text;
  auto size = request.method.size() + request.target.size() + host.size() + request.body.size() + 256;
  for (const auto& [name, value] : request.fields)
    size += name.size() + value.size() + 4;
  text.reserve(size);
  text.append(request.method).append(" ");
  if (by_proxy)
    text.append("http://").append(host);
  text.append(request.target).append(" HTTP/1.1\r\n");
  append_field(text, "Host", host);
  for (const auto& [name, value] : request.fields)
    append_field(text, name, value);
  // Without it a server would have to refuse such a method with 411.
  auto wants_length = request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
  if (wants_length || !request.body.empty())
    append_field(text, "Content-Length", std::to_string(request.body.size()));
  return text.append("\r\n").append(request.body);
}

std::string connect_text(const std::string& host, std::uint16_t port) {
  auto target = authority(host, port);
  auto text = "CONNECT " + target + " HTTP/1.1\r\n";
  append_field(text, "Host", target);
  return text.append("\r\n");
}

bool is_idempotent(std::string_view method) noexcept {
  static constexpr std::array<std::string_view, 6> all{"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"};
  return std::find(all.begin(), all.end(), method) != all.end();
}

std::string authority(std::string_view host, std::uint16_t port) {
  host = bare_host(host);
  auto is_v6 = host.find(':') != host.npos;
  auto text = is_v6 ? "[" + std::string{host} + "]" : std::string{host};
  return port == 0 ? text : text + ":" + std::to_string(port);
}

std::string_view bare_host(std::string_view host) noexcept {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    return host.substr(1, host.size() - 2);
  return host;
}

} // namespace roamsync::net
