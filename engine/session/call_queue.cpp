#include "engine/session/call_queue.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace roamsync {

call_queue::call_queue(const limit& allowed, const retry_options& options, time_point now)
    : options_(options), gate_(allowed, now), budget_(options) {}

void call_queue::add(call_id id, time_point deadline) {
  waiting_.push_back({.id = id, .deadline = deadline});
}

call_queue::step call_queue::next(time_point now) {
  step out;
  std::erase_if(waiting_, [&](const call& x) {
    if (x.deadline <= now)
      out.late.push_back({x.id, x.last != cause::none              ? x.last
                                : gate_.waits_until() > x.deadline ? cause::throttled
                                                                   : cause::timed_out});
    return x.deadline <= now;
  });
  auto wake = [&out](time_point at) { out.wake = out.wake ? std::min(*out.wake, at) : at; };
  for (const auto& x : waiting_)
    wake(x.deadline);
  if (held_)
    return out;
  for (auto it = waiting_.begin(); it != waiting_.end();) {
    if (it->not_before > now) {
      wake(it->not_before);
      ++it;
      continue;
    }
    auto at = gate_.opens_at(now);
    if (!at)
      break; // A call in flight must end first, and its answer asks again.
    if (*at > now) {
      wake(*at);
      break;
    }
    it->era = gate_.start(now);
    ++sent_;
    out.send.push_back(it->id);
    flying_.push_back(*it);
    it = waiting_.erase(it);
  }
  return out;
}

call_queue::call call_queue::take_flying(call_id id) {
  auto it = std::find_if(flying_.begin(), flying_.end(), [id](const call& x) { return x.id == id; });
  assert(it != flying_.end());
  auto x = *it;
  flying_.erase(it);
  return x;
}

std::optional<call_result> call_queue::on_reply(call_id id, const call_result& reply, time_point now,
                                                double jitter) {
  auto x = take_flying(id);
  // A refusal shows as well as a success that the service answers.
  auto good = reply.what == verdict::ok || reply.what == verdict::failed;
  gate_.end(good, x.era);
  switch (reply.what) {
  case verdict::throttled:
    return after_throttle(x, reply, now, jitter);
  case verdict::transient:
    return after_failure(x, reply, now, jitter);
  case verdict::ok:
    budget_.earn();
    [[fallthrough]];
  case verdict::failed:
    failures_in_row_ = throttles_in_row_ = trials_ = 0;
    return reply;
  case verdict::sign_in_again:
    break;
  }
  return reply;
}

void call_queue::requeue(call_id id, time_point now) {
  auto x = take_flying(id);
  gate_.end(false, x.era);
  x.not_before = now;
  waiting_.push_front(x);
}

std::optional<call_result> call_queue::again(call x, const call_result& reply, time_point at) {
  if (given_up_)
    return *given_up_;
  if (at >= x.deadline)
    return reply;
  x.not_before = at;
  x.last = reply.why;
  waiting_.push_front(x);
  return std::nullopt;
}

std::optional<call_result> call_queue::after_throttle(call x, const call_result& reply, time_point now,
                                                      double jitter) {
  ++throttled_;
  // Without a wait told, the back-off grows from one second with each throttled answer in a row.
  auto told = reply.retry_after.value_or(duration{0});
  auto own = std::max(duration{1'000}, full_jitter(throttles_in_row_ + 1, jitter, options_));
  auto wait = told > duration{0} ? told : own;
  ++throttles_in_row_;
  gate_.wait_until(now + wait + late_by(wait, jitter), x.era);
  if (wait > options_.throttle_wait_max) {
    given_up_ = reply;
    return reply;
  }
  return again(x, reply, now);
}

std::optional<call_result> call_queue::after_failure(call x, const call_result& reply, time_point now,
                                                     double jitter) {
  note_failure(reply, now, jitter);
  ++x.attempts;
  if (x.attempts >= options_.attempts_max || !budget_.spend())
    return given_up_ ? *given_up_ : reply;
  return again(x, reply, now + full_jitter(x.attempts - 1, jitter, options_));
}

void call_queue::note_failure(const call_result& reply, time_point now, double jitter) {
  ++failures_in_row_;
  if (failures_in_row_ < options_.breaker_after)
    return;
  // Answers to calls that were on their way when the scope began to rest are no trials.
  if (gate_.waits_until() > now)
    return;
  if (failures_in_row_ > options_.breaker_after && ++trials_ >= options_.trials_max) {
    given_up_ = reply;
    return;
  }
  gate_.rest_until(now + options_.base + full_jitter(trials_ + 2, jitter, options_));
}

std::vector<call_queue::call_id> call_queue::take_waiting() {
  std::vector<call_id> out;
  for (const auto& x : waiting_)
    out.push_back(x.id);
  waiting_.clear();
  return out;
}

} // namespace roamsync
