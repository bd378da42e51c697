#pragma once

#include "protocols/net/client/job.hpp"
#include "protocols/net/client/parts.hpp"
#include "protocols/net/http/response_reader.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace roamsync::net {

/// A connection ready for requests, or why there is none.
struct open_outcome {
  std::unique_ptr<stream> opened; ///< null: see `error`
  wire::transport_error error = wire::transport_error::none;
  std::string detail;
};

/// Opens one connection: resolves, tries all addresses in turn, asks the proxy for a tunnel, shakes hands.
/// I/O thread only; keeps itself alive while something is under way.
class connector : public std::enable_shared_from_this<connector> {
public:
  using handler = std::function<void(open_outcome)>;

  connector(client_parts& parts, std::shared_ptr<const origin> to);

  /// Begins. `then` is called once, never from inside open(), and not at all after close().
  void open(handler then);

  /// Gives the current step up if it has taken longer than connect_timeout: the next address, or failure.
  void sweep(steady::time_point now);

  /// Stops without calling the handler.
  void close();

  /// What it is doing, for a message about a missed deadline.
  [[nodiscard]] std::string_view step() const noexcept;

private:
  enum class phase { resolving, connecting, tunneling, shaking, ended };

  void enter(phase next);
  void on_resolved(const lookup_outcome& found);
  void try_next_address();
  [[nodiscard]] bool bind_egress(const boost::asio::ip::tcp::endpoint& to, std::string& why);
  void on_connected();
  void address_failed(const std::string& why);
  void begin_tunnel();
  void write_tunnel();
  void read_tunnel();
  void begin_tls();
  void shake();
  void succeed();
  void fail(wire::transport_error error, std::string detail);
  void finish(open_outcome outcome);

  /// Calls the member function once the stream is ready, unless closed by then.
  void when_readable(void (connector::*then)());
  void when_writable(void (connector::*then)());

  client_parts& parts_;
  std::shared_ptr<const origin> to_;
  handler then_;
  phase phase_ = phase::ended;
  steady::time_point step_ends_;
  std::string host_; // that the TCP connection goes to: the origin or the proxy
  std::uint16_t port_ = 0;
  std::vector<boost::asio::ip::address> addresses_;
  std::size_t next_address_ = 0;
  std::unique_ptr<stream> stream_;
  std::string unsent_;
  std::optional<response_reader> tunnel_answer_;
};

} // namespace roamsync::net
