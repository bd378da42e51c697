#pragma once

#include "protocols/net/http/message_parser.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace roamsync::net {

/// Reads one response from bytes as they come (RFC 9112); skips 1xx answers. Sans-io.
class response_reader {
public:
  enum class state { more, done, failed };

  /// Expects a response. `limits` must outlive the reader. `without_body`: to HEAD, or a good one to CONNECT.
  response_reader(const read_limits& limits, bool without_body);

  /// Takes the next bytes; only while the state is `more`.
  state feed(std::string_view bytes);

  /// The other side has ended the stream in good order; only while the state is `more`.
  state finish();

  /// After `done`.
  [[nodiscard]] wire::http_response take();

  /// After `done`: more bytes came than belong to the response.
  [[nodiscard]] bool surplus() const noexcept { return surplus_; }

  /// After `done`: its end is certain, nothing came behind it, and it does not ask to close.
  [[nodiscard]] bool reusable() const noexcept { return reusable_; }

  /// After `failed`: too_large, malformed or closed, and the words for it.
  [[nodiscard]] wire::transport_error error() const noexcept { return error_; }
  [[nodiscard]] const std::string& detail() const noexcept { return detail_; }

  /// At least one byte has come.
  [[nodiscard]] bool started() const noexcept { return started_; }

private:
  state parse(std::string_view& unread);
  state fail(wire::transport_error error, std::string detail);
  void expect_message();

  const read_limits& limits_;
  std::optional<message_parser<false>> parser_;
  std::string pending_; // taken, but not yet understood
  std::string detail_;
  std::size_t interims_ = 0;
  wire::transport_error error_ = wire::transport_error::none;
  bool without_body_;
  bool started_ = false;
  bool surplus_ = false;
  bool reusable_ = false;
};

} // namespace roamsync::net
