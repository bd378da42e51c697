#pragma once

#include "engine/base/result.hpp"
#include "protocols/wire/http/message.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace roamsync::wire {

/// Longest URL that is followed, in bytes; sign-in redirects stay far below.
constexpr std::size_t url_bytes_max = 16 * 1024;

/// An absolute http or https URL without user info and fragment.
struct url {
  std::string scheme; ///< "http" or "https", lower case
  std::string host;   ///< lower case; an IPv6 address without brackets
  std::uint16_t port = 0;
  std::string target; ///< "/path?query", percent-encoded

  friend bool operator==(const url&, const url&) = default;
};

/// Reads an absolute URL. Bytes that a URL may not hold are percent-encoded first, as browsers do.
[[nodiscard]] result<url> parse_url(std::string_view text);

/// Reads a Location or a form's action: absolute, or relative to `base` (RFC 3986 5). An empty reference is
/// an error: on the sign-in pages it means "no next step" (wire.md 1.2.4), never "the same page again".
[[nodiscard]] result<url> resolve(const url& base, std::string_view reference);

[[nodiscard]] url url_of(const http_request& request);
[[nodiscard]] url url_of(const endpoint& to, std::string_view path_and_query);

/// The URL as text; the port is left out where it is the scheme's own.
[[nodiscard]] std::string to_string(const url& x);

/// The part of the target before the '?', and after it.
[[nodiscard]] std::string_view path_of(const url& x) noexcept;
[[nodiscard]] std::string_view query_of(const url& x) noexcept;

/// True if scheme, host and port are the endpoint's. The path prefix does not count.
[[nodiscard]] bool is_at(const url& x, const endpoint& place) noexcept;

/// Which of the tenant's three services the URL belongs to. Nothing else is ever followed, so that neither a
/// password nor a session can be carried to a host that the configuration does not name.
[[nodiscard]] std::optional<endpoint> endpoint_of(const url& x, const cloud& services);
[[nodiscard]] bool same_cloud(const url& x, const cloud& services) noexcept;

/// A request without fields and body; `path_and_query` begins with '/' and gets the endpoint's prefix.
[[nodiscard]] http_request make_request(std::string method, const endpoint& to,
                                        std::string_view path_and_query);

} // namespace roamsync::wire
