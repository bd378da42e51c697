#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace net_test {

/// A blocking connection to a loopback port that says exactly what it is told.
class raw_client {
public:
  explicit raw_client(std::uint16_t port);
  ~raw_client();
  raw_client(const raw_client&) = delete;
  raw_client& operator=(const raw_client&) = delete;

  /// False if the server ended the connection before it took them all.
  bool write(std::string_view bytes);

  /// Everything until the server ends the connection.
  std::string read_all();

  /// Up to the empty line; empty if the server ended before.
  std::string read_header();

  /// The body of a response with Content-Length.
  std::string read_response_body();

  /// Returns once the server has ended the connection, without reading what it sent.
  void wait_closed_by_peer();

private:
  bool fill();
  int fd_;
  std::string buffer_;
};

} // namespace net_test
