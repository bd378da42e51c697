#include "protocols/net/client/connection.hpp"

#include "protocols/net/http/request_text.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace roamsync::net {

namespace asio = boost::asio;
using wire::transport_error;

namespace {

/// Reads for one connection before the others get their turn.
constexpr int reads_per_turn_max = 16;

} // namespace

connection::connection(client_parts& parts, connection_owner& owner, std::shared_ptr<origin> to,
                       std::unique_ptr<stream> opened)
    : parts_(parts), owner_(owner), to_(std::move(to)), stream_(std::move(opened)) {}

void connection::watch() {
  arm_read();
}

void connection::start(job& x) {
  busy_ = &x;
  ++started_;
  reader_.emplace(parts_.options.limits, x.head);
  unsent_ = x.text;
  write_failure_.clear();
  write_needs_read_ = false;
  sent_before_ = stream_->bytes_sent();
  write_more();
}

bool connection::looks_alive() {
  return stream_->is_open() && stream_->read_some(parts_.received).state == io::want_read;
}

void connection::close() {
  busy_ = nullptr;
  unsent_ = {};
  stream_->close();
}

void connection::write_more() {
  while (!unsent_.empty()) {
    auto step = stream_->write_some(unsent_);
    switch (step.state) {
    case io::ok:
      unsent_.remove_prefix(step.bytes);
      continue;
    case io::want_write:
      return stream_->wait_writable([self = shared_from_this()](auto error) {
        if (!error && self->busy_)
          self->write_more();
      });
    case io::want_read:
      write_needs_read_ = true;
      return;
    case io::eof:
    case io::failed:
      break;
    }
    write_failure_ = step.state == io::eof ? "closed by the peer" : stream_->why();
    unsent_ = {};
    asio::post(parts_.context, [self = shared_from_this()] {
      if (self->stream_->is_open())
        self->read_turn();
    });
  }
}

void connection::arm_read() {
  stream_->wait_readable([self = shared_from_this()](auto error) {
    if (!error && self->stream_->is_open())
      self->on_readable();
  });
}

void connection::on_readable() {
  auto emptied = read_turn();
  if (!stream_->is_open())
    return;
  if (emptied)
    return arm_read();
  asio::post(parts_.context, [self = shared_from_this()] {
    if (self->stream_->is_open())
      self->on_readable();
  });
}

bool connection::read_turn() {
  auto& buffer = parts_.received;
  for (int i = 0; i < reads_per_turn_max; ++i) {
    auto step = stream_->read_some(buffer);
    if (step.state == io::eof || step.state == io::failed) {
      on_end(step);
      return true;
    }
    if (step.state != io::ok) {
      after_reading();
      return true;
    }
    on_bytes({buffer.data(), step.bytes});
    // A short read has emptied the socket; what comes later is announced.
    if (!stream_->is_open() || (step.bytes < buffer.size() && !stream_->has_pending()))
      return true;
  }
  return false;
}

void connection::after_reading() {
  if (!busy_)
    return;
  if (!write_failure_.empty())
    fail(transport_error::closed, "while sending: " + write_failure_);
  else if (std::exchange(write_needs_read_, false))
    write_more();
}

void connection::on_bytes(std::string_view bytes) {
  if (!busy_) {
    stream_->close();
    return owner_.on_idle_end(*this);
  }
  switch (reader_->feed(bytes)) {
  case response_reader::state::more:
    return;
  case response_reader::state::done:
    return answer_complete();
  case response_reader::state::failed:
    return fail(reader_->error(), reader_->detail());
  }
}

void connection::on_end(const io_step& step) {
  if (!busy_) {
    stream_->close();
    return owner_.on_idle_end(*this);
  }
  if (step.state == io::eof && reader_->finish() == response_reader::state::done)
    return answer_complete();
  if (!write_failure_.empty())
    return fail(transport_error::closed, "while sending: " + write_failure_);
  fail(transport_error::closed, step.state == io::eof ? reader_->detail() : stream_->why());
}

void connection::answer_complete() {
  exchange_end x;
  x.response = reader_->take();
  x.reusable = reader_->reusable() && unsent_.empty() && write_failure_.empty()
               && (!stream_->has_pending() || (looks_alive() && !stream_->has_pending()));
  end(std::move(x));
}

void connection::fail(transport_error error, std::string detail) {
  exchange_end x;
  x.error = error;
  x.detail = authority(to_->peer.host, to_->port) + ": " + std::move(detail);
  end(std::move(x));
}

void connection::end(exchange_end x) {
  x.sent = request_sent();
  x.answered = reader_->started();
  auto* of = std::exchange(busy_, nullptr);
  reader_.reset();
  unsent_ = {};
  if (!x.reusable)
    stream_->close();
  owner_.on_exchange_end(*this, *of, std::move(x));
}

} // namespace roamsync::net
