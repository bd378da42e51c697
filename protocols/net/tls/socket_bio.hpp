#pragma once

#include "protocols/net/counters.hpp"

#include <openssl/bio.h>

#include <cstdint>

namespace roamsync::net {

/// A non-blocking socket as OpenSSL sees it. Must live as long as the BIO made from it.
struct socket_link {
  int fd = -1;
  std::uint64_t bytes_sent = 0; ///< given to the kernel on this connection
  traffic_counters* counters = nullptr;
};

/// A BIO over the link's socket. Unlike OpenSSL's own it sends with MSG_NOSIGNAL, so that a peer that went
/// away is an error and not a SIGPIPE, and it counts. Does not close the socket. Null if there is no memory.
[[nodiscard]] BIO* new_socket_bio(socket_link& link);

/// recv and send on the link's socket, counted; the result and errno are those of the system call.
[[nodiscard]] long receive(socket_link& link, char* data, std::size_t size) noexcept;
[[nodiscard]] long transmit(socket_link& link, const char* data, std::size_t size) noexcept;

} // namespace roamsync::net
