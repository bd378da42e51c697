#include "bench/mock_exchange/server/connection.hpp"

#include <algorithm>
#include <array>

namespace mock_exchange {

namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

/// Bytes a client may send ahead of the answer that it waits for.
constexpr std::size_t ahead_bytes_max = 256 * 1024;
constexpr std::size_t read_bytes = 16 * 1024;
/// The pace of faults.
constexpr std::size_t trickle_bytes = 8;
constexpr auto trickle_pause = std::chrono::milliseconds{20};
constexpr auto endless_pause = std::chrono::milliseconds{1};
constexpr std::size_t endless_bytes = 16 * 1024;
/// How long the end of a client is waited for after the last answer.
constexpr auto linger_time = std::chrono::seconds{2};

} // namespace

connection::connection(tcp::socket socket, const connection_needs& needs)
    : needs_(needs), line_(std::move(socket), needs.tls), timer_(line_.socket().get_executor()) {
  error_code ignored;
  auto end = line_.socket().remote_endpoint(ignored);
  peer_ = end.address().to_string();
  ++needs_.seen.connections;
  needs_.seen.peak_open = std::max(needs_.seen.peak_open, ++needs_.seen.open);
}

connection::~connection() {
  depart(false); // the program ends in the middle of an answer
  --needs_.seen.open;
}

void connection::start() {
  drive();
}

void connection::drive() {
  while (advance()) {
  }
}

/// Does one step; true if another one can follow at once.
bool connection::advance() {
  switch (phase_) {
  case phase::handshaking:
    return shake_hands();
  case phase::reading:
    return in_.empty() ? read_more() : parse();
  case phase::lingering:
    in_.clear();
    return read_more();
  case phase::writing:
    return write_more();
  default:
    return false;
  }
}

bool connection::shake_hands() {
  auto result = line_.handshake();
  if (result == transport::step::closed) {
    die();
    return false;
  }
  if (result != transport::step::done) {
    wait_for(result);
    return false;
  }
  phase_ = phase::reading;
  needs_.seen.tls_handshakes += line_.secure();
  needs_.seen.tls_resumptions += line_.resumed();
  return true;
}

bool connection::read_more() {
  std::array<char, read_bytes> bytes;
  std::size_t got = 0;
  auto result = line_.read_some(bytes.data(), bytes.size(), got);
  needs_.seen.bytes_in += got;
  in_.append(bytes.data(), got);
  if (result == transport::step::done)
    return true;
  if (result == transport::step::closed)
    die();
  else
    wait_for(result);
  return false;
}

bool connection::parse() {
  std::size_t used = 0;
  auto state = parser_.feed(in_, used);
  in_.erase(0, used);
  switch (state) {
  case request_parser::state::done:
    return take_request();
  case request_parser::state::too_large:
    refuse(413);
    return true;
  case request_parser::state::malformed:
    refuse(400);
    return true;
  case request_parser::state::need_more:
    break;
  }
  if (parser_.wants_continue()) {
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    std::size_t wrote = 0;
    line_.write_some(go_on.data(), go_on.size(), wrote);
  }
  return read_more();
}

bool connection::take_request() {
  auto in = parser_.take();
  parser_ = request_parser();
  in.peer = peer_;
  in.secure = line_.secure();
  keep_alive_ = in.keep_alive;
  head_ = in.method == "HEAD";
  turn_ = needs_.port.arrive(in, needs_.clock.now());
  keep_alive_ = keep_alive_ && !turn_->answer.close;
  if (turn_->how == delivery::never) {
    phase_ = phase::silent;
    watch();
    return false;
  }
  if (turn_->delay > instant{}) {
    phase_ = phase::delayed;
    pause(turn_->delay);
    watch();
    return false;
  }
  prepare_output();
  return true;
}

void connection::prepare_output() {
  phase_ = phase::writing;
  out_.clear();
  sent_ = 0;
  const auto& date = cached_http_date(needs_.port.wall(needs_.clock.now()));
  if (turn_->how == delivery::endless) {
    out_ = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    return;
  }
  append_response(out_, turn_->answer, date, keep_alive_, head_);
  if (turn_->how == delivery::cut_before)
    out_.clear();
  else if (turn_->how == delivery::cut_mid)
    out_.resize(out_.size() - std::max<std::size_t>(turn_->answer.body.size() / 2, 1));
}

bool connection::write_more() {
  auto trickles = turn_ && turn_->how == delivery::trickle;
  while (sent_ < out_.size()) {
    auto size = std::min(out_.size() - sent_, trickles ? trickle_bytes : out_.size());
    std::size_t wrote = 0;
    auto result = line_.write_some(out_.data() + sent_, size, wrote);
    sent_ += wrote;
    needs_.seen.bytes_out += wrote;
    if (result == transport::step::closed) {
      die();
      return false;
    }
    if (result != transport::step::done) {
      wait_for(result);
      return false;
    }
    if (trickles && sent_ < out_.size()) {
      phase_ = phase::pausing;
      pause(trickle_pause);
      watch();
      return false;
    }
  }
  return end_of_output();
}

/// All that was to be sent has been sent.
bool connection::end_of_output() {
  auto how = turn_ ? turn_->how : delivery::whole;
  if (how == delivery::cut_before || how == delivery::cut_mid) {
    depart(false);
    line_.reset();
    die();
    return false;
  }
  if (how == delivery::endless) {
    out_ = "4000\r\n" + std::string(endless_bytes, ' ') + "\r\n";
    sent_ = 0;
    phase_ = phase::pausing;
    pause(endless_pause);
    watch();
    return false;
  }
  depart(true);
  if (!keep_alive_) {
    linger();
    return true;
  }
  phase_ = phase::reading;
  return true;
}

void connection::refuse(unsigned status) {
  keep_alive_ = false;
  out_.clear();
  sent_ = 0;
  append_response(out_, html_answer(status, "<html><body>The request cannot be read.</body></html>"),
                  cached_http_date(needs_.port.wall(needs_.clock.now())), false, false);
  phase_ = phase::writing;
}

/// While the client waits: notices that it has gone, keeps what it sends ahead.
void connection::watch() {
  if (read_wait_ || in_.size() >= ahead_bytes_max)
    return;
  std::array<char, read_bytes> bytes;
  std::size_t got = 0;
  auto result = transport::step::done;
  while (result == transport::step::done && in_.size() < ahead_bytes_max) {
    result = line_.read_some(bytes.data(), bytes.size(), got);
    needs_.seen.bytes_in += got;
    in_.append(bytes.data(), got);
  }
  if (result == transport::step::closed)
    die();
  else if (result == transport::step::want_read)
    wait_for(result);
}

void connection::wait_for(transport::step what) {
  auto reads = what == transport::step::want_read;
  auto& waits = reads ? read_wait_ : write_wait_;
  if (waits)
    return;
  waits = true;
  line_.socket().async_wait(reads ? tcp::socket::wait_read : tcp::socket::wait_write,
                            [self = shared_from_this(), reads](error_code error) {
                              (reads ? self->read_wait_ : self->write_wait_) = false;
                              if (error || self->phase_ == phase::dead)
                                return;
                              auto waiting = self->phase_ == phase::delayed || self->phase_ == phase::silent
                                             || self->phase_ == phase::pausing;
                              if (waiting)
                                self->watch();
                              else
                                self->drive();
                            });
}

void connection::pause(instant time) {
  timer_.expires_after(time);
  timer_.async_wait([self = shared_from_this()](error_code error) {
    if (error || self->phase_ == phase::dead)
      return;
    if (self->phase_ == phase::delayed)
      self->prepare_output();
    else if (self->phase_ == phase::pausing)
      self->phase_ = phase::writing;
    else
      return self->die(); // lingered long enough
    self->drive();
  });
}

void connection::depart(bool delivered) {
  if (!turn_)
    return;
  needs_.port.depart(*turn_, delivered, needs_.clock.now());
  turn_.reset();
}

void connection::linger() {
  line_.finish_sending();
  phase_ = phase::lingering;
  pause(linger_time);
}

void connection::die() {
  phase_ = phase::dead;
  depart(false);
  timer_.cancel();
  error_code ignored;
  line_.socket().close(ignored);
}

} // namespace mock_exchange
