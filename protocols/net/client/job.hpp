#pragma once

#include "engine/base/time.hpp"
#include "protocols/net/stream.hpp"
#include "protocols/wire/http/message.hpp"

#include <chrono>
#include <list>
#include <memory>
#include <string>

namespace roamsync::net {

class connection;
class connector;

using steady = std::chrono::steady_clock;

/// One scheme, host and port, and the connections to it that are free.
struct origin {
  tls_peer peer; ///< host, and `server` = "https://host:port" as the key
  std::uint16_t port = 0;
  bool tls = false;
  std::list<std::shared_ptr<connection>> idle; ///< used last at the back
};

/// A request on its way. Owned by the core; `opening` or `on` is set while a connection works for it.
struct job {
  std::uint64_t id = 0;
  std::string text; ///< the request as bytes
  std::string flow; ///< of the fair_queue
  std::shared_ptr<origin> to;
  steady::time_point deadline;
  bool idempotent = false;
  bool head = false;
  bool sent = false;  ///< by an earlier attempt
  bool waits = false; ///< in the fair_queue, at `place`
  std::list<job*>::iterator place;
  std::shared_ptr<connector> opening;
  std::shared_ptr<connection> on;
};

} // namespace roamsync::net
