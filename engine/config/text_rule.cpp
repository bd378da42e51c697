#include "engine/config/text_rule.hpp"

#include "engine/base/address.hpp"
#include "engine/base/time_of_day.hpp"
#include "engine/base/unicode.hpp"

#include <algorithm>
#include <charconv>

namespace roamsync {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_letter(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z');
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_visible(char c) {
  return static_cast<unsigned char>(c) > 0x20 && c != 0x7f;
}

template <class Predicate>
bool all_of(std::string_view x, Predicate fits) {
  return std::all_of(x.begin(), x.end(), fits);
}

/// Could steer a terminal, a log or what is shown beside it.
bool is_steering(char32_t x) {
  return x < 0x20 || (x >= 0x7f && x <= 0x9f) || x == 0x2028 || x == 0x2029 || (x >= 0x202a && x <= 0x202e)
         || (x >= 0x2066 && x <= 0x2069);
}

bool fits_line(std::string_view x) {
  if (!is_utf8(x))
    return false;
  while (!x.empty())
    if (is_steering(take_code_point(x)))
      return false;
  return true;
}

bool fits_guid(std::string_view x) {
  if (x.size() != 36)
    return false;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? x[i] != '-' : !is_hex(x[i]))
      return false;
  }
  return true;
}

bool fits_host(std::string_view x) {
  if (x.empty() || x.size() > 253 || x.front() == '.' || x.front() == '-' || x.back() == '.'
      || x.back() == '-')
    return false;
  return x.find("..") == x.npos
         && all_of(x, [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.'; });
}

bool fits_domain(std::string_view x) {
  return fits_host(x) && x.find('.') != x.npos;
}

bool fits_short_name(std::string_view x) {
  const auto inner = [](char c) { return is_lower(c) || is_digit(c) || c == '-' || c == '.' || c == '_'; };
  return !x.empty() && (is_lower(x[0]) || is_digit(x[0])) && all_of(x, inner);
}

bool fits_folder_name(std::string_view x) {
  return !x.empty() && x[0] != '.' && fits_line(x) && x.find_first_of("/\\") == x.npos;
}

bool fits_ipv4(std::string_view x) {
  int parts = 0;
  while (true) {
    const auto dot = x.find('.');
    const auto part = x.substr(0, dot);
    unsigned value = 256;
    const auto end = part.data() + part.size();
    if (part.size() > 3 || std::from_chars(part.data(), end, value).ptr != end || value > 255)
      return false;
    ++parts;
    if (dot == x.npos)
      return parts == 4;
    x.remove_prefix(dot + 1);
  }
}

/// Groups of hex digits; one "::" stands for the missing ones.
bool fits_ipv6(std::string_view x) {
  const auto gap = x.find("::");
  if (gap != x.npos && x.find("::", gap + 1) != x.npos)
    return false;
  int groups = 0;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] == ':') {
      if (digits == 0 && i != gap && i != gap + 1)
        return false;
      digits = 0;
    } else if (!is_hex(x[i]) || ++digits > 4) {
      return false;
    } else if (digits == 1) {
      ++groups;
    }
  }
  const bool open_end = !x.empty() && x.back() == ':' && gap != x.size() - 2;
  return !open_end && (gap == x.npos ? groups == 8 : groups < 8);
}

bool fits_ip(std::string_view x) {
  return fits_ipv4(x) || fits_ipv6(x);
}

bool fits_variable(std::string_view x) {
  const auto inner = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
  return !x.empty() && !is_digit(x[0]) && all_of(x, inner);
}

bool fits_path(std::string_view x) {
  return x.size() > 1 && x[0] == '/' && x.back() != '/' && all_of(x, is_visible)
         && x.find_first_of("?#\\\"<>") == x.npos && x.find("//") == x.npos && x.find("..") == x.npos;
}

bool fits_proxy(std::string_view x) {
  const auto parsed = parse_endpoint(x);
  return parsed && parsed->scheme == "http" && parsed->path_prefix.empty();
}

/// Splits "HOST[:PORT]" or "[IPV6][:PORT]".
status read_authority(std::string_view x, endpoint& into) {
  std::string_view port;
  if (x.starts_with('[')) {
    const auto close = x.find(']');
    if (close == x.npos || !fits_ipv6(x.substr(1, close - 1)))
      return error{"the address in brackets is not an IPv6 address"};
    into.host = x.substr(1, close - 1);
    port = x.substr(close + 1);
  } else {
    const auto colon = x.find(':');
    into.host = x.substr(0, colon);
    port = colon == x.npos ? std::string_view{} : x.substr(colon);
    if (!fits_host(into.host))
      return error{"the host is not a name or an address"};
  }
  if (port.empty())
    return success();
  const auto* const end = port.data() + port.size();
  const auto read = std::from_chars(port.data() + 1, end, into.port);
  if (port[0] != ':' || read.ec != std::errc{} || read.ptr != end || into.port == 0)
    return error{"the port is not a number from 1 to 65535"};
  return success();
}

} // namespace

const text_rule any_line{fits_line, "one line", true};
const text_rule time_of_day{[](std::string_view x) { return parse_time_of_day(x).has_value(); },
                            "a time \"HH:MM\" from 00:00 to 23:59 (UTC)"};
const text_rule guid{fits_guid, "a GUID (8-4-4-4-12 hexadecimal digits)"};
const text_rule guid_or_domain{[](std::string_view x) { return fits_guid(x) || fits_domain(x); },
                               "a GUID or a domain name"};
const text_rule mail_address{[](std::string_view x) { return normal_address(x).has_value(); },
                             "an address NAME@DOMAIN of at most 254 ASCII characters"};
const text_rule short_name{fits_short_name, "a name of a-z 0-9 - . _, first a letter or digit,", true};
const text_rule folder_name{fits_folder_name, "the name of a folder, without / and not starting with a dot,",
                            true};
const text_rule ip_address{fits_ip, "an IPv4 or IPv6 address"};
const text_rule variable_name{fits_variable, "the name of an environment variable"};
const text_rule absolute_path{fits_path, "a path \"/...\" without a slash at the end"};
const text_rule proxy_address{fits_proxy, "\"http://HOST:PORT\" without user and password"};

result<endpoint> parse_endpoint(std::string_view url) {
  endpoint parsed;
  const auto colon = url.find("://");
  parsed.scheme = url.substr(0, colon);
  if (colon == url.npos || (parsed.scheme != "https" && parsed.scheme != "http"))
    return error{"the address does not begin with https:// or http://"};
  parsed.port = parsed.scheme == "https" ? 443 : 80;
  url.remove_prefix(colon + 3);
  const auto slash = url.find('/');
  if (url.substr(0, slash).find('@') != url.npos)
    return error{"a user or password does not belong into the address"};
  if (auto read = read_authority(url.substr(0, slash), parsed); !read)
    return read.failure();
  auto path = slash == url.npos ? std::string_view{} : url.substr(slash);
  while (path.ends_with('/'))
    path.remove_suffix(1);
  if (!path.empty() && !fits_path(path))
    return error{"the path holds characters that do not belong there"};
  parsed.path_prefix = path;
  return parsed;
}

std::string to_string(const endpoint& x) {
  const bool ipv6 = x.host.find(':') != std::string::npos;
  const bool own_port = x.port == (x.scheme == "https" ? 443 : 80);
  return x.scheme + "://" + (ipv6 ? "[" + x.host + "]" : x.host)
         + (own_port ? std::string{} : ":" + std::to_string(x.port)) + x.path_prefix;
}

} // namespace roamsync
