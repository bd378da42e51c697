#include "bench/mock_exchange/server/certificate.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <cstring>

namespace mock_exchange {

namespace {

struct key_end {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct certificate_end {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using key_ptr = std::unique_ptr<EVP_PKEY, key_end>;
using certificate_ptr = std::unique_ptr<X509, certificate_end>;

constexpr long life_s = 2 * 86'400;
constexpr long skew_s = 3'600; // clocks of test machines differ

key_ptr make_key() {
  return key_ptr(EVP_EC_gen("P-256"));
}

bool add_extension(X509* to, X509* issuer, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
  auto* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
  auto added = extension && X509_add_ext(to, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return added;
}

/// A certificate without extensions and signature.
certificate_ptr blank_certificate(EVP_PKEY* key, const char* name, X509* issuer) {
  certificate_ptr out(X509_new());
  unsigned char serial[8];
  if (!out || RAND_bytes(serial, sizeof serial) != 1)
    return nullptr;
  serial[0] &= 0x7f;
  auto* number = BN_bin2bn(serial, sizeof serial, nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(out.get()));
  BN_free(number);
  X509_set_version(out.get(), 2);
  X509_gmtime_adj(X509_getm_notBefore(out.get()), -skew_s);
  X509_gmtime_adj(X509_getm_notAfter(out.get()), life_s);
  X509_set_pubkey(out.get(), key);
  auto* subject = X509_get_subject_name(out.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1,
                             -1, 0);
  X509_set_issuer_name(out.get(), X509_get_subject_name(issuer ? issuer : out.get()));
  return out;
}

certificate_ptr make_authority(EVP_PKEY* key) {
  auto out = blank_certificate(key, "mock-exchange test authority", nullptr);
  if (!out || !add_extension(out.get(), out.get(), NID_basic_constraints, "critical,CA:TRUE")
      || !add_extension(out.get(), out.get(), NID_key_usage, "critical,keyCertSign,cRLSign")
      || !add_extension(out.get(), out.get(), NID_subject_key_identifier, "hash")
      || X509_sign(out.get(), key, EVP_sha256()) == 0)
    return nullptr;
  return out;
}

certificate_ptr make_leaf(EVP_PKEY* key, X509* authority, EVP_PKEY* authority_key) {
  auto out = blank_certificate(key, "localhost", authority);
  if (!out || !add_extension(out.get(), authority, NID_basic_constraints, "critical,CA:FALSE")
      || !add_extension(out.get(), authority, NID_key_usage, "critical,digitalSignature")
      || !add_extension(out.get(), authority, NID_ext_key_usage, "serverAuth")
      || !add_extension(out.get(), authority, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1")
      || !add_extension(out.get(), authority, NID_authority_key_identifier, "keyid")
      || X509_sign(out.get(), authority_key, EVP_sha256()) == 0)
    return nullptr;
  return out;
}

std::string pem_of(X509* certificate) {
  std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_X509(memory.get(), certificate);
  char* text = nullptr;
  auto size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

/// The mock speaks HTTP/1.1 only.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered,
                    unsigned offered_size, void*) {
  static constexpr unsigned char known[] = "\x08http/1.1";
  auto* chosen = const_cast<unsigned char**>(out);
  return SSL_select_next_proto(chosen, out_size, known, sizeof known - 1, offered, offered_size)
                 == OPENSSL_NPN_NEGOTIATED
             ? SSL_TLSEXT_ERR_OK
             : SSL_TLSEXT_ERR_ALERT_FATAL;
}

tls_context_ptr make_context(X509* leaf, EVP_PKEY* key) {
  tls_context_ptr out(SSL_CTX_new(TLS_server_method()));
  constexpr unsigned char session_context[] = "mock-exchange";
  if (!out || SSL_CTX_set_min_proto_version(out.get(), TLS1_2_VERSION) != 1
      || SSL_CTX_use_certificate(out.get(), leaf) != 1 || SSL_CTX_use_PrivateKey(out.get(), key) != 1
      || SSL_CTX_set_session_id_context(out.get(), session_context, sizeof session_context - 1) != 1)
    return nullptr;
  SSL_CTX_set_mode(out.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                                  | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(out.get(), choose_protocol, nullptr);
  return out;
}

} // namespace

std::optional<tls_identity> make_tls_identity() {
  auto authority_key = make_key();
  auto leaf_key = make_key();
  if (!authority_key || !leaf_key)
    return std::nullopt;
  auto authority = make_authority(authority_key.get());
  auto leaf = authority ? make_leaf(leaf_key.get(), authority.get(), authority_key.get()) : nullptr;
  auto context = leaf ? make_context(leaf.get(), leaf_key.get()) : nullptr;
  if (!context)
    return std::nullopt;
  return tls_identity{std::move(context), pem_of(authority.get())};
}

} // namespace mock_exchange
