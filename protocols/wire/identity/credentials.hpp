#pragma once

#include "engine/base/secret.hpp"
#include "protocols/wire/http/cookie_jar.hpp"
#include "protocols/wire/http/message.hpp"

#include <variant>

namespace roamsync::wire {

/// What proves to a service who is asking: the cookies of a browser sign-in, or a bearer token.
/// Copies are independent: a cookie that one copy takes is not seen by another. Not thread-safe.
class credentials {
public:
  explicit credentials(cookie_jar cookies) : proof_(std::move(cookies)) {}
  explicit credentials(secret bearer_token) : proof_(std::move(bearer_token)) {}

  /// Adds Authorization; or Cookie and X-OWA-CANARY: the value of the canary cookie, or the literal that OWA
  /// sends without one (wire.md 2.2).
  void authorize(http_request& request, utc_time now) const;

  /// Takes the cookies of an answer from `from`: a fresh canary comes with a 449 (wire.md 2.1). A token
  /// ignores them. Returns true if a cookie was taken.
  bool absorb(const endpoint& from, const http_response& response, utc_time now);

private:
  std::variant<cookie_jar, secret> proof_;
};

/// True if the service announces that the session will soon time out (X-OWA-STO, wire.md 2.3).
[[nodiscard]] bool session_ends_soon(const http_response& response) noexcept;

} // namespace roamsync::wire
