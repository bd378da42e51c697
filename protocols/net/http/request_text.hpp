#pragma once

#include "engine/base/result.hpp"
#include "protocols/net/options.hpp"
#include "protocols/wire/http/message.hpp"

#include <string>
#include <string_view>

namespace roamsync::net {

/// The request as bytes of HTTP/1.1, with Host and Content-Length. Fails if a part of it would change the
/// meaning of the whole: a line break, a space in the target, or a field that is ours to set (Host,
/// Content-Length, Connection, Transfer-Encoding and their kin). `by_proxy`: in the absolute-form for a proxy
/// (RFC 9112 3.2.2).
[[nodiscard]] result<std::string> request_text(const wire::http_request& request, bool by_proxy);

/// The CONNECT that asks the proxy for a tunnel (RFC 9110 9.3.6).
[[nodiscard]] std::string connect_text(const std::string& host, std::uint16_t port);

/// GET, HEAD, PUT, DELETE, OPTIONS or TRACE: may be repeated without asking (RFC 9110 9.2.2).
[[nodiscard]] bool is_idempotent(std::string_view method) noexcept;

/// "name:port", "[2001:db8::1]:port"; without the port if it is 0.
[[nodiscard]] std::string authority(std::string_view host, std::uint16_t port);

/// The host without the brackets of an IPv6 address.
[[nodiscard]] std::string_view bare_host(std::string_view host) noexcept;

} // namespace roamsync::net
