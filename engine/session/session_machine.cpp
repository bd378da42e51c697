#include "engine/session/session_machine.hpp"

#include <algorithm>

namespace roamsync {

namespace {

call_result stopped_result() {
  return {.what = verdict::failed, .why = cause::stopped, .detail = "the run was stopped"};
}

} // namespace

session_machine::session_machine(const limit& allowed, const retry_options& retry,
                                 const session_options& options, time_point now)
    : queue_(allowed, retry, now), retry_(retry), options_(options) {
  queue_.hold(true);
}

void session_machine::begin_sign_in(session_effects& out) {
  ++sign_ins_;
  sign_in_at_.reset();
  out.emplace_back(session_effect::sign_in{});
}

session_effects session_machine::start(time_point now) {
  session_effects out;
  phase_ = phase::signing_in;
  begin_sign_in(out);
  pump(now, out);
  return out;
}

session_effects session_machine::on_signed_in(std::optional<duration> lifetime, time_point now) {
  session_effects out;
  if (phase_ == phase::ended)
    return out;
  auto first = generation_ == 0;
  ++generation_;
  attempts_ = 0;
  phase_ = phase::ready;
  queue_.hold(false);
  if (lifetime)
    sign_in_at_ =
        now + duration{static_cast<std::int64_t>(static_cast<double>(lifetime->count()) * options_.renew_at)};
  if (first)
    out.emplace_back(session_effect::ready{});
  pump(now, out);
  return out;
}

session_effects session_machine::on_sign_in_failed(const call_result& why, time_point now, double jitter) {
  session_effects out;
  if (phase_ == phase::ended)
    return out;
  ++attempts_;
  auto final = why.what == verdict::failed || is_final_sign_in_failure(why.why);
  if (final || stopped_ || attempts_ >= options_.sign_in_attempts_max) {
    end(why, out);
    return out;
  }
  auto wait = why.retry_after.value_or(duration{0});
  if (wait > retry_.throttle_wait_max) {
    end(why, out);
    return out;
  }
  wait = wait > duration{0} ? wait + late_by(wait, jitter)
                            : retry_.base + full_jitter(attempts_ + 1, jitter, retry_);
  // A renewal that is not urgent keeps the old session in use while it is tried again.
  if (phase_ != phase::renewing)
    phase_ = phase::resting;
  sign_in_at_ = now + wait;
  if (why.what == verdict::throttled)
    queue_.scope().rest_until(*sign_in_at_);
  pump(now, out);
  return out;
}

session_effects session_machine::call(call_queue::call_id id, time_point deadline, time_point now) {
  session_effects out;
  if (phase_ == phase::ended || stopped_) {
    out.emplace_back(session_effect::finish{id, ended_because_.value_or(stopped_result())});
    return out;
  }
  queue_.add(id, deadline);
  flights_.try_emplace(id);
  pump(now, out);
  return out;
}

session_effects session_machine::on_reply(call_queue::call_id id, const call_result& reply, time_point now,
                                          double jitter) {
  session_effects out;
  if (reply.what == verdict::sign_in_again) {
    on_ended_session(id, reply, now, out);
    pump(now, out);
    return out;
  }
  if (auto last = queue_.on_reply(id, reply, now, jitter)) {
    flights_.erase(id);
    out.emplace_back(session_effect::finish{id, std::move(*last)});
  }
  if (queue_.given_up() && phase_ != phase::ended)
    end(*queue_.given_up(), out);
  else if (stopped_)
    for (auto& effect : stop(now))
      out.push_back(std::move(effect));
  pump(now, out);
  return out;
}

void session_machine::on_ended_session(call_queue::call_id id, const call_result& reply, time_point now,
                                       session_effects& out) {
  auto& sent = flights_[id];
  auto current = sent.generation == generation_;
  if (sent.renewed_for && current)
    refusal_is_final_ = true;
  auto refused = current && (refusal_is_final_ || unplanned_ + 1 >= options_.sign_ins_max);
  if (refused || stopped_ || phase_ == phase::ended) {
    auto last = reply;
    last.what = verdict::failed;
    // 401 with a fresh session means that the mailbox is closed to this user (wire.md U2).
    last.why = reply.status == 401        ? cause::full_access_missing
               : reply.why == cause::none ? cause::unreadable_answer
                                          : reply.why;
    (void)queue_.on_reply(id, last, now, 0);
    flights_.erase(id);
    out.emplace_back(session_effect::finish{id, std::move(last)});
    return;
  }
  queue_.requeue(id, now);
  if (!current)
    return; // It was sent with a session that has been renewed since.
  sent.renewed_for = true;
  if (phase_ == phase::ready) {
    ++unplanned_;
    phase_ = phase::signing_in;
    queue_.hold(true);
    begin_sign_in(out);
  }
}

session_effects session_machine::on_wake(time_point now) {
  session_effects out;
  if (sign_in_at_ && *sign_in_at_ <= now && phase_ != phase::ended) {
    if (phase_ == phase::ready)
      phase_ = phase::renewing;
    else if (phase_ == phase::resting)
      phase_ = phase::signing_in;
    begin_sign_in(out);
  }
  pump(now, out);
  return out;
}

session_effects session_machine::stop(time_point now) {
  session_effects out;
  stopped_ = true;
  for (auto id : queue_.take_waiting()) {
    flights_.erase(id);
    out.emplace_back(session_effect::finish{id, stopped_result()});
  }
  if (phase_ == phase::resting || phase_ == phase::idle)
    end(stopped_result(), out);
  pump(now, out);
  return out;
}

void session_machine::end(const call_result& why, session_effects& out) {
  phase_ = phase::ended;
  ended_because_ = why;
  ended_because_->what = verdict::failed;
  ended_because_->maybe_applied = false;
  sign_in_at_.reset();
  for (auto id : queue_.take_waiting()) {
    flights_.erase(id);
    out.emplace_back(session_effect::finish{id, *ended_because_});
  }
  out.emplace_back(session_effect::failed{*ended_because_});
}

void session_machine::pump(time_point now, session_effects& out) {
  auto step = queue_.next(now);
  for (auto [id, why] : step.late) {
    flights_.erase(id);
    out.emplace_back(
        session_effect::finish{id,
                               {.what = verdict::failed,
                                .why = why,
                                .detail = "the mailbox's time was up before the call could be sent"}});
  }
  for (auto id : step.send) {
    flights_[id].generation = generation_;
    out.emplace_back(session_effect::send{id});
  }
  auto at = step.wake;
  if (sign_in_at_)
    at = at ? std::min(*at, *sign_in_at_) : *sign_in_at_;
  if (at)
    out.emplace_back(session_effect::wake{*at});
}

} // namespace roamsync
