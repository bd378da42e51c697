#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace net_test {

/// An event that tests wait for instead of sleeping. Waiting ends the test program after 30 s, so that a test
/// that would hang fails.
class gate {
public:
  void open();
  void wait();

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
};

/// One accepted connection as the script sees it; all calls block.
class peer {
public:
  peer(int fd, std::size_t count) : number(count), fd_(fd) {}
  ~peer();
  peer(const peer&) = delete;
  peer& operator=(const peer&) = delete;

  const std::size_t number; ///< 1 for the first connection

  /// The next request, header and body, byte for byte; empty if the client closed.
  std::string read_request();
  /// Up to the empty line; empty if the client closed.
  std::string read_header();
  /// All bytes until the client closes.
  std::string read_all();
  /// At least one byte was there; false if the client closed.
  bool read_byte();

  void write(std::string_view bytes);
  /// Tells the client that nothing more comes (TLS: without close_notify).
  void shut();
  /// Closes with a reset.
  void reset();
  /// Becomes the server's side of TLS; false if the handshake failed.
  bool start_tls(SSL_CTX* context);
  [[nodiscard]] bool resumed() const { return SSL_session_reused(ssl_) == 1; }
  [[nodiscard]] std::string server_name() const;
  /// TLS 1.3: takes new keys and asks the client for new ones.
  void update_keys();
  /// Past TLS.
  void write_raw(std::string_view bytes);
  /// Where the client comes from.
  [[nodiscard]] std::string address() const;
  /// Says close_notify and shuts.
  void say_goodbye();
  /// The client has sent close_notify.
  [[nodiscard]] bool was_left_politely() const {
    return (SSL_get_shutdown(ssl_) & SSL_RECEIVED_SHUTDOWN) != 0;
  }
  /// Wakes whoever blocks here.
  void interrupt();

private:
  bool fill();
  int fd_;
  SSL* ssl_ = nullptr;
  std::string buffer_;
};

/// Listens on a loopback port and runs the script in a thread of its own for each connection.
class script_server {
public:
  using script = std::function<void(peer&)>;
  explicit script_server(script play, std::string_view address = "127.0.0.1");
  ~script_server();
  script_server(const script_server&) = delete;
  script_server& operator=(const script_server&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::size_t accepted() const { return accepted_; }

private:
  void accept_all();

  script play_;
  std::uint16_t port_ = 0; // before the listener, which sets it
  int listener_ = -1;
  std::atomic<std::size_t> accepted_{0};
  std::mutex mutex_;
  std::list<peer> peers_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

/// A response with Content-Length.
std::string ok_response(std::string_view body, std::string_view more_fields = "");

/// Answers every request with 200 and its own target as the body.
void echo_target(peer& x);

/// The target of a request text.
std::string target_of(const std::string& request);

/// A loopback port that nobody listens on (and, as long as this lives, nobody can).
class dead_port {
public:
  dead_port();
  ~dead_port();
  dead_port(const dead_port&) = delete;
  dead_port& operator=(const dead_port&) = delete;
  [[nodiscard]] std::uint16_t port() const { return port_; }

private:
  std::uint16_t port_ = 0; // before the socket, which sets it
  int fd_;
};

} // namespace net_test
