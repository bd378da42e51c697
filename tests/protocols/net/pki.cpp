#include "tests/protocols/net/pki.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace net_test {

namespace {

using key_ptr = std::unique_ptr<EVP_PKEY, openssl_free>;
using certificate_ptr = std::unique_ptr<X509, openssl_free>;

void must(bool ok) {
  if (!ok)
    std::abort();
}

key_ptr new_key() {
  return key_ptr{EVP_EC_gen("P-256")};
}

void add_extension(X509* to, X509* issuer, int what, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
  auto* extension = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
  must(extension && X509_add_ext(to, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

certificate_ptr new_certificate(const char* name, EVP_PKEY* key, const certificate_plan& plan) {
  static long serial = 1000;
  certificate_ptr x{X509_new()};
  X509_set_version(x.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x.get()), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(x.get()), plan.valid_from);
  X509_gmtime_adj(X509_getm_notAfter(x.get()), plan.valid_from + plan.valid_for);
  X509_set_pubkey(x.get(), key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x.get()), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
  return x;
}

} // namespace

authority::authority() : key_(new_key()), root_(new_certificate("test root", key_.get(), {})) {
  X509_set_issuer_name(root_.get(), X509_get_subject_name(root_.get()));
  add_extension(root_.get(), root_.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(root_.get(), root_.get(), NID_key_usage, "critical,keyCertSign");
  must(X509_sign(root_.get(), key_.get(), EVP_sha256()) > 0);
  char name[] = "/tmp/net_test_ca_XXXXXX";
  auto* file = ::fdopen(::mkstemp(name), "w");
  must(file && PEM_write_X509(file, root_.get()) == 1 && std::fclose(file) == 0);
  file_ = name;
}

authority::~authority() {
  ::unlink(file_.c_str());
}

context_ptr authority::server(const certificate_plan& plan) const {
  auto key = new_key();
  auto certificate = new_certificate("test server", key.get(), plan);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(root_.get()));
  add_extension(certificate.get(), root_.get(), NID_subject_alt_name, plan.alternative_names);
  must(X509_sign(certificate.get(), key_.get(), EVP_sha256()) > 0);
  context_ptr context{SSL_CTX_new(TLS_server_method())};
  must(SSL_CTX_use_certificate(context.get(), certificate.get()) == 1);
  must(SSL_CTX_use_PrivateKey(context.get(), key.get()) == 1);
  static constexpr unsigned char session_name[] = "net_test";
  SSL_CTX_set_session_id_context(context.get(), session_name, sizeof session_name);
  return context;
}

} // namespace net_test
