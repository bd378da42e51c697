#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <unordered_map>

namespace roamsync::net {

struct session_free {
  void operator()(SSL_SESSION* x) const { SSL_SESSION_free(x); }
};
using session_ptr = std::unique_ptr<SSL_SESSION, session_free>;

/// The newest TLS session of each server, for short handshakes (a third of the CPU of a full one).
/// A TLS 1.3 ticket is offered more than once: the rule against it (RFC 8446 C.4) hides who a client is, and
/// ours signs in by name. One thread.
class session_cache {
public:
  /// Keeps a copy for the server, instead of an older one. At `servers_max` an arbitrary other one is
  /// dropped. A copy, because OpenSSL spoils the session of a connection that ends without close_notify, as
  /// many do.
  void put(const std::string& server, const SSL_SESSION* session);

  /// A copy to offer, or null.
  [[nodiscard]] session_ptr find(const std::string& server) const;

  /// Forgets the session, because the server did not want it.
  void erase(const std::string& server) { sessions_.erase(server); }

  /// A session is about 2 to 6 KB.
  static constexpr std::size_t servers_max = 1024;

private:
  std::unordered_map<std::string, session_ptr> sessions_;
};

} // namespace roamsync::net
