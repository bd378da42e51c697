#pragma once

#include "bench/mock_exchange/server/connection.hpp"

#include <boost/asio/io_context.hpp>

#include <cstdint>

namespace mock_exchange {

/// Accepts clients on 127.0.0.1. What `needs` points to must outlive the io_context.
class listener {
public:
  /// Opens the port at once; 0 lets the system pick. Check failed() afterwards.
  listener(boost::asio::io_context& loop, std::uint16_t port, const connection_needs& needs);

  [[nodiscard]] bool failed() const { return port_ == 0; }

  /// The port that is listened on.
  [[nodiscard]] std::uint16_t port() const { return port_; }

private:
  void accept();

  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer rest_;
  connection_needs needs_;
  std::uint16_t port_ = 0;
};

} // namespace mock_exchange
