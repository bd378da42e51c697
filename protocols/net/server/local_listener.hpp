#pragma once

#include "engine/base/result.hpp"

#include <boost/asio/local/stream_protocol.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>

namespace roamsync::net {

/// Listens on a Unix socket of mode 0600, and takes its file away at the end.
class local_listener {
public:
  explicit local_listener(boost::asio::io_context& context) : acceptor_(context) {}
  local_listener(const local_listener&) = delete;
  local_listener& operator=(const local_listener&) = delete;
  ~local_listener() { close(); }

  /// A socket that nobody listens on is replaced; one that somebody listens on, and any other file, never.
  [[nodiscard]] status listen(const std::string& path);
  void close();

  [[nodiscard]] boost::asio::local::stream_protocol::acceptor& acceptor() noexcept { return acceptor_; }
  [[nodiscard]] const boost::asio::local::stream_protocol::acceptor& acceptor() const noexcept {
    return acceptor_;
  }

private:
  boost::asio::local::stream_protocol::acceptor acceptor_;
  std::string path_; ///< empty: not listening
  ino_t inode_ = 0;  ///< of our file: another process may have put its own there meanwhile
};

/// The user id of the process at the other end.
[[nodiscard]] std::optional<std::uint32_t> user_of(boost::asio::local::stream_protocol::socket& socket);

} // namespace roamsync::net
