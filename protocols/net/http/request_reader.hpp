#pragma once

#include "protocols/net/http/message_parser.hpp"
#include "protocols/net/http_server.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace roamsync::net {

/// Reads requests, one after the other, from bytes as they come (RFC 9112). Sans-io.
class request_reader {
public:
  enum class state { more, done, failed };

  /// `limits` must outlive the reader.
  explicit request_reader(const read_limits& limits);

  /// Takes the next bytes; only while the state is `more`.
  state feed(std::string_view bytes);

  /// After `done`: the request; then goes on to the next one. `peer` stays empty.
  [[nodiscard]] http_request_in take();

  /// After take(): reads what had come ahead of its time.
  state next();

  /// After `done` and before take(): the client will send more on this connection.
  [[nodiscard]] bool keep_alive() const { return parser_->keep_alive(); }

  /// After `failed`: the status to answer with.
  [[nodiscard]] int error_status() const noexcept { return error_status_; }

  /// Some bytes of an unfinished request have come.
  [[nodiscard]] bool started() const noexcept { return parser_->got_some() || !pending_.empty(); }

  /// True once for each request whose client waits for "100 Continue" before it sends the body.
  [[nodiscard]] bool wants_continue();

private:
  state parse(std::string_view& unread);
  state fail(int status);

  const read_limits& limits_;
  std::optional<message_parser<true>> parser_;
  std::string pending_; // taken, but not yet understood, or of the next request
  int error_status_ = 0;
  bool continue_told_ = false;
};

} // namespace roamsync::net
