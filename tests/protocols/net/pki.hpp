#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace net_test {

struct openssl_free {
  void operator()(EVP_PKEY* x) const { EVP_PKEY_free(x); }
  void operator()(X509* x) const { X509_free(x); }
  void operator()(SSL_CTX* x) const { SSL_CTX_free(x); }
};
using context_ptr = std::unique_ptr<SSL_CTX, openssl_free>;

/// What a test certificate says.
struct certificate_plan {
  std::string alternative_names = "DNS:localhost,IP:127.0.0.1"; ///< as in openssl.cnf
  long valid_from = -3600;                                      ///< seconds from now
  long valid_for = 86'400;                                      ///< seconds from valid_from
};

/// A certificate authority made for one test, its root in a temporary file.
class authority {
public:
  authority();
  ~authority();
  authority(const authority&) = delete;
  authority& operator=(const authority&) = delete;

  [[nodiscard]] const std::string& ca_file() const { return file_; }

  /// A server's context with a new certificate from this authority.
  [[nodiscard]] context_ptr server(const certificate_plan& plan = {}) const;

private:
  std::unique_ptr<EVP_PKEY, openssl_free> key_;
  std::unique_ptr<X509, openssl_free> root_;
  std::string file_;
};

} // namespace net_test
