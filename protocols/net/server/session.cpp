#include "protocols/net/server/session.hpp"

#include "protocols/net/server/response_text.hpp"

#include <exception>
#include <utility>

namespace roamsync::net {

using steady_clock = std::chrono::steady_clock;

session::session(server_parts& parts, stream_socket socket, client_identity client)
    : parts_(parts), stream_(parts.context, parts.traffic), client_(std::move(client)),
      reader_(parts.options.limits) {
  stream_.socket() = std::move(socket);
}

void session::start(std::function<void(session&)> gone) {
  gone_ = std::move(gone);
  if (!stream_.adopt_socket())
    return end();
  limit_time(parts_.options.idle_timeout);
  arm_read();
}

void session::turn_away(std::function<void(session&)> gone) {
  gone_ = std::move(gone);
  if (!stream_.adopt_socket())
    return end();
  refuse(503);
}

void session::limit_time(duration left) {
  until_ = steady_clock::now() + left;
}

void session::arm_read() {
  stream_.wait_readable([self = shared_from_this()](auto error) {
    if (!error && self->phase_ != phase::closed)
      self->on_readable();
  });
}

void session::on_readable() {
  auto step = stream_.read_some(parts_.received);
  if (step.state == io::want_read)
    return arm_read();
  if (step.state != io::ok)
    return end();
  if (phase_ == phase::draining)
    return arm_read();
  on_reader(reader_.feed({parts_.received.data(), step.bytes}));
}

void session::on_reader(request_reader::state now) {
  if (reader_.started() && !std::exchange(busy_, true))
    limit_time(parts_.options.request_timeout);
  switch (now) {
  case request_reader::state::failed:
    return refuse(reader_.error_status());
  case request_reader::state::done:
    return answer_request();
  case request_reader::state::more:
    break;
  }
  if (reader_.wants_continue())
    return send("HTTP/1.1 100 Continue\r\n\r\n", false);
  arm_read();
}

void session::answer_request() {
  auto keep = reader_.keep_alive();
  auto request = reader_.take();
  request.peer = client_.address;
  request.user = client_.user;
  std::string text;
  try {
    text =
        response_text(parts_.answer(request), {.keep_alive = keep, .without_body = request.method == "HEAD"});
  } catch (const std::exception&) {
    return refuse(500);
  }
  send(std::move(text), !keep);
}

void session::refuse(int status) {
  limit_time(parts_.options.request_timeout);
  send(refusal_text(status), true);
}

void session::send(std::string text, bool then_close) {
  phase_ = phase::writing;
  unsent_ = std::move(text);
  sent_ = 0;
  close_after_ = then_close;
  write_more();
}

void session::write_more() {
  while (sent_ < unsent_.size()) {
    auto step = stream_.write_some(std::string_view{unsent_}.substr(sent_));
    if (step.state == io::want_write)
      return stream_.wait_writable([self = shared_from_this()](auto error) {
        if (!error && self->phase_ == phase::writing)
          self->write_more();
      });
    if (step.state != io::ok)
      return end();
    sent_ += step.bytes;
  }
  unsent_ = {};
  on_sent();
}

void session::on_sent() {
  if (close_after_) {
    phase_ = phase::draining;
    boost::system::error_code ignored;
    stream_.socket().shutdown(stream_socket::shutdown_send, ignored);
    return arm_read();
  }
  phase_ = phase::reading;
  if (!reader_.started()) {
    busy_ = false;
    limit_time(parts_.options.idle_timeout);
    return arm_read();
  }
  // Posted: a client that sends requests ahead must not keep the loop to itself.
  boost::asio::post(parts_.context, [self = shared_from_this()] {
    if (self->phase_ == phase::reading)
      self->on_reader(self->reader_.next());
  });
}

void session::sweep(steady_clock::time_point now) {
  if (now < until_ || phase_ == phase::closed)
    return;
  if (phase_ != phase::reading || !busy_)
    return end();
  boost::system::error_code ignored;
  stream_.socket().cancel(ignored); // nothing may be read while the answer is written
  refuse(408);
}

void session::end() {
  close();
  if (auto gone = std::exchange(gone_, nullptr))
    gone(*this);
}

void session::close() {
  phase_ = phase::closed;
  stream_.close();
}

} // namespace roamsync::net
