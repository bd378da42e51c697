#include "protocols/net/options.hpp"

#include <boost/asio/ip/address.hpp>

#include <string_view>

namespace roamsync::net {

namespace {

status in_range(std::string_view name, std::string_view unit, std::size_t value, std::size_t low,
                std::size_t high) {
  if (value >= low && value <= high)
    return success();
  return error{std::string{name} + " is " + std::to_string(value) + "; allowed are " + std::to_string(low)
               + " to " + std::to_string(high) + " " + std::string{unit} + "."};
}

status in_range(std::string_view name, duration value, std::size_t low, std::size_t high) {
  if (value < duration::zero())
    return error{std::string{name} + " is negative; allowed are " + std::to_string(low) + " to "
                 + std::to_string(high) + " ms."};
  return in_range(name, "ms", static_cast<std::size_t>(value.count()), low, high);
}

status is_address(std::string_view name, const std::string& value) {
  boost::system::error_code ec;
  boost::asio::ip::make_address(value, ec);
  if (!ec)
    return success();
  return error{std::string{name} + " is '" + value + "'; it must be an IPv4 or IPv6 address."};
}

status first_failure(std::initializer_list<status> checks) {
  for (const auto& x : checks)
    if (!x)
      return x;
  return success();
}

status validate(const read_limits& x) {
  return first_failure({
      in_range("header_bytes_max", "bytes", x.header_bytes_max, 1024, 1 << 20),
      in_range("header_count_max", "fields", x.header_count_max, 1, 10'000),
      in_range("body_bytes_max", "bytes", x.body_bytes_max, 1, 1 << 30),
      in_range("interim_max", "answers", x.interim_max, 0, 100),
  });
}

} // namespace

status validate(const client_options& x) {
  for (const auto& address : x.egress)
    if (auto ok = is_address("egress", address); !ok)
      return ok;
  if (x.proxy && (x.proxy->host.empty() || x.proxy->port == 0))
    return error{"The proxy needs a host and a port other than 0."};
  if (!x.lookup)
    return error{"lookup is empty; leave it at system_lookup."};
  return first_failure({
      in_range("connections_max", "connections", x.connections_max, 1, 100'000),
      in_range("idle_connections_max", "connections", x.idle_connections_max, 0, x.connections_max),
      in_range("idle_timeout", x.idle_timeout, 1, 3'600'000),
      in_range("connect_timeout", x.connect_timeout, 1, 300'000),
      in_range("name_ttl", x.name_ttl, 0, 3'600'000),
      in_range("sweep_period", x.sweep_period, 1, 10'000),
      validate(x.limits),
  });
}

status validate(const server_options& x) {
  return first_failure({
      is_address("address", x.address),
      in_range("connections_max", "connections", x.connections_max, 1, 10'000),
      in_range("request_timeout", x.request_timeout, 1, 300'000),
      in_range("idle_timeout", x.idle_timeout, 1, 3'600'000),
      in_range("sweep_period", x.sweep_period, 1, 10'000),
      validate(x.limits),
  });
}

} // namespace roamsync::net
