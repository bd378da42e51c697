#include "protocols/net/client/core.hpp"

#include "protocols/net/http/request_text.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>

#include <cassert>

namespace roamsync::net {

namespace asio = boost::asio;
using wire::transport_error;

client_core::client_core(asio::io_context& context, const client_options& options, tls_context& tls,
                         client_counters& counters, http_client::sink completions)
    : parts_(context, options, tls, counters), sink_(std::move(completions)), sweep_timer_(context) {}

// -- jobs ---------------------------------------------------------------------

void client_core::submit(std::unique_ptr<job> x, const endpoint& to) {
  x->to = origin_of(to);
  auto [it, is_new] = jobs_.try_emplace(x->id, std::move(x));
  if (!is_new)
    return refuse(*x, transport_error::malformed, "a request with this id is in flight already");
  dispatch(*it->second);
  arm_sweep();
  show_gauges();
}

void client_core::refuse(const job& x, transport_error error, std::string detail) {
  hand_over({x.id, {error, false, {}, std::move(detail)}});
}

void client_core::withdraw(job& x) {
  if (x.waits)
    waiting_.erase(x);
  if (x.on) {
    x.sent = x.sent || x.on->request_sent();
    x.on->close();
    x.on.reset();
    --open_;
  }
  if (x.opening) {
    x.opening->close();
    x.opening.reset();
    --open_;
  }
}

void client_core::settle(job& x, wire::http_result result) {
  assert(!x.waits && !x.on && !x.opening);
  hand_over({x.id, std::move(result)});
  jobs_.erase(x.id);
}

void client_core::hand_over(completion x) {
  done_.push_back(std::move(x));
  if (!std::exchange(flush_posted_, true))
    // Behind everything that this turn of the loop has found ready: one call for the whole burst.
    asio::post(parts_.context, [this] { flush(); });
}

void client_core::flush() {
  flush_posted_ = false;
  show_gauges();
  if (!done_.empty())
    sink_(std::exchange(done_, {}));
}

// -- connections --------------------------------------------------------------

std::shared_ptr<origin> client_core::origin_of(const endpoint& to) {
  auto key = to.scheme + "://" + authority(to.host, to.port);
  auto& x = origins_[key];
  if (!x) {
    boost::system::error_code ec;
    x = std::make_shared<origin>();
    x->peer.host = bare_host(to.host);
    asio::ip::make_address(x->peer.host, ec);
    x->peer.numeric = !ec;
    x->peer.server = std::move(key);
    x->port = to.port;
    x->tls = to.scheme == "https";
  }
  return x;
}

void client_core::dispatch(job& x) {
  if (use_idle(x))
    return;
  if (open_ < parts_.options.connections_max || make_room())
    return open(x);
  waiting_.push(x);
}

bool client_core::use_idle(job& x) {
  while (auto on = idle_.take(*x.to)) {
    if (on->looks_alive()) {
      run(x, std::move(on));
      return true;
    }
    on->close();
    --open_;
  }
  return false;
}

bool client_core::make_room() {
  auto oldest = idle_.take_oldest();
  if (!oldest)
    return false;
  oldest->close();
  --open_;
  return true;
}

void client_core::open(job& x) {
  ++open_;
  x.opening = std::make_shared<connector>(parts_, x.to);
  x.opening->open([this, id = x.id](open_outcome outcome) { on_opened(id, std::move(outcome)); });
}

void client_core::on_opened(std::uint64_t id, open_outcome outcome) {
  auto& x = *jobs_.at(id); // a job that ends early closes its connector, which then stays silent
  x.opening.reset();
  if (!outcome.opened) {
    settle(x, {outcome.error, x.sent, {}, std::move(outcome.detail)});
    return connection_gone();
  }
  auto on = std::make_shared<connection>(parts_, *this, x.to, std::move(outcome.opened));
  on->watch();
  run(x, std::move(on));
}

void client_core::run(job& x, std::shared_ptr<connection> on) {
  x.on = std::move(on);
  x.on->start(x);
  parts_.counters.exchanges.add();
  parts_.counters.reused.add(x.on->reused() ? 1 : 0);
}

void client_core::on_exchange_end(connection& on, job& of, exchange_end end) {
  auto kept = std::exchange(of.on, nullptr);
  of.sent = of.sent || end.sent;
  auto is_stale = on.reused() && end.error == transport_error::closed && !end.answered;
  if (is_stale && (of.idempotent || !end.sent)) {
    parts_.counters.retried.add();
    --open_;
    // A new connection: the other idle ones may be as stale. It is not a reused one, so this happens only
    // once.
    return open(of);
  }
  settle(of, {end.error, of.sent, std::move(end.response), std::move(end.detail)});
  if (end.reusable)
    reuse(std::move(kept));
  else
    connection_gone();
}

void client_core::on_idle_end(connection& on) {
  idle_.remove(on);
  connection_gone();
  show_gauges();
}

void client_core::reuse(std::shared_ptr<connection> x) {
  if (waiting_.empty() && idle_.size() < parts_.options.idle_connections_max)
    return idle_.park(std::move(x), steady::now());
  if (!waiting_.empty()) {
    auto& next = waiting_.pop();
    if (next.to == x->to())
      return run(next, std::move(x));
    x->close();
    --open_;
    return open(next);
  }
  x->close();
  --open_;
}

void client_core::connection_gone() {
  --open_;
  serve_waiting();
}

void client_core::serve_waiting() {
  while (!waiting_.empty() && open_ < parts_.options.connections_max)
    open(waiting_.pop());
}

// -- time ---------------------------------------------------------------------

void client_core::arm_sweep() {
  if (sweep_armed_ || (jobs_.empty() && idle_.empty()))
    return;
  sweep_armed_ = true;
  sweep_timer_.expires_after(parts_.options.sweep_period);
  sweep_timer_.async_wait([this](auto error) {
    sweep_armed_ = false;
    if (!error)
      sweep();
  });
}

void client_core::sweep() {
  auto now = steady::now();
  expire_jobs(now);
  expire_idle(now);
  // Nobody but this table knows it any more: without idle connections, without jobs.
  std::erase_if(origins_, [](const auto& x) { return x.second.use_count() == 1; });
  serve_waiting();
  show_gauges();
  arm_sweep();
}

void client_core::expire_jobs(steady::time_point now) {
  std::vector<job*> late;
  for (auto& [id, x] : jobs_) {
    if (x->deadline <= now)
      late.push_back(x.get());
    else if (x->opening)
      x->opening->sweep(now);
  }
  for (auto* x : late) {
    std::string_view where = x->waits ? "waiting for a free connection"
                             : x->on  ? "waiting for the answer"
                                      : "";
    if (x->opening)
      where = x->opening->step();
    auto detail = x->to->peer.server + ": the deadline passed while " + std::string{where};
    withdraw(*x);
    settle(*x, {transport_error::timed_out, x->sent, {}, std::move(detail)});
  }
}

void client_core::expire_idle(steady::time_point now) {
  while (!idle_.empty() && idle_.oldest_since() + parts_.options.idle_timeout <= now) {
    idle_.take_oldest()->close();
    --open_;
  }
}

void client_core::stop() {
  sweep_timer_.cancel();
  parts_.names.close();
  while (!jobs_.empty()) {
    auto& x = *jobs_.begin()->second;
    withdraw(x);
    settle(x, {transport_error::aborted, x.sent, {}, "the client is stopping"});
  }
  while (auto x = idle_.take_oldest()) {
    x->close();
    --open_;
  }
  assert(open_ == 0);
  flush();
}

void client_core::show_gauges() {
  parts_.counters.in_flight.store(jobs_.size());
  parts_.counters.waiting.store(waiting_.size());
  parts_.counters.open.store(open_);
  parts_.counters.idle.store(idle_.size());
}

} // namespace roamsync::net
