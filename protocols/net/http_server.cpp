#include "protocols/net/http_server.hpp"

#include "protocols/net/http/fields.hpp"
#include "protocols/net/io_thread.hpp"
#include "protocols/net/server/local_listener.hpp"
#include "protocols/net/server/session.hpp"

#include <boost/asio/steady_timer.hpp>

#include <unordered_set>
#include <utility>
#include <vector>

namespace roamsync::net {

namespace asio = boost::asio;

std::string_view http_request_in::field(std::string_view name) const noexcept {
  return find_field(fields, name);
}

class http_server::impl {
public:
  impl(server_options options, handler answer)
      : options_(std::move(options)),
        answer_(std::move(answer)), parts_{loop_.context(), options_, answer_, {}, {}},
        acceptor_(loop_.context()), local_(loop_.context()), timer_(loop_.context()) {}

  [[nodiscard]] status listen() {
    if (!options_.local_path.empty())
      return local_.listen(options_.local_path);
    asio::ip::tcp::endpoint at{asio::ip::make_address(options_.address), options_.port};
    boost::system::error_code ec;
    acceptor_.open(at.protocol(), ec);
    if (!ec)
      acceptor_.set_option(asio::socket_base::reuse_address{true}, ec);
    if (!ec)
      acceptor_.bind(at, ec);
    if (!ec)
      acceptor_.listen(asio::socket_base::max_listen_connections, ec);
    if (!ec)
      port_ = acceptor_.local_endpoint(ec).port();
    if (ec)
      return error{"The server cannot listen on " + options_.address + " port "
                   + std::to_string(options_.port) + ": " + ec.message()
                   + ". Choose an address of this machine and a free port, or port 0."};
    return success();
  }

  void start() {
    accept_next();
    arm_sweep();
    loop_.start();
  }

  void stop() {
    loop_.stop([this] {
      boost::system::error_code ignored;
      acceptor_.close(ignored);
      local_.close();
      timer_.cancel();
      for (auto& x : std::exchange(sessions_, {}))
        x->close();
    });
  }

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

private:
  [[nodiscard]] bool is_open() const { return acceptor_.is_open() || local_.acceptor().is_open(); }

  void accept_next() {
    if (local_.acceptor().is_open())
      local_.acceptor().async_accept([this](auto ec, asio::local::stream_protocol::socket socket) {
        client_identity client{.address = {}, .user = user_of(socket)};
        on_accept(ec, std::move(socket), std::move(client));
      });
    else
      acceptor_.async_accept([this](auto ec, asio::ip::tcp::socket socket) {
        boost::system::error_code gone;
        client_identity client{.address = socket.remote_endpoint(gone).address().to_string()};
        on_accept(ec, std::move(socket), std::move(client));
      });
  }

  template <class Socket>
  void on_accept(boost::system::error_code ec, Socket socket, client_identity client) {
    if (!is_open())
      return;
    accepting_ = !ec;
    if (ec) // out of descriptors, most likely: sweep() tries again
      return;
    take(stream_socket{std::move(socket)}, std::move(client));
    accept_next();
  }

  void take(stream_socket socket, client_identity client) {
    // Those turned away count too: their answers must not take more than as much again.
    if (sessions_.size() >= 2 * options_.connections_max)
      return;
    auto is_full = sessions_.size() >= options_.connections_max;
    auto x = std::make_shared<session>(parts_, std::move(socket), std::move(client));
    sessions_.insert(x);
    auto gone = [this](session& ended) { sessions_.erase(ended.shared_from_this()); };
    if (is_full)
      x->turn_away(gone);
    else
      x->start(gone);
  }

  void arm_sweep() {
    timer_.expires_after(options_.sweep_period);
    timer_.async_wait([this](auto ec) {
      // Without error, but too late, if stop() came while this was queued.
      if (ec || !is_open())
        return;
      sweep();
      arm_sweep();
    });
  }

  void sweep() {
    auto now = std::chrono::steady_clock::now();
    std::vector<std::shared_ptr<session>> all{sessions_.begin(), sessions_.end()};
    for (auto& x : all)
      x->sweep(now);
    if (!std::exchange(accepting_, true))
      accept_next();
  }

  server_options options_;
  handler answer_;
  io_thread loop_;
  server_parts parts_;
  asio::ip::tcp::acceptor acceptor_;
  local_listener local_;
  asio::steady_timer timer_;
  std::unordered_set<std::shared_ptr<session>> sessions_;
  bool accepting_ = true;
  std::uint16_t port_ = 0;
};

http_server::http_server(std::unique_ptr<impl> x) : impl_(std::move(x)) {}

http_server::~http_server() {
  stop();
}

result<std::unique_ptr<http_server>> http_server::create(server_options options, handler answer) {
  if (auto ok = validate(options); !ok)
    return ok.failure();
  auto made = std::make_unique<impl>(std::move(options), std::move(answer));
  if (auto ok = made->listen(); !ok)
    return ok.failure();
  made->start();
  return std::unique_ptr<http_server>{new http_server{std::move(made)}};
}

std::uint16_t http_server::port() const noexcept {
  return impl_->port();
}

void http_server::stop() {
  impl_->stop();
}

} // namespace roamsync::net
