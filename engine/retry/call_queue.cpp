#include "engine/retry/call_queue.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace roamsync {

void call_queue::add(call_id id, time_point deadline, time_point now, bool own) {
  auto rest = std::max(limiter_->waits_until() - now, duration{0});
  waiting_.push_back({.id = id, .deadline = deadline + rest, .own = own});
}

void call_queue::resume(time_point until, time_point now) {
  if (until <= now)
    return;
  limiter_->rest_until(until);
  if (until - now > options_.throttle_wait_max)
    given_up_ = {.what = verdict::failed,
                 .why = cause::throttled,
                 .detail = "the service asked for a wait that is longer than roamsync waits"};
}

void call_queue::set_limit(const limit& allowed, time_point now) {
  limiter_->set_limit(allowed, now);
  if (successor_)
    successor_->set_limit(allowed, now);
}

call_queue::step call_queue::next(time_point now) {
  step out;
  std::erase_if(waiting_, [&](const call& x) {
    if (x.deadline <= now)
      out.late.push_back({x.id, x.last != cause::none                  ? x.last
                                : limiter_->waits_until() > x.deadline ? cause::throttled
                                                                       : cause::timed_out});
    return x.deadline <= now;
  });
  auto wake = [&out](time_point at) { out.wake = out.wake ? std::min(*out.wake, at) : at; };
  for (const auto& x : waiting_)
    wake(x.deadline);
  if (successor_ && flying_.empty()) {
    successor_->rest_until(limiter_->waits_until());
    limiter_ = std::move(successor_);
  }
  if (held_ || successor_)
    return out;
  auto own = std::count_if(flying_.begin(), flying_.end(), [](const call& x) { return x.own; });
  for (auto it = waiting_.begin(); it != waiting_.end();) {
    if (it->own && own >= lanes_to_one_mailbox) {
      ++it; // The answer to one of those asks again.
      continue;
    }
    if (it->not_before > now) {
      wake(it->not_before);
      ++it;
      continue;
    }
    auto at = limiter_->opens_at(now);
    if (!at)
      break; // A call in flight must end first, and its answer asks again.
    if (*at > now) {
      wake(*at);
      break;
    }
    it->ticket = limiter_->start(now);
    it->sent = now;
    ++sent_;
    own += it->own ? 1 : 0;
    out.send.push_back(it->id);
    flying_.push_back(*it);
    it = waiting_.erase(it);
  }
  return out;
}

std::optional<call_queue::call> call_queue::take(std::vector<call>& from, call_id id) {
  auto it = std::find_if(from.begin(), from.end(), [id](const call& x) { return x.id == id; });
  if (it == from.end())
    return std::nullopt;
  auto x = *it;
  from.erase(it);
  return x;
}

call_queue::call call_queue::take_flying(call_id id) {
  auto x = take(flying_, id);
  assert(x);
  return *x;
}

std::optional<call_result> call_queue::on_reply(call_id id, const call_result& reply, time_point now,
                                                double jitter, duration queued) {
  auto x = take_flying(id);
  auto waited_until = std::max(limiter_->waits_until(), now);
  auto at = limiter_->end(x.ticket,
                          {.what = reply.what,
                           .latency = now - x.sent - queued,
                           .queued = queued,
                           .retry_after = std::max(reply.retry_after.value_or(duration{0}), duration{0})},
                          now, jitter);
  switch (reply.what) {
  case verdict::throttled:
    // A wait that the service asks for is nobody's fault: no call's time runs meanwhile.
    put_off_deadlines(std::max(limiter_->waits_until() - waited_until, duration{0}));
    return after_throttle(x, reply, now, at);
  case verdict::transient:
    return after_failure(x, reply, now, jitter);
  case verdict::ok:
    budget_.earn();
    [[fallthrough]];
  case verdict::failed:
    failures_in_row_ = trials_ = 0;
    failing_since_.reset();
    return reply;
  case verdict::sign_in_again:
    break;
  }
  return reply;
}

void call_queue::requeue(call_id id, time_point now) {
  auto x = take(parked_, id);
  if (!x) {
    x = take_flying(id);
    limiter_->forget(x->ticket, now);
  }
  x->not_before = now;
  waiting_.insert(waiting_.begin(), *x);
}

void call_queue::park(call_id id, time_point now) {
  auto x = take_flying(id);
  limiter_->end(x.ticket, {.what = verdict::sign_in_again, .latency = now - x.sent}, now, 0);
  parked_.push_back(x);
}

bool call_queue::withdraw(call_id id) noexcept {
  return std::erase_if(waiting_, [id](const call& x) { return x.id == id; }) > 0;
}

void call_queue::drop(call_id id) {
  (void)take(parked_, id);
}

std::optional<call_result> call_queue::again(call x, const call_result& reply, time_point at) {
  if (given_up_)
    return *given_up_;
  if (at >= x.deadline)
    return reply;
  x.not_before = at;
  x.last = reply.why;
  waiting_.insert(waiting_.begin(), x);
  return std::nullopt;
}

std::optional<call_result> call_queue::after_throttle(call x, const call_result& reply, time_point now,
                                                      time_point at) {
  ++throttled_;
  auto asked = reply.retry_after.value_or(duration{0});
  if (asked <= duration{0})
    asked = at - now;
  if (asked > options_.throttle_wait_max) {
    given_up_ = reply;
    return reply;
  }
  // Throttled answers without an end must not keep a call for ever.
  x.waited += asked;
  if (x.waited > options_.throttle_wait_max)
    return reply;
  x.deadline += asked;
  return again(x, reply, at);
}

void call_queue::put_off_deadlines(duration by) {
  for (auto* calls : {&flying_, &parked_})
    for (auto& x : *calls)
      x.deadline += by;
  for (auto& x : waiting_)
    x.deadline += by;
}

std::optional<call_result> call_queue::after_failure(call x, const call_result& reply, time_point now,
                                                     double jitter) {
  note_failure(reply, now, jitter);
  ++x.attempts;
  if (x.attempts >= options_.attempts_max || !budget_.spend())
    return given_up_ ? *given_up_ : reply;
  auto pause =
      std::max(full_jitter(x.attempts - 1, jitter, options_), reply.retry_after.value_or(duration{0}));
  return again(x, reply, now + pause);
}

void call_queue::note_failure(const call_result& reply, time_point now, double jitter) {
  failures_in_row_ += reply.why == cause::timed_out ? 3 : 1;
  if (!failing_since_)
    failing_since_ = now;
  if (failures_in_row_ < options_.breaker_after)
    return;
  // Answers to calls that were on their way when the scope began to rest are no trials.
  if (limiter_->waits_until() > now)
    return;
  if (now - *failing_since_ >= options_.patience) {
    given_up_ = reply;
    return;
  }
  limiter_->rest_until(now + options_.base
                       + std::min(full_jitter(trials_ + 2, jitter, options_), options_.rest_max));
  ++trials_;
}

std::vector<call_queue::call_id> call_queue::take_waiting() {
  std::vector<call_id> out;
  for (const auto& x : waiting_)
    out.push_back(x.id);
  for (const auto& x : parked_)
    out.push_back(x.id);
  waiting_.clear();
  parked_.clear();
  return out;
}

} // namespace roamsync
