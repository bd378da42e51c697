#pragma once

#include "engine/limit/node_queue.hpp"
#include "engine/retry/call_queue.hpp"
#include "engine/session/line_word.hpp"
#include "engine/session/session_word.hpp"
#include "engine/session/work_left.hpp"

#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace roamsync {

struct session_options {
  /// Sign-ins in a row that were made because a call was refused and that brought no good answer.
  std::uint32_t fruitless_max = 2;
  double renew_at = 0.8; ///< share of the session's life after which it is renewed
  /// Posts of the password in a row whose answer nobody read. Entra locks an account after ten failures, in US
  /// Government clouds after three, and does not count the same wrong password twice (docs/decisions/0005).
  std::uint32_t open_posts_max = 3;
  /// After the first of them, and four times as long after the second: a service that loses answers needs
  /// time.
  duration open_post_pause{60'000};
  /// A session that is younger is not renewed because the service says that it ends soon.
  duration renew_after{60'000};
};

/// What an earlier process left behind.
struct session_past {
  time_point not_before{};              ///< the service asked that nothing be sent before
  std::uint32_t open_posts = 0;         ///< passwords posted in a row whose answer nobody read
  std::optional<learned_limit> limit{}; ///< that the runs before found out
  mailbox_cost cost{};                  ///< of the last run
};

namespace session_effect {
struct sign_in {}; ///< sign in now; the answer comes to on_signed_in or on_sign_in_failed
struct send {
  call_queue::call_id id;
};
struct finish {
  call_queue::call_id id;
  call_result result;
};
struct wake {
  time_point at; ///< call on_wake then; an earlier wake replaces a later one
};
/// Keep this for the process that comes after this one.
struct keep {
  session_past past;
  bool first = false; ///< the password is posted only once this is durable
};
struct ready {}; ///< the first sign-in worked: mailboxes may begin
/// The session cannot go on in this run. Calls that wait were finished before; those in flight finish with
/// their answers.
struct failed {
  call_result why;
};
} // namespace session_effect

using session_effect_t =
    std::variant<session_effect::sign_in, session_effect::send, session_effect::finish, session_effect::wake,
                 session_effect::keep, session_effect::ready, session_effect::failed>;
using session_effects = std::vector<session_effect_t>;

/// One signed-in line of a service user: one sign-in that all lanes share (I11), renewed before it ends or
/// when the service says that it has ended; a final refusal is not tried again (I10). Calls go through a
/// call_queue.
///
/// A call that is answered "sign in again" is a suspect: either the session has ended, or its mailbox is
/// closed to this user (wire.md U2). It is kept aside until a call that was sent later tells which; without
/// such a call, a fresh sign-in does.
class session_machine {
public:
  session_machine(std::unique_ptr<limiter> pace, const retry_options& retry, const session_options& options,
                  time_point now, const session_past& past = {});

  [[nodiscard]] session_effects start(time_point now);
  /// The next request of the sign-in posts the password: it is held back until the `keep` that comes back is
  /// durable. Without one it is not sent at all.
  [[nodiscard]] session_effects on_password_due(time_point now);
  /// The password of this try never left, although it was due. Before on_sign_in_failed.
  [[nodiscard]] session_effects on_password_unsent();
  /// `lifetime`: how long the session will be good for, if that is known. Less than a second counts as not
  /// known.
  [[nodiscard]] session_effects on_signed_in(std::optional<duration> lifetime, time_point now);
  /// why.maybe_applied: the password went out, and no answer to it came.
  [[nodiscard]] session_effects on_sign_in_failed(const call_result& why, time_point now, double jitter);
  /// A step of it was held back before it was sent: it begins anew, after the wait that is told if there is one, and has
  /// not failed.
  [[nodiscard]] session_effects on_sign_in_held(time_point now);
  /// Whether the call was sent with the session that is in use: what the service sets with an answer to an older one must
  /// not touch the new one. Before on_reply.
  [[nodiscard]] bool is_of_this_session(call_queue::call_id id) const {
    const auto it = flights_.find(id);
    return it != flights_.end() && it->second.generation == generation_;
  }
  /// Whether a step of the sign-in may go to Outlook: a mailbox's call may have been told to wait since it began.
  [[nodiscard]] bool sign_in_may_go_on(time_point now) const noexcept {
    return queue_.scope().waits_until() <= now;
  }
  /// The answer to this call says that the session it was sent with will soon end. Before on_reply.
  [[nodiscard]] session_effects on_session_ends_soon(call_queue::call_id id, time_point now);

  /// `own`: to the service user's own mailbox. `first`: nothing was sent for its mailbox before.
  [[nodiscard]] session_effects call(call_queue::call_id id, time_point deadline, time_point now,
                                     bool own = false, bool first = false);
  [[nodiscard]] session_effects on_reply(call_queue::call_id id, const call_result& reply, time_point now,
                                         double jitter, const passage& how = {});
  /// The call was never sent: something between here and the network held it back.
  [[nodiscard]] session_effects on_unsent(call_queue::call_id id, time_point now);
  [[nodiscard]] session_effects on_wake(time_point now);
  /// Another limit from now on; what is in flight above it ends by itself.
  [[nodiscard]] session_effects set_limit(const limit& allowed, time_point now);
  /// Another limiter (not null), once what is in flight has ended.
  [[nodiscard]] session_effects set_limiter(std::unique_ptr<limiter> next, time_point now);
  /// The window is over: a mailbox for which nothing was sent yet is not begun any more, its first call finishes
  /// with cause::window_closed.
  [[nodiscard]] session_effects close(time_point now);
  /// Finishes every call that is not in flight with this cause, and later ones at once; those in flight end by
  /// themselves, without another try.
  [[nodiscard]] session_effects stop(cause why, time_point now);
  /// No further step of a sign-in is sent either: on_sign_in_held ends the session in its place.
  [[nodiscard]] bool is_stopped() const noexcept { return stopped_.has_value(); }

  /// The mailboxes that its tenant still has.
  void set_mailboxes(const mailboxes_ahead& x) noexcept { left_.set_mailboxes(x); }
  [[nodiscard]] work_ahead ahead() const noexcept { return left_.ahead(queue_.scope().in_use()); }
  [[nodiscard]] work_outlook outlook(time_point now) const noexcept {
    return left_.outlook(queue_.scope().in_use(), queue_.scope().searching(), now);
  }
  /// `how`: of the call that was just answered.
  [[nodiscard]] line_word heard(const passage& how) const noexcept {
    return {.crowded = how.crowded,
            .critical = how.critical,
            .unsent = how.waiting + static_cast<std::uint32_t>(queue_.waiting())};
  }
  [[nodiscard]] mailbox_cost cost() const noexcept { return left_.cost(); }
  /// What is known of the service user's limit: a limiter that does not learn leaves it as it was.
  [[nodiscard]] learned_limit learned(time_point now) const {
    return queue_.scope().learned(now).value_or(past_.limit.value_or(learned_limit{}));
  }

  /// `sign_in_sent`: a request of the sign-in under way is on its way.
  [[nodiscard]] session_word word(bool sign_in_sent) const noexcept;

  [[nodiscard]] const call_queue& queue() const noexcept { return queue_; }

private:
  enum class phase : std::uint8_t {
    idle,
    signing_in, // nothing is sent meanwhile
    resting,    // until the next try to sign in
    ready,
    renewing, // the old session is still in use
    ended,
  };
  struct flight {
    std::uint64_t sent = 0;       ///< position among all sends
    time_point at{};              ///< of the send
    std::uint32_t generation = 0; ///< of the session that it was sent with
    bool first = false;           ///< of its mailbox
  };

  void pump(time_point now, session_effects& out);
  void begin_sign_in(time_point now, session_effects& out);
  void send_sign_in(session_effects& out);
  [[nodiscard]] bool lives(time_point now) const noexcept;
  void sign_in_again_at(time_point when, time_point now, session_effects& out);
  void end(const call_result& why, session_effects& out);
  void finish(call_queue::call_id id, call_result result, session_effects& out);
  void finish_waiting(const call_result& result, session_effects& out);
  void end_unanswered(session_effects& out);
  void keep(bool first, session_effects& out);
  void keep_answer(session_effects& out);
  void keep_wait(const call_result& reply, session_effects& out);
  void on_sign_in_again(call_queue::call_id id, const call_result& reply, time_point now,
                        session_effects& out);
  void refuse_suspects(session_effects& out);
  void settle_suspects(time_point now, session_effects& out);

  call_queue queue_;
  work_left left_;
  retry_options retry_;
  session_options options_;
  session_past past_;  ///< as it was kept last
  bool posts_ = false; ///< the try under way has a post of its own on the count
  phase phase_ = phase::idle;
  std::uint32_t generation_ = 0;
  std::uint32_t fruitless_ = 0;
  std::uint32_t attempts_ = 0;              ///< failed tries of the sign-in under way
  std::optional<time_point> failing_since_; ///< first failed try of the sign-in under way
  time_point signed_in_at_{};
  std::optional<time_point> session_ends_; ///< if its life is known
  bool closed_ = false;                    ///< no mailbox is begun
  std::optional<call_result> stopped_;     ///< what calls finish with since then
  std::optional<time_point> sign_in_at_;   ///< of the next try or of the renewal
  std::optional<call_result> ended_because_;
  std::uint64_t sends_ = 0;
  std::map<call_queue::call_id, flight> flights_;
  struct suspect {
    call_queue::call_id id = 0;
    call_result reply;
  };
  std::vector<suspect> suspects_;
  std::uint64_t suspected_at_ = 0; ///< calls sent after this many tell whether the session lives
};

} // namespace roamsync
