#pragma once

#include "protocols/net/client/job.hpp"
#include "protocols/net/client/parts.hpp"
#include "protocols/net/http/response_reader.hpp"

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace roamsync::net {

/// How a request on a connection ended.
struct exchange_end {
  wire::transport_error error = wire::transport_error::none;
  std::string detail;
  wire::http_response response;
  bool sent = false;     ///< at least one byte of the request was given to the kernel
  bool answered = false; ///< at least one byte of an answer came
  bool reusable = false; ///< the connection is open and ready for the next request; else it is closed
};

/// Whom a connection tells.
class connection_owner {
public:
  connection_owner() = default;
  connection_owner(const connection_owner&) = delete;
  connection_owner& operator=(const connection_owner&) = delete;

  /// The request that `on` worked for has ended; it works for none now.
  virtual void on_exchange_end(connection& on, job& of, exchange_end end) = 0;

  /// The other side ended a connection that had no request (or sent what nobody asked for); it is closed.
  virtual void on_idle_end(connection& on) = 0;

protected:
  ~connection_owner() = default;
};

/// An open connection: idle, or busy with one request. I/O thread only; keeps itself alive while open, and
/// calls its owner only from the event loop, never from inside a call of the owner.
class connection : public std::enable_shared_from_this<connection> {
public:
  connection(client_parts& parts, connection_owner& owner, std::shared_ptr<origin> to,
             std::unique_ptr<stream> opened);

  /// Begins to watch the socket; once, before anything else.
  void watch();

  /// Sends the job's text, which must stay where it is until the end or close().
  void start(job& x);

  /// Nothing came while it was idle, neither an end nor bytes that nobody asked for.
  [[nodiscard]] bool looks_alive();

  /// Closes without telling the owner. Idempotent.
  void close();

  /// At least one byte of the running request was given to the kernel.
  [[nodiscard]] bool request_sent() const noexcept { return busy_ && stream_->bytes_sent() > sent_before_; }

  /// It was given a request before the running one.
  [[nodiscard]] bool reused() const noexcept { return started_ > 1; }
  [[nodiscard]] const std::shared_ptr<origin>& to() const noexcept { return to_; }

  /// Belongs to the idle_pool: where this connection is in its lists, and since when.
  struct parking {
    bool parked = false;
    steady::time_point since;
    std::list<std::shared_ptr<connection>>::iterator in_origin;
    std::list<connection*>::iterator by_age;
  };
  parking parked;

private:
  void arm_read();
  void on_readable();
  bool read_turn(); // false: stopped for the others' sake, there is more
  void after_reading();
  void on_bytes(std::string_view bytes);
  void on_end(const io_step& step);
  void write_more();
  void answer_complete();
  void fail(wire::transport_error error, std::string detail);
  void end(exchange_end x);

  client_parts& parts_;
  connection_owner& owner_;
  std::shared_ptr<origin> to_;
  std::unique_ptr<stream> stream_;
  job* busy_ = nullptr;
  std::optional<response_reader> reader_;
  std::string_view unsent_;
  std::string write_failure_;     // set: the request cannot go on, but an answer may have come before
  bool write_needs_read_ = false; // TLS can only go on writing once it has read
  std::uint64_t sent_before_ = 0;
  std::uint64_t started_ = 0;
};

} // namespace roamsync::net
