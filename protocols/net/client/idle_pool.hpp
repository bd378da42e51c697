#pragma once

#include "protocols/net/client/connection.hpp"

#include <list>
#include <memory>

namespace roamsync::net {

/// The open connections without a request: found by origin (used last first), closed by age. I/O thread only.
class idle_pool {
public:
  idle_pool() = default;
  idle_pool(const idle_pool&) = delete;
  idle_pool& operator=(const idle_pool&) = delete;

  /// Keeps the connection.
  void park(std::shared_ptr<connection> x, steady::time_point now);

  /// The connection to `to` that was used last, or null; it is no longer in the pool.
  [[nodiscard]] std::shared_ptr<connection> take(origin& to);

  /// The connection idle for longest, or null; it is no longer in the pool.
  [[nodiscard]] std::shared_ptr<connection> take_oldest();

  /// When the oldest was parked; only while not empty.
  [[nodiscard]] steady::time_point oldest_since() const { return by_age_.front()->parked.since; }

  /// Takes the connection out if it is in.
  void remove(connection& x);

  [[nodiscard]] bool empty() const noexcept { return by_age_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return by_age_.size(); }

private:
  std::list<connection*> by_age_; // oldest at the front; owned by their origin's list
};

} // namespace roamsync::net
