#pragma once

#include <atomic>
#include <cstdint>

namespace roamsync::net {

/// A moment's view of a client; the first block only ever grows, the second goes up and down.
struct client_stats {
  std::uint64_t connections_opened = 0; ///< TCP, TLS and proxy all done
  std::uint64_t connections_failed = 0; ///< tried, but never usable
  std::uint64_t addresses_failed =
      0;                         ///< refused, unreachable or silent; the next one of the name may have worked
  std::uint64_t handshakes = 0;  ///< TLS handshakes finished, resumptions among them
  std::uint64_t resumptions = 0; ///< of them short ones from a kept session
  std::uint64_t exchanges = 0;   ///< requests put on a connection, silent retries among them
  std::uint64_t reused = 0;      ///< of them on a connection that had served before
  std::uint64_t retried = 0;     ///< of them a second time, because a reused connection was stale
  std::uint64_t bytes_sent = 0;  ///< given to the kernel, TLS included
  std::uint64_t bytes_received = 0; ///< taken from the kernel, TLS included

  std::uint64_t in_flight = 0; ///< accepted, not completed; waiting among them
  std::uint64_t waiting = 0;   ///< of them without a connection, because connections_max is reached
  std::uint64_t open = 0;      ///< connections open or opening
  std::uint64_t idle = 0;      ///< of them without a request
};

/// One number that one thread writes and any thread reads.
class counter {
public:
  void add(std::uint64_t n = 1) noexcept { store(get() + n); }
  void store(std::uint64_t n) noexcept { value_.store(n, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t get() const noexcept { return value_.load(std::memory_order_relaxed); }

private:
  std::atomic<std::uint64_t> value_{0};
};

/// What went over the wire, TLS included; written by one I/O thread only.
struct traffic_counters {
  counter bytes_sent, bytes_received;
};

/// The numbers behind client_stats; written by the I/O thread only.
struct client_counters : traffic_counters {
  counter connections_opened, connections_failed, addresses_failed, handshakes, resumptions, exchanges,
      reused, retried, in_flight, waiting, open, idle;

  [[nodiscard]] client_stats snapshot() const noexcept {
    client_stats x;
    x.connections_opened = connections_opened.get();
    x.connections_failed = connections_failed.get();
    x.addresses_failed = addresses_failed.get();
    x.handshakes = handshakes.get();
    x.resumptions = resumptions.get();
    x.exchanges = exchanges.get();
    x.reused = reused.get();
    x.retried = retried.get();
    x.bytes_sent = bytes_sent.get();
    x.bytes_received = bytes_received.get();
    x.in_flight = in_flight.get();
    x.waiting = waiting.get();
    x.open = open.get();
    x.idle = idle.get();
    return x;
  }
};

} // namespace roamsync::net
