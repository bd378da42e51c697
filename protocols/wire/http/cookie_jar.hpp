#pragma once

#include "engine/base/secret.hpp"
#include "engine/base/time.hpp"
#include "protocols/wire/http/url.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::wire {

/// Bounds of a jar. The sign-in host alone sets about ten cookies, some of several KB.
constexpr std::size_t cookies_max = 128;
constexpr std::size_t cookie_bytes_max = 8 * 1024; ///< name and value of one cookie
constexpr std::size_t cookie_jar_bytes_max = 128 * 1024;

/// The cookies of one sign-in: the part of RFC 6265 that the services use (Domain, Path, Secure, Expires,
/// Max-Age). Values are secrets. A cookie above a bound is dropped; where the jar is full, the oldest goes.
/// Not thread-safe; copies are independent.
class cookie_jar {
public:
  /// Takes the Set-Cookie fields of an answer to a request to `from`.
  void absorb(const url& from, const http_fields& fields, utc_time now);

  /// The value of the Cookie header for a request to `to`; empty if no cookie belongs to it.
  [[nodiscard]] secret header_for(const url& to, utc_time now) const;

  /// The value of the cookie of that name that a request to `to` would carry.
  [[nodiscard]] std::optional<secret> value_of(std::string_view name, const url& to, utc_time now) const;

  /// Drops all cookies that a request to `place` would never carry.
  void keep_only(const endpoint& place);

  [[nodiscard]] bool empty() const noexcept { return cookies_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return cookies_.size(); }

private:
  struct cookie {
    std::string name;
    secret value;
    std::string domain; ///< lower case, without a dot in front
    std::string path;
    bool host_only = true;
    bool secure = false;
    std::optional<utc_time> expires; ///< absent: lives as long as the jar

    [[nodiscard]] bool same_place(const cookie& other) const noexcept;
    [[nodiscard]] bool domain_fits(std::string_view host) const noexcept;
    [[nodiscard]] bool fits(const url& to, utc_time now) const noexcept;
  };

  static std::optional<cookie> parse(std::string_view line, const url& from, utc_time now);
  static void take_attribute(cookie& x, std::string_view attribute, utc_time now, bool& max_age_seen);
  void put(cookie x, utc_time now);

  std::vector<cookie> cookies_; ///< oldest first
};

} // namespace roamsync::wire
