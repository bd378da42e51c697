#include "protocols/wire/http/cookie_jar.hpp"

#include "engine/base/ascii.hpp"
#include "protocols/wire/http/date.hpp"

#include <algorithm>
#include <charconv>

namespace roamsync::wire {

namespace {

bool is_address(std::string_view host) noexcept {
  return host.find(':') != std::string_view::npos
         || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// No control character may reach a header line.
bool is_clean(std::string_view text) noexcept {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// The directory of the request's path (RFC 6265 5.1.4).
std::string default_path(std::string_view path) {
  auto slash = path.rfind('/');
  if (slash == std::string_view::npos || slash == 0)
    return "/";
  return std::string(path.substr(0, slash));
}

bool path_fits(std::string_view request, std::string_view cookie) noexcept {
  return request.starts_with(cookie)
         && (request.size() == cookie.size() || cookie.ends_with('/') || request[cookie.size()] == '/');
}

} // namespace

bool cookie_jar::cookie::same_place(const cookie& other) const noexcept {
  return name == other.name && domain == other.domain && path == other.path;
}

bool cookie_jar::cookie::domain_fits(std::string_view host) const noexcept {
  if (host == domain)
    return true;
  return !host_only && !is_address(host) && host.size() > domain.size() && host.ends_with(domain)
         && host[host.size() - domain.size() - 1] == '.';
}

bool cookie_jar::cookie::fits(const url& to, utc_time now) const noexcept {
  return domain_fits(to.host) && path_fits(path_of(to), path) && (!secure || to.scheme == "https")
         && (!expires || *expires > now);
}

void cookie_jar::take_attribute(cookie& x, std::string_view attribute, utc_time now, bool& max_age_seen) {
  auto equals = attribute.find('=');
  auto key = trim(attribute.substr(0, equals));
  auto value = equals == std::string_view::npos ? std::string_view{} : trim(attribute.substr(equals + 1));
  if (same_text(key, "Secure")) {
    x.secure = true;
  } else if (same_text(key, "Path")) {
    if (value.starts_with('/'))
      x.path = value;
  } else if (same_text(key, "Domain")) {
    if (value.starts_with('.'))
      value.remove_prefix(1);
    if (!value.empty()) {
      x.domain = ascii_lower(value);
      x.host_only = false;
    }
  } else if (same_text(key, "Max-Age")) {
    constexpr std::int64_t year = 366LL * 24 * 3600;
    std::int64_t seconds = 0;
    auto [rest, failed] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (rest != value.data() + value.size() || failed == std::errc::invalid_argument)
      return;
    if (failed == std::errc::result_out_of_range)
      seconds = value.starts_with('-') ? 0 : year;
    x.expires = now + std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, year));
    max_age_seen = true;
  } else if (same_text(key, "Expires") && !max_age_seen) {
    if (auto date = parse_http_date(value))
      x.expires = date;
  }
}

std::optional<cookie_jar::cookie> cookie_jar::parse(std::string_view line, const url& from, utc_time now) {
  auto end = line.find(';');
  auto pair = line.substr(0, end);
  auto equals = pair.find('=');
  if (equals == std::string_view::npos || !is_clean(line))
    return std::nullopt;
  cookie out;
  out.name = trim(pair.substr(0, equals));
  auto value = trim(pair.substr(equals + 1));
  if (out.name.empty() || out.name.size() + value.size() > cookie_bytes_max)
    return std::nullopt;
  out.value = secret(std::string(value));
  out.domain = from.host;
  out.path = default_path(path_of(from));
  bool max_age_seen = false;
  while (end != std::string_view::npos) {
    line.remove_prefix(end + 1);
    end = line.find(';');
    take_attribute(out, line.substr(0, end), now, max_age_seen);
  }
  // A host may widen its cookies to its own parent domain, never to a foreign one or to a whole top-level
  // domain.
  bool too_wide = !out.host_only && out.domain != from.host && out.domain.find('.') == std::string::npos;
  if (!out.domain_fits(from.host) || too_wide)
    return std::nullopt;
  return out;
}

void cookie_jar::put(cookie x, utc_time now) {
  std::erase_if(cookies_,
                [&](const cookie& old) { return old.same_place(x) || (old.expires && *old.expires <= now); });
  if (x.expires && *x.expires <= now)
    return;
  cookies_.push_back(std::move(x));
  auto bytes = [this] {
    std::size_t sum = 0;
    for (const auto& c : cookies_)
      sum += c.name.size() + c.value.size() + c.path.size() + c.domain.size();
    return sum;
  };
  while (cookies_.size() > cookies_max || bytes() > cookie_jar_bytes_max)
    cookies_.erase(cookies_.begin());
}

void cookie_jar::absorb(const url& from, const http_fields& fields, utc_time now) {
  for (const auto& [name, value] : fields)
    if (same_text(name, "Set-Cookie"))
      if (auto parsed = parse(value, from, now))
        put(std::move(*parsed), now);
}

secret cookie_jar::header_for(const url& to, utc_time now) const {
  std::vector<const cookie*> fitting;
  for (const auto& c : cookies_)
    if (c.fits(to, now))
      fitting.push_back(&c);
  // RFC 6265 5.4: longer paths first, then older ones.
  std::stable_sort(fitting.begin(), fitting.end(),
                   [](const cookie* a, const cookie* b) { return a->path.size() > b->path.size(); });
  std::string line;
  for (const auto* c : fitting) {
    if (!line.empty())
      line += "; ";
    line += c->name + "=";
    line += c->value.reveal();
  }
  return secret(std::move(line));
}

std::optional<secret> cookie_jar::value_of(std::string_view name, const url& to, utc_time now) const {
  const cookie* best = nullptr;
  for (const auto& c : cookies_)
    if (c.name == name && c.fits(to, now) && (!best || c.path.size() > best->path.size()))
      best = &c;
  if (!best)
    return std::nullopt;
  return best->value;
}

void cookie_jar::keep_only(const endpoint& place) {
  std::string host = ascii_lower(place.host);
  std::erase_if(cookies_, [&](const cookie& c) {
    return !c.domain_fits(host) || (c.secure && !same_text(place.scheme, "https"));
  });
}

} // namespace roamsync::wire
