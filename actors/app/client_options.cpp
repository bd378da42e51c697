#include "actors/app/client_options.hpp"

#include "protocols/wire/http/url.hpp"

namespace roamsync::app {

net::client_options client_options_of(const config& x) {
  net::client_options out;
  out.connections_max = x.net.connections_max;
  out.idle_connections_max = x.net.connections_max;
  out.idle_timeout = x.net.keep_alive;
  out.connect_timeout = x.net.connect_timeout;
  out.limits.header_bytes_max = x.net.header_bytes_max;
  out.limits.body_bytes_max = x.net.body_bytes_max;
  out.ca_file = x.tls.ca_file;
  out.egress = x.net.egress_addresses;
  // The configuration has checked the form "http://HOST:PORT".
  if (auto proxy = wire::parse_url(x.net.proxy); proxy && !x.net.proxy.empty())
    out.proxy = net::proxy_options{.host = proxy->host, .port = proxy->port};
  return out;
}

} // namespace roamsync::app
