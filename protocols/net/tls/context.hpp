#pragma once

#include "engine/base/result.hpp"
#include "protocols/net/tls/session_cache.hpp"
#include "protocols/net/tls/socket_bio.hpp"

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace roamsync::net {

struct ssl_free {
  void operator()(SSL* x) const { SSL_free(x); }
  void operator()(SSL_CTX* x) const { SSL_CTX_free(x); }
};
using ssl_ptr = std::unique_ptr<SSL, ssl_free>;

/// Who the other side must prove to be.
struct tls_peer {
  std::string host;     ///< name or address, without brackets
  bool numeric = false; ///< `host` is an address: no SNI (RFC 6066 3), the certificate must name the address
  std::string server;   ///< key of the session cache
};

/// The client's side of TLS: at least 1.2, chain and host name verified, sessions resumed. After create() it
/// is used by the I/O thread alone.
class tls_context {
public:
  /// Trusts the roots in `ca_file` (PEM), or those of the system if it is empty.
  [[nodiscard]] static result<std::unique_ptr<tls_context>> create(const std::string& ca_file);

  tls_context(const tls_context&) = delete;
  tls_context& operator=(const tls_context&) = delete;

  /// A client ready to shake hands over `link`. `link` and `peer` must outlive it. Null if OpenSSL refuses
  /// (no memory, or a host name that cannot be one).
  [[nodiscard]] ssl_ptr connect(socket_link& link, const tls_peer& peer);

  [[nodiscard]] session_cache& sessions() noexcept { return sessions_; }

private:
  tls_context() = default;
  [[nodiscard]] bool set_up(const std::string& ca_file);
  static int on_new_session(SSL* ssl, SSL_SESSION* session);

  std::unique_ptr<SSL_CTX, ssl_free> context_;
  session_cache sessions_;
};

/// OpenSSL's words for what went wrong on this thread last; empties its error queue. `ssl` may be null.
[[nodiscard]] std::string tls_error_text(const SSL* ssl);

} // namespace roamsync::net
