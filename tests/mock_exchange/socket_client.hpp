#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mock_exchange {

/// A blocking client on 127.0.0.1 that speaks bytes. Every wait ends after ten seconds.
class socket_client {
public:
  explicit socket_client(std::uint16_t port);
  virtual ~socket_client();
  socket_client(const socket_client&) = delete;
  socket_client& operator=(const socket_client&) = delete;

  void send(std::string_view bytes);

  /// One answer with a Content-Length; what follows it is kept.
  std::string read_answer();

  /// Exactly so many bytes, fewer if the server ends earlier.
  std::string read_bytes(std::size_t size);

  /// Everything until the server ends.
  std::string read_all();

  /// How many reads it took so far.
  [[nodiscard]] std::size_t pieces() const { return pieces_; }

  /// The server dropped the connection instead of ending it.
  [[nodiscard]] bool was_reset() const { return reset_; }

protected:
  virtual long write_some(const char* from, std::size_t size);
  virtual long read_some(char* to, std::size_t size);
  [[nodiscard]] int handle() const { return handle_; }

private:
  bool more();

  int handle_;
  std::string held_;
  std::size_t pieces_ = 0;
  bool reset_ = false;
};

/// The same over TLS; trusts the given authority only and checks the name "localhost".
class tls_client final : public socket_client {
public:
  tls_client(std::uint16_t port, const std::string& authority_pem, tls_client* resume = nullptr);
  ~tls_client() override;

  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

private:
  long write_some(const char* from, std::size_t size) override;
  long read_some(char* to, std::size_t size) override;

  SSL_CTX* context_;
  SSL* tls_;
  bool connected_ = false;
  std::string complaint_;
};

} // namespace mock_exchange
