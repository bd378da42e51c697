#include "engine/session/session_machine.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace roamsync {

namespace {

call_result result_of_stop(cause why) {
  return {.what = verdict::failed,
          .why = why,
          .detail =
              why == cause::stopped ? "the run was stopped" : "the window and the time after it are over"};
}

call_result not_begun() {
  return {.what = verdict::failed, .why = cause::window_closed, .detail = "nothing was sent for it yet"};
}

/// What "sign in again" means for the call once it is known that the session lives.
call_result refusal_of(call_result reply) {
  reply.what = verdict::failed;
  // 401 with a session that lives means that the mailbox is closed to this user (wire.md U2).
  if (reply.status == 401)
    reply.why = cause::full_access_missing;
  else if (reply.why == cause::none)
    reply.why = cause::unreadable_answer;
  return reply;
}

} // namespace

session_machine::session_machine(std::unique_ptr<limiter> pace, const retry_options& retry,
                                 const session_options& options, time_point now, const session_past& past)
    : queue_(std::move(pace), retry), left_(past.cost), retry_(retry), options_(options), past_(past) {
  queue_.hold(true);
  queue_.resume(past.not_before, now);
}

session_effects session_machine::set_limit(const limit& allowed, time_point now) {
  session_effects out;
  queue_.set_limit(allowed, now);
  pump(now, out);
  return out;
}

session_effects session_machine::set_limiter(std::unique_ptr<limiter> next, time_point now) {
  session_effects out;
  past_.limit = learned(now);
  queue_.set_limiter(std::move(next));
  pump(now, out);
  return out;
}

session_effects session_machine::call(call_queue::call_id id, time_point deadline, time_point now, bool own,
                                      bool first) {
  session_effects out;
  if (phase_ == phase::ended || stopped_) {
    out.emplace_back(session_effect::finish{id, ended_because_ ? *ended_because_ : *stopped_});
    return out;
  }
  if (closed_ && first) {
    out.emplace_back(session_effect::finish{id, not_begun()});
    return out;
  }
  queue_.add(id, deadline, now, own);
  flights_[id].first = first;
  pump(now, out);
  return out;
}

session_effects session_machine::on_reply(call_queue::call_id id, const call_result& reply, time_point now,
                                          double jitter, const passage& how) {
  session_effects out;
  if (reply.what == verdict::sign_in_again) {
    on_sign_in_again(id, reply, now, out);
    pump(now, out);
    return out;
  }
  auto& sent = flights_[id];
  if (reply.what == verdict::ok || reply.what == verdict::failed)
    left_.call_answered(now - sent.at - how.queued);
  else if (reply.what == verdict::transient)
    left_.call_failed();
  if (reply.what == verdict::ok && sent.generation == generation_) {
    fruitless_ = 0;
    if (sent.sent > suspected_at_)
      refuse_suspects(out);
  }
  queue_.scope().set_stakes(
      {.critical = how.critical, .remaining = ahead().remaining, .crowded = how.crowded}, now);
  if (auto last = queue_.on_reply(id, reply, now, jitter, how.queued))
    finish(id, std::move(*last), out);
  left_.see_wait(now, queue_.scope().waits_until());
  keep_wait(reply, out);
  if (queue_.given_up() && phase_ != phase::ended)
    end(*queue_.given_up(), out);
  // Whoever was to be tried again has nobody to try it with.
  if (phase_ == phase::ended)
    finish_waiting(*ended_because_, out);
  else if (stopped_)
    finish_waiting(*stopped_, out);
  pump(now, out);
  return out;
}

session_effects session_machine::on_session_ends_soon(call_queue::call_id id, time_point now) {
  session_effects out;
  if (phase_ == phase::ready && is_of_this_session(id) && now - signed_in_at_ >= options_.renew_after
      && (!sign_in_at_ || *sign_in_at_ > now)) {
    sign_in_at_ = now;
    out = on_wake(now);
  }
  return out;
}

session_effects session_machine::on_unsent(call_queue::call_id id, time_point now) {
  session_effects out;
  queue_.requeue(id, now);
  flights_[id].sent = 0;
  if (phase_ == phase::ended)
    finish_waiting(*ended_because_, out);
  else if (stopped_)
    finish_waiting(*stopped_, out);
  else if (closed_ && flights_[id].first && queue_.withdraw(id))
    finish(id, not_begun(), out);
  pump(now, out);
  return out;
}

void session_machine::on_sign_in_again(call_queue::call_id id, const call_result& reply, time_point now,
                                       session_effects& out) {
  auto& sent = flights_[id];
  if (phase_ == phase::ended || stopped_) {
    queue_.park(id, now);
    queue_.drop(id);
    finish(id, phase_ == phase::ended ? *ended_because_ : *stopped_, out);
    return;
  }
  if (sent.generation != generation_) {
    queue_.requeue(id, now); // It was sent with a session that has been renewed since.
    return;
  }
  auto later = !suspects_.empty() && sent.sent > suspected_at_;
  if (suspects_.empty())
    suspected_at_ = sends_;
  queue_.park(id, now);
  suspects_.push_back({id, reply});
  if (later)
    settle_suspects(now, out); // Two in a row, and no good answer between them: the session has ended.
}

/// A good answer to a call that was sent after the suspects shows that the session lives: they are refusals.
void session_machine::refuse_suspects(session_effects& out) {
  for (auto& x : std::exchange(suspects_, {})) {
    queue_.drop(x.id);
    finish(x.id, refusal_of(std::move(x.reply)), out);
  }
}

/// No call can tell any more: a fresh sign-in does, unless too many of them were in vain.
void session_machine::settle_suspects(time_point now, session_effects& out) {
  if (phase_ == phase::renewing) {
    phase_ = phase::signing_in; // It is under way already, and now it is urgent.
    queue_.hold(true);
    return;
  }
  if (phase_ != phase::ready)
    return;
  if (fruitless_ >= options_.fruitless_max) {
    refuse_suspects(out);
    return;
  }
  ++fruitless_;
  begin_sign_in(now, out);
}

session_effects session_machine::close(time_point now) {
  session_effects out;
  closed_ = true;
  std::vector<call_queue::call_id> first;
  for (const auto& [id, x] : flights_)
    if (x.first && x.sent == 0 && queue_.withdraw(id))
      first.push_back(id);
  for (auto id : first)
    finish(id, not_begun(), out);
  pump(now, out);
  return out;
}

session_effects session_machine::stop(cause why, time_point now) {
  session_effects out;
  stopped_ = result_of_stop(why);
  suspects_.clear();
  finish_waiting(*stopped_, out);
  if (phase_ == phase::resting || phase_ == phase::idle)
    end(*stopped_, out);
  pump(now, out);
  return out;
}

void session_machine::end(const call_result& why, session_effects& out) {
  phase_ = phase::ended;
  ended_because_ = why;
  ended_because_->what = verdict::failed;
  ended_because_->maybe_applied = false;
  sign_in_at_.reset();
  suspects_.clear();
  finish_waiting(*ended_because_, out);
  out.emplace_back(session_effect::failed{*ended_because_});
}

void session_machine::finish(call_queue::call_id id, call_result result, session_effects& out) {
  flights_.erase(id);
  out.emplace_back(session_effect::finish{id, std::move(result)});
}

void session_machine::finish_waiting(const call_result& result, session_effects& out) {
  for (auto id : queue_.take_waiting())
    finish(id, result, out);
}

void session_machine::pump(time_point now, session_effects& out) {
  auto step = queue_.next(now);
  for (auto [id, why] : step.late)
    finish(id,
           {.what = verdict::failed, .why = why, .detail = "the call's time was up before it could be sent"},
           out);
  for (auto id : step.send) {
    auto& x = flights_[id];
    x.generation = generation_;
    x.sent = ++sends_;
    x.at = now;
    out.emplace_back(session_effect::send{id});
  }
  // Suspects wait for a later call only as long as there is one.
  if (!suspects_.empty() && queue_.active() == 0) {
    auto before = out.size();
    settle_suspects(now, out);
    if (out.size() != before)
      return pump(now, out);
  }
  auto at = step.wake;
  if (sign_in_at_)
    at = at ? std::min(*at, *sign_in_at_) : *sign_in_at_;
  if (at)
    out.emplace_back(session_effect::wake{*at});
}

} // namespace roamsync
