#include "protocols/net/tls/context.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <array>

namespace roamsync::net {

namespace {

int peer_index() {
  static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

bool expect_peer(SSL* ssl, const tls_peer& peer) {
  if (peer.numeric)
    return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), peer.host.c_str()) == 1;
  SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set1_host(ssl, peer.host.c_str()) == 1 && SSL_set_tlsext_host_name(ssl, peer.host.c_str()) == 1;
}

} // namespace

result<std::unique_ptr<tls_context>> tls_context::create(const std::string& ca_file) {
  std::unique_ptr<tls_context> made{new tls_context};
  ERR_clear_error();
  if (made->set_up(ca_file))
    return made;
  auto roots =
      ca_file.empty() ? std::string{"the system's trusted roots"} : "the trusted roots in '" + ca_file + "'";
  return error{"TLS cannot be set up with " + roots + ": " + tls_error_text(nullptr)
               + ". ca_file must be a readable PEM file with at least one certificate."};
}

bool tls_context::set_up(const std::string& ca_file) {
  context_.reset(SSL_CTX_new(TLS_client_method()));
  auto* ctx = context_.get();
  if (!ctx || SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) != 1)
    return false;
  auto loaded = ca_file.empty() ? SSL_CTX_set_default_verify_paths(ctx)
                                : SSL_CTX_load_verify_locations(ctx, ca_file.c_str(), nullptr);
  if (loaded != 1)
    return false;
  SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_options(ctx, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  // An idle connection then holds no 16 KB record buffers.
  SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE
                            | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(ctx, 1);
  static constexpr std::array<unsigned char, 9> http11{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  if (SSL_CTX_set_alpn_protos(ctx, http11.data(), http11.size()) != 0)
    return false;
  SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(ctx, on_new_session);
  SSL_CTX_set_app_data(ctx, this);
  return true;
}

ssl_ptr tls_context::connect(socket_link& link, const tls_peer& peer) {
  ssl_ptr ssl{SSL_new(context_.get())};
  auto* bio = ssl ? new_socket_bio(link) : nullptr;
  if (!bio)
    return nullptr;
  SSL_set_bio(ssl.get(), bio, bio);
  SSL_set_connect_state(ssl.get());
  if (!expect_peer(ssl.get(), peer)
      || SSL_set_ex_data(ssl.get(), peer_index(), const_cast<tls_peer*>(&peer)) != 1)
    return nullptr;
  if (auto session = sessions_.find(peer.server))
    SSL_set_session(ssl.get(), session.get());
  return ssl;
}

int tls_context::on_new_session(SSL* ssl, SSL_SESSION* session) {
  auto* self = static_cast<tls_context*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
  const auto* peer = static_cast<const tls_peer*>(SSL_get_ex_data(ssl, peer_index()));
  self->sessions_.put(peer->server, session);
  return 0; // no reference was kept
}

std::string tls_error_text(const SSL* ssl) {
  if (auto verdict = ssl ? SSL_get_verify_result(ssl) : X509_V_OK; verdict != X509_V_OK) {
    ERR_clear_error();
    return std::string{"the certificate was refused: "} + X509_verify_cert_error_string(verdict);
  }
  auto code = ERR_peek_last_error();
  const auto* reason = code != 0 ? ERR_reason_error_string(code) : nullptr;
  std::string text = reason ? reason : "no reason given";
  ERR_clear_error();
  return text;
}

} // namespace roamsync::net
