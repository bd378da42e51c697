#pragma once

#include "bench/mock_exchange/exchange/turn.hpp"
#include "bench/mock_exchange/http/request_parser.hpp"
#include "bench/mock_exchange/ledger/counters.hpp"
#include "bench/mock_exchange/server/stopwatch.hpp"
#include "bench/mock_exchange/server/transport.hpp"

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <optional>
#include <string>

namespace mock_exchange {

/// What all connections of a listener share. All of it must outlive the connections.
struct connection_needs {
  service_port& port;
  traffic& seen;
  const stopwatch& clock;
  SSL_CTX* tls = nullptr; ///< Null for plain HTTP.
};

/// One client: reads a request, hands it to the port, waits as long as the answer is to take, delivers it in
/// the way that was asked for, and reads on. Keeps itself alive through its handlers; used by the thread of
/// its io_context.
class connection : public std::enable_shared_from_this<connection> {
public:
  connection(boost::asio::ip::tcp::socket socket, const connection_needs& needs);
  ~connection();
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  /// Starts to serve the client.
  void start();

private:
  enum class phase { handshaking, reading, delayed, silent, writing, pausing, lingering, dead };

  void drive();
  bool advance();
  bool shake_hands();
  bool read_more();
  bool parse();
  bool take_request();
  bool write_more();
  bool end_of_output();
  void refuse(unsigned status);
  void prepare_output();
  void watch();
  void wait_for(transport::step what);
  void pause(instant time);
  void depart(bool delivered);
  void linger();
  void die();

  connection_needs needs_;
  transport line_;
  boost::asio::steady_timer timer_;
  phase phase_ = phase::handshaking;
  request_parser parser_;
  std::string peer_;
  std::string in_;
  std::string out_;
  std::size_t sent_ = 0;
  std::optional<turn> turn_;
  bool keep_alive_ = true;
  bool head_ = false;
  bool read_wait_ = false;
  bool write_wait_ = false;
};

} // namespace mock_exchange
