#include "engine/session/session_machine.hpp"

#include <algorithm>
#include <string>
#include <utility>

// How a session signs in, and what of that outlives its process.
namespace roamsync {

namespace {
constexpr duration shortest_life{1'000};
} // namespace

// -- what outlives the process ----------------------------------------------------

void session_machine::keep(bool first, session_effects& out) {
  out.emplace_back(session_effect::keep{past_, first});
}

void session_machine::keep_answer(session_effects& out) {
  if (std::exchange(past_.open_posts, 0U) > 0)
    keep(false, out);
}

void session_machine::keep_wait(const call_result& reply, session_effects& out) {
  auto until = queue_.scope().waits_until();
  if (reply.what != verdict::throttled || until <= past_.not_before)
    return;
  past_.not_before = until;
  keep(false, out);
}

void session_machine::end_unanswered(session_effects& out) {
  end({.what = verdict::failed,
       .why = cause::sign_in_unanswered,
       .detail = "the password was posted " + std::to_string(past_.open_posts)
                 + " times without an answer that was read"},
      out);
}

session_effects session_machine::on_password_due(time_point now) {
  session_effects out;
  if (past_.open_posts >= options_.open_posts_max) {
    end_unanswered(out);
    pump(now, out);
    return out;
  }
  ++past_.open_posts;
  posts_ = true;
  keep(true, out);
  return out;
}

session_effects session_machine::on_password_unsent() {
  session_effects out;
  if (std::exchange(posts_, false)) {
    --past_.open_posts;
    keep(false, out);
  }
  return out;
}

// -- sign-in ----------------------------------------------------------------------

void session_machine::send_sign_in(session_effects& out) {
  sign_in_at_.reset();
  posts_ = false;
  out.emplace_back(session_effect::sign_in{});
}

/// Nothing is sent until the sign-in has worked; and it does not begin inside a wait of the service either.
void session_machine::begin_sign_in(time_point now, session_effects& out) {
  queue_.hold(true);
  auto opens = queue_.scope().waits_until();
  if (opens > now) {
    phase_ = phase::resting;
    sign_in_at_ = opens;
    return;
  }
  phase_ = phase::signing_in;
  send_sign_in(out);
}

session_word session_machine::word(bool sign_in_sent) const noexcept {
  switch (phase_) {
  case phase::idle:
  case phase::resting:
    return session_word::signs_in;
  case phase::signing_in:
    return sign_in_sent ? session_word::signs_in : session_word::nothing;
  case phase::ready:
    return session_word::signed_in;
  case phase::renewing:
    return sign_in_sent ? session_word::signed_in : session_word::nothing;
  case phase::ended:
    break;
  }
  return session_word::nothing;
}

session_effects session_machine::start(time_point now) {
  session_effects out;
  if (queue_.given_up())
    end(*queue_.given_up(), out);
  else
    begin_sign_in(now, out);
  pump(now, out);
  return out;
}

session_effects session_machine::on_signed_in(std::optional<duration> lifetime, time_point now) {
  session_effects out;
  posts_ = false;
  keep_answer(out);
  if (phase_ == phase::ended)
    return out;
  auto first = generation_ == 0;
  ++generation_;
  attempts_ = 0;
  failing_since_.reset();
  session_ends_.reset();
  signed_in_at_ = now;
  phase_ = phase::ready;
  queue_.hold(false);
  if (lifetime && *lifetime >= shortest_life) {
    session_ends_ = now + *lifetime;
    auto share = static_cast<double>(lifetime->count()) * options_.renew_at;
    sign_in_at_ = now + duration{static_cast<std::int64_t>(share)};
  }
  for (auto& x : std::exchange(suspects_, {}))
    queue_.requeue(x.id, now);
  if (first)
    out.emplace_back(session_effect::ready{});
  pump(now, out);
  return out;
}

/// The session that is being renewed can still be used.
bool session_machine::lives(time_point now) const noexcept {
  return phase_ == phase::renewing && session_ends_ && *session_ends_ > now;
}

/// A renewal keeps the old session in use while it is tried again.
void session_machine::sign_in_again_at(time_point when, time_point now, session_effects& out) {
  const auto goes_on = lives(now);
  phase_ = goes_on ? phase::ready : phase::resting;
  queue_.hold(!goes_on);
  sign_in_at_ = when;
  pump(now, out);
}

session_effects session_machine::on_sign_in_failed(const call_result& why, time_point now, double jitter) {
  session_effects out;
  auto unanswered = why.maybe_applied;
  // A refusal stays on the count: the process may end before the tenant's end is kept. A try that posted nothing has
  // nothing to say of those before it.
  if (std::exchange(posts_, false) && !unanswered && !is_final_sign_in_failure(why.why))
    keep_answer(out);
  if (phase_ == phase::ended)
    return out;
  ++attempts_;
  if (!failing_since_)
    failing_since_ = now;
  auto asked = why.retry_after.value_or(duration{0});
  auto final = why.what == verdict::failed || is_final_sign_in_failure(why.why);
  auto hopeless = !lives(now) && now - *failing_since_ >= retry_.patience;
  auto wait = asked > duration{0} ? asked + late_by(asked, jitter)
                                  : retry_.base + full_jitter(attempts_ + 1, jitter, retry_);
  if (unanswered && past_.open_posts >= options_.open_posts_max) {
    end_unanswered(out);
    return out;
  }
  if (unanswered)
    wait = std::max(wait, options_.open_post_pause * past_.open_posts * past_.open_posts);
  if (why.what == verdict::throttled) {
    queue_.scope().rest_until(now + wait);
    keep_wait(why, out);
  }
  if (final || stopped_ || hopeless || asked > retry_.throttle_wait_max) {
    end(stopped_ && !final ? *stopped_ : why, out);
    return out;
  }
  sign_in_again_at(now + wait, now, out);
  return out;
}

session_effects session_machine::on_sign_in_held(time_point now) {
  session_effects out;
  if (std::exchange(posts_, false)) // the post before this step was answered
    keep_answer(out);
  if (phase_ == phase::ended)
    return out;
  if (stopped_)
    end(*stopped_, out);
  else
    sign_in_again_at(std::max(queue_.scope().waits_until(), now + retry_.base), now, out);
  return out;
}

session_effects session_machine::on_wake(time_point now) {
  session_effects out;
  if (stopped_)
    sign_in_at_.reset(); // nor is a session renewed
  if (sign_in_at_ && *sign_in_at_ <= now) {
    if (queue_.scope().waits_until() > now)
      sign_in_at_ = queue_.scope().waits_until();
    else if (phase_ == phase::ready) {
      phase_ = phase::renewing;
      send_sign_in(out);
    } else if (phase_ == phase::resting) {
      begin_sign_in(now, out);
    }
  }
  pump(now, out);
  return out;
}

} // namespace roamsync
