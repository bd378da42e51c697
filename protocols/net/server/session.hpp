#pragma once

#include "protocols/net/http/request_reader.hpp"
#include "protocols/net/stream.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace roamsync::net {

/// What all sessions of a server share; used by its I/O thread only.
struct server_parts {
  boost::asio::io_context& context;
  const server_options& options;
  const http_server::handler& answer;
  traffic_counters traffic;
  std::array<char, 64 * 1024> received;
};

/// Who is at the other end.
struct client_identity {
  std::string address;                 ///< empty: of this machine
  std::optional<std::uint32_t> user{}; ///< its user id, of a client of this machine
};

/// One connection of a client to the server: reads a request, answers it, reads the next. I/O thread only;
/// keeps itself alive while open.
class session : public std::enable_shared_from_this<session> {
public:
  session(server_parts& parts, stream_socket socket, client_identity client);

  /// Begins; `gone` is called once when the connection is closed, unless by close().
  void start(std::function<void(session&)> gone);

  /// Answers 503 instead of reading, then closes.
  void turn_away(std::function<void(session&)> gone);

  /// Acts on a limit of time that has passed.
  void sweep(std::chrono::steady_clock::time_point now);

  /// Closes without calling back. Idempotent.
  void close();

private:
  // reading: nothing or part of a request is there; draining: the last answer is sent, but what the client
  // still sends must be read, else the kernel's reset could destroy the answer on its way (RFC 9112 9.6)
  enum class phase { reading, writing, draining, closed };

  void end();
  void arm_read();
  void on_readable();
  void on_reader(request_reader::state now);
  void answer_request();
  void refuse(int status);
  void send(std::string text, bool then_close);
  void write_more();
  void on_sent();
  void limit_time(duration left);

  server_parts& parts_;
  std::function<void(session&)> gone_;
  stream stream_;
  client_identity client_;
  request_reader reader_;
  phase phase_ = phase::reading;
  std::string unsent_;
  std::size_t sent_ = 0; // of unsent_
  bool close_after_ = false;
  bool busy_ = false; // the time limit is that of a request
  std::chrono::steady_clock::time_point until_;
};

} // namespace roamsync::net
