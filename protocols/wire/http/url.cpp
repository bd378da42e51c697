#include "protocols/wire/http/url.hpp"

#include "engine/base/ascii.hpp"
#include "protocols/wire/http/percent.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

#include <charconv>

namespace roamsync::wire {

namespace {

/// All that RFC 3986 allows in a URL besides letters, digits and `-._~`; brackets only in the host.
constexpr std::string_view url_characters = ":/?#@!$&'()*+,;=%";

std::uint16_t default_port(std::string_view scheme) noexcept {
  return scheme == "https" ? 443 : 80;
}

result<url> from_parsed(const boost::urls::url_view& parsed) {
  url out;
  out.scheme = ascii_lower({parsed.scheme().data(), parsed.scheme().size()});
  if (out.scheme != "http" && out.scheme != "https")
    return error{"The address is not an http or https URL."};
  out.host = ascii_lower(std::string_view(parsed.host()));
  if (out.host.starts_with('[') && out.host.ends_with(']')) // endpoint::host has no brackets
    out.host = out.host.substr(1, out.host.size() - 2);
  if (out.host.empty() || parsed.has_userinfo())
    return error{"The URL names no host, or names a user; neither is followed."};
  auto port = parsed.has_port() ? std::string_view(parsed.port()) : std::string_view{};
  if (port.empty())
    out.port = default_port(out.scheme);
  else if (port.size() > 5
           || std::from_chars(port.data(), port.data() + port.size(), out.port).ec != std::errc{}
           || out.port == 0)
    return error{"The URL names a port outside 1 to 65535."};
  auto path = parsed.encoded_path();
  // Boost.URL takes "host:path" for an empty port and a path without a slash.
  if (!path.empty() && path.front() != '/')
    return error{"The URL has no slash between host and path."};
  out.target = path.empty() ? "/" : std::string(path.data(), path.size());
  if (parsed.has_query()) {
    auto query = parsed.encoded_query();
    out.target += '?';
    out.target.append(query.data(), query.size());
  }
  return out;
}

/// A stray '%' and every byte outside the URL alphabet are encoded; the rest stays.
std::string tidy(std::string_view text) {
  auto slashes = text.substr(0, text.find_first_of("?#")).find("//");
  auto host_end = slashes == std::string_view::npos ? 0 : text.find_first_of("/?#", slashes + 2);
  std::string out = percent_encode(text.substr(0, host_end), std::string(url_characters) + "[]");
  if (host_end != std::string_view::npos)
    out += percent_encode(text.substr(host_end), url_characters);
  for (std::size_t i = out.find('%'); i != std::string::npos; i = out.find('%', i + 1))
    if (percent_decode(std::string_view(out).substr(i, 3)).size() != 1)
      out.replace(i, 1, "%25");
  return out;
}

} // namespace

result<url> parse_url(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > url_bytes_max)
    return error{"The URL is empty or longer than 16 KiB."};
  std::string tidied = tidy(text);
  auto parsed = boost::urls::parse_uri_reference(tidied);
  if (!parsed || !parsed->has_scheme() || !parsed->has_authority())
    return error{"The text is not an absolute URL."};
  return from_parsed(*parsed);
}

result<url> resolve(const url& base, std::string_view reference) {
  reference = trim(reference);
  if (reference.empty())
    return error{"The answer names no next address."};
  if (reference.size() > url_bytes_max)
    return error{"The next address is longer than 16 KiB."};
  std::string tidied = tidy(reference);
  auto parsed = boost::urls::parse_uri_reference(tidied);
  if (!parsed)
    return error{"The next address is not a URL."};
  std::string from_text = to_string(base);
  auto from = boost::urls::parse_uri(from_text);
  if (!from)
    return error{"The address of the page is not a URL."};
  boost::urls::url out;
  if (!boost::urls::resolve(*from, *parsed, out))
    return error{"The next address does not fit to the page."};
  return from_parsed(out);
}

url url_of(const http_request& request) {
  return {ascii_lower(request.to.scheme), ascii_lower(request.to.host), request.to.port, request.target};
}

url url_of(const endpoint& to, std::string_view path_and_query) {
  return {ascii_lower(to.scheme), ascii_lower(to.host), to.port,
          to.path_prefix + std::string(path_and_query)};
}

std::string to_string(const url& x) {
  bool address_6 = x.host.find(':') != std::string::npos;
  std::string out = x.scheme + "://" + (address_6 ? "[" + x.host + "]" : x.host);
  if (x.port != default_port(x.scheme))
    out += ":" + std::to_string(x.port);
  return out + x.target;
}

std::string_view path_of(const url& x) noexcept {
  return std::string_view(x.target).substr(0, x.target.find('?'));
}

std::string_view query_of(const url& x) noexcept {
  auto mark = x.target.find('?');
  return mark == std::string::npos ? std::string_view{} : std::string_view(x.target).substr(mark + 1);
}

bool is_at(const url& x, const endpoint& place) noexcept {
  return same_text(x.scheme, place.scheme) && same_text(x.host, place.host) && x.port == place.port;
}

std::optional<endpoint> endpoint_of(const url& x, const cloud& services) {
  const endpoint* found = nullptr;
  bool found_below = false;
  for (const auto* place : {&services.identity, &services.outlook, &services.graph}) {
    if (!is_at(x, *place))
      continue;
    // Where services share one host, the longest prefix that fits decides.
    bool below = path_of(x).starts_with(place->path_prefix);
    bool longer = found && place->path_prefix.size() > found->path_prefix.size();
    if (!found || (below && (!found_below || longer))) {
      found = place;
      found_below = below;
    }
  }
  return found ? std::optional{*found} : std::nullopt;
}

bool same_cloud(const url& x, const cloud& services) noexcept {
  return is_at(x, services.identity) || is_at(x, services.outlook) || is_at(x, services.graph);
}

http_request make_request(std::string method, const endpoint& to, std::string_view path_and_query) {
  http_request out;
  out.method = std::move(method);
  out.to = to;
  out.target = to.path_prefix + std::string(path_and_query);
  return out;
}

} // namespace roamsync::wire
