#pragma once

#include "protocols/net/client/connection.hpp"
#include "protocols/net/client/connector.hpp"
#include "protocols/net/client/fair_queue.hpp"
#include "protocols/net/client/idle_pool.hpp"
#include "protocols/net/http_client.hpp"

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace roamsync::net {

/// What http_client does, on its I/O thread: matches jobs and connections, keeps deadlines, hands completions
/// over.
///
/// A job is in exactly one of three places: in the fair_queue, at a connector (`opening`), or on a connection
/// (`on`). While a job waits, no connection is idle and connections_max is reached.
class client_core final : public connection_owner {
public:
  client_core(boost::asio::io_context& context, const client_options& options, tls_context& tls,
              client_counters& counters, http_client::sink completions);

  /// Takes a job over; `to` is not set yet, `endpoint` says where it goes.
  void submit(std::unique_ptr<job> x, const endpoint& to);

  /// Completes without trying.
  void refuse(const job& x, wire::transport_error error, std::string detail);

  /// Completes all jobs as `aborted`, closes all connections, hands the last completions over.
  void stop();

private:
  void on_exchange_end(connection& on, job& of, exchange_end end) override;
  void on_idle_end(connection& on) override;

  [[nodiscard]] std::shared_ptr<origin> origin_of(const endpoint& to);
  void dispatch(job& x);
  [[nodiscard]] bool use_idle(job& x);
  [[nodiscard]] bool make_room();
  void open(job& x);
  void on_opened(std::uint64_t id, open_outcome outcome);
  void run(job& x, std::shared_ptr<connection> on);
  void serve_waiting();
  void reuse(std::shared_ptr<connection> x);
  void connection_gone();

  void withdraw(job& x);
  void settle(job& x, wire::http_result result);
  void hand_over(completion x);
  void flush();

  void arm_sweep();
  void sweep();
  void expire_jobs(steady::time_point now);
  void expire_idle(steady::time_point now);
  void show_gauges();

  client_parts parts_;
  http_client::sink sink_;
  boost::asio::steady_timer sweep_timer_;
  bool sweep_armed_ = false;
  bool flush_posted_ = false;
  std::vector<completion> done_;
  std::unordered_map<std::uint64_t, std::unique_ptr<job>> jobs_;
  std::unordered_map<std::string, std::shared_ptr<origin>> origins_;
  idle_pool idle_;
  fair_queue waiting_;
  std::size_t open_ = 0; // connections open or opening
};

} // namespace roamsync::net
