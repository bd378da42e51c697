#include "protocols/net/client/connector.hpp"

#include "protocols/net/http/request_text.hpp"

#include <boost/asio/post.hpp>

#include <netinet/in.h>
#include <utility>

namespace roamsync::net {

namespace asio = boost::asio;
using wire::transport_error;

connector::connector(client_parts& parts, std::shared_ptr<const origin> to)
    : parts_(parts), to_(std::move(to)) {}

void connector::open(handler then) {
  then_ = std::move(then);
  const auto& proxy = parts_.options.proxy;
  host_ = proxy ? std::string{bare_host(proxy->host)} : to_->peer.host;
  port_ = proxy ? proxy->port : to_->port;
  enter(phase::resolving);
  parts_.names.resolve(host_, [weak = weak_from_this()](const lookup_outcome& found) {
    if (auto self = weak.lock(); self && self->phase_ == phase::resolving)
      self->on_resolved(found);
  });
}

void connector::enter(phase next) {
  phase_ = next;
  step_ends_ = steady::now() + parts_.options.connect_timeout;
}

std::string_view connector::step() const noexcept {
  switch (phase_) {
  case phase::resolving:
    return "resolving the name";
  case phase::connecting:
    return "connecting";
  case phase::tunneling:
    return "waiting for the proxy";
  case phase::shaking:
    return "in the TLS handshake";
  case phase::ended:
    break;
  }
  return "opening";
}

void connector::on_resolved(const lookup_outcome& found) {
  if (found.addresses.empty())
    return fail(transport_error::resolve, host_ + ": " + found.why);
  addresses_ = found.addresses;
  try_next_address();
}

void connector::try_next_address() {
  asio::ip::tcp::endpoint to{addresses_[next_address_], port_};
  stream_ = std::make_unique<stream>(parts_.context, parts_.counters);
  enter(phase::connecting);
  boost::system::error_code ec;
  stream_->socket().open(to.protocol(), ec);
  if (std::string why = ec.message(); ec || !bind_egress(to, why))
    return address_failed(why);
  stream_->socket().async_connect(to, [self = shared_from_this(), socket = stream_.get()](auto error) {
    if (self->phase_ != phase::connecting || self->stream_.get() != socket)
      return;
    if (error)
      self->address_failed(error.message());
    else
      self->on_connected();
  });
}

bool connector::bind_egress(const asio::ip::tcp::endpoint& to, std::string& why) {
  const auto& egress = parts_.options.egress;
  for (std::size_t i = 0; i < egress.size(); ++i) {
    auto local = asio::ip::make_address(egress[parts_.egress_turn++ % egress.size()]);
    if (local.is_v4() != to.address().is_v4())
      continue;
    // The kernel then picks the port at connect(), where one port may serve many destinations.
    using bind_no_port = asio::detail::socket_option::boolean<IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT>;
    boost::system::error_code ec;
    stream_->socket().set_option(bind_no_port{true}, ec);
    stream_->socket().bind(boost::asio::ip::tcp::endpoint{local, 0}, ec);
    why = "egress address " + local.to_string() + ": " + ec.message();
    return !ec;
  }
  why = "no egress address of the same family";
  return egress.empty();
}

void connector::address_failed(const std::string& why) {
  const auto& address = addresses_[next_address_];
  parts_.names.demote(host_, address);
  parts_.counters.addresses_failed.add();
  const auto name = authority(host_, port_);
  const auto number = authority(address.to_string(), port_);
  if (++next_address_ < addresses_.size())
    return try_next_address();
  fail(transport_error::connect,
       (parts_.options.proxy ? "proxy " : "") + name + (number == name ? "" : " at " + number) + ": " + why);
}

void connector::on_connected() {
  if (!stream_->adopt_socket())
    return address_failed(stream_->why());
  if (!to_->tls)
    return succeed();
  if (parts_.options.proxy)
    begin_tunnel();
  else
    begin_tls();
}

void connector::begin_tunnel() {
  enter(phase::tunneling);
  unsent_ = connect_text(to_->peer.host, to_->port);
  tunnel_answer_.emplace(parts_.options.limits, true);
  write_tunnel();
}

void connector::write_tunnel() {
  auto step = stream_->write_some(unsent_);
  if (step.state == io::failed)
    return fail(transport_error::connect, "proxy " + authority(host_, port_) + ": " + stream_->why());
  unsent_.erase(0, step.bytes);
  if (unsent_.empty())
    when_readable(&connector::read_tunnel);
  else
    when_writable(&connector::write_tunnel);
}

void connector::read_tunnel() {
  auto proxy = "proxy " + authority(host_, port_);
  auto step = stream_->read_some(parts_.received);
  if (step.state == io::want_read)
    return when_readable(&connector::read_tunnel);
  if (step.state != io::ok)
    return fail(transport_error::connect, proxy + " closed before it answered CONNECT");
  switch (tunnel_answer_->feed({parts_.received.data(), step.bytes})) {
  case response_reader::state::more:
    return when_readable(&connector::read_tunnel);
  case response_reader::state::failed:
    return fail(transport_error::connect,
                proxy + " gave no HTTP answer to CONNECT: " + tunnel_answer_->detail());
  case response_reader::state::done:
    break;
  }
  auto clean = !tunnel_answer_->surplus();
  auto status = tunnel_answer_->take().status;
  if (status < 200 || status > 299)
    return fail(transport_error::connect,
                proxy + " refused CONNECT to " + authority(to_->peer.host, to_->port) + " with status "
                    + std::to_string(status) + (status == 407 ? " (it wants a user and password)" : ""));
  if (!clean)
    return fail(transport_error::connect, proxy + " sent bytes behind its answer to CONNECT");
  begin_tls();
}

void connector::begin_tls() {
  enter(phase::shaking);
  if (!stream_->start_tls(parts_.tls, to_->peer))
    return fail(transport_error::tls, authority(to_->peer.host, to_->port) + ": " + stream_->why());
  shake();
}

void connector::shake() {
  auto step = stream_->handshake();
  switch (step.state) {
  case io::ok:
    parts_.counters.handshakes.add();
    parts_.counters.resumptions.add(stream_->resumed() ? 1 : 0);
    return succeed();
  case io::want_read:
    return when_readable(&connector::shake);
  case io::want_write:
    return when_writable(&connector::shake);
  case io::eof:
  case io::failed:
    break;
  }
  auto why = step.state == io::eof ? std::string{"closed in the handshake"} : stream_->why();
  fail(transport_error::tls, authority(to_->peer.host, to_->port) + ": " + why);
}

void connector::sweep(steady::time_point now) {
  if (phase_ == phase::ended || now < step_ends_)
    return;
  auto late = "no answer within " + std::to_string(parts_.options.connect_timeout.count()) + " ms while "
              + std::string{step()};
  switch (phase_) {
  case phase::resolving:
    return fail(transport_error::resolve, host_ + ": " + late);
  case phase::connecting:
    return address_failed(late);
  case phase::tunneling:
    return fail(transport_error::connect, "proxy " + authority(host_, port_) + ": " + late);
  case phase::shaking:
    return fail(transport_error::tls, authority(to_->peer.host, to_->port) + ": " + late);
  case phase::ended:
    return;
  }
}

void connector::succeed() {
  parts_.counters.connections_opened.add();
  finish({std::move(stream_), transport_error::none, {}});
}

void connector::fail(transport_error error, std::string detail) {
  parts_.counters.connections_failed.add();
  stream_.reset();
  finish({nullptr, error, std::move(detail)});
}

void connector::finish(open_outcome outcome) {
  phase_ = phase::ended;
  // Posted, because open() itself may get here and the caller is not ready for it then.
  asio::post(parts_.context, [self = shared_from_this(), outcome = std::move(outcome)]() mutable {
    if (auto then = std::exchange(self->then_, nullptr))
      then(std::move(outcome));
  });
}

void connector::close() {
  phase_ = phase::ended;
  then_ = nullptr;
  stream_.reset();
}

void connector::when_readable(void (connector::*then)()) {
  stream_->wait_readable([self = shared_from_this(), then, now = phase_](auto error) {
    if (!error && self->phase_ == now)
      (self.get()->*then)();
  });
}

void connector::when_writable(void (connector::*then)()) {
  stream_->wait_writable([self = shared_from_this(), then, now = phase_](auto error) {
    if (!error && self->phase_ == now)
      (self.get()->*then)();
  });
}

} // namespace roamsync::net
