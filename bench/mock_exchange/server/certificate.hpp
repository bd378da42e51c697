#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <optional>
#include <string>

namespace mock_exchange {

struct tls_context_end {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using tls_context_ptr = std::unique_ptr<SSL_CTX, tls_context_end>;

/// A server context with a fresh leaf for 127.0.0.1, localhost and ::1, and the PEM of the authority that
/// signed it.
struct tls_identity {
  tls_context_ptr context;
  std::string authority_pem;
};

/// Makes authority and leaf (ECDSA P-256, two days) in memory; empty if OpenSSL refuses.
std::optional<tls_identity> make_tls_identity();

} // namespace mock_exchange
