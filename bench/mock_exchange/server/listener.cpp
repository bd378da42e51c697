#include "bench/mock_exchange/server/listener.hpp"

namespace mock_exchange {

namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

/// The wait before the next try when the process is out of file descriptors.
constexpr auto accept_rest = std::chrono::milliseconds{10};
constexpr int backlog = 4096;

} // namespace

listener::listener(boost::asio::io_context& loop, std::uint16_t port, const connection_needs& needs)
    : acceptor_(loop), rest_(loop), needs_(needs) {
  tcp::endpoint here(boost::asio::ip::address_v4::loopback(), port);
  error_code error;
  acceptor_.open(here.protocol(), error);
  acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  acceptor_.bind(here, error);
  if (!error)
    acceptor_.listen(backlog, error);
  if (error)
    return;
  port_ = acceptor_.local_endpoint(error).port();
  accept();
}

void listener::accept() {
  acceptor_.async_accept([this](error_code error, tcp::socket socket) {
    if (error == boost::asio::error::operation_aborted)
      return;
    if (error) {
      rest_.expires_after(accept_rest);
      rest_.async_wait([this](error_code stopped) {
        if (!stopped)
          accept();
      });
      return;
    }
    std::make_shared<connection>(std::move(socket), needs_)->start();
    accept();
  });
}

} // namespace mock_exchange
