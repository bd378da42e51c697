#pragma once

#include "engine/session/call_queue.hpp"

#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace roamsync {

struct session_options {
  std::uint32_t sign_in_attempts_max = 4; ///< tries of one sign-in that fails for no final reason
  std::uint32_t sign_ins_max = 4;         ///< sign-ins of one run in all, renewals that were due not counted
  double renew_at = 0.8;                  ///< share of the session's life after which it is renewed
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
struct ready {}; ///< the first sign-in worked: mailboxes may begin
/// The session cannot go on in this run; every call was finished before.
struct failed {
  call_result why;
};
} // namespace session_effect

using session_effect_t = std::variant<session_effect::sign_in, session_effect::send, session_effect::finish,
                                      session_effect::wake, session_effect::ready, session_effect::failed>;
using session_effects = std::vector<session_effect_t>;

/// One signed-in line of a service user: one sign-in that all lanes share (I11), renewed before it ends or
/// when the service says that it has ended; a final refusal is not tried again (I10). Calls go through a
/// call_queue.
class session_machine {
public:
  session_machine(const limit& allowed, const retry_options& retry, const session_options& options,
                  time_point now);

  [[nodiscard]] session_effects start(time_point now);
  /// `lifetime`: how long the session will be good for, if that is known.
  [[nodiscard]] session_effects on_signed_in(std::optional<duration> lifetime, time_point now);
  [[nodiscard]] session_effects on_sign_in_failed(const call_result& why, time_point now, double jitter);

  [[nodiscard]] session_effects call(call_queue::call_id id, time_point deadline, time_point now);
  [[nodiscard]] session_effects on_reply(call_queue::call_id id, const call_result& reply, time_point now,
                                         double jitter);
  [[nodiscard]] session_effects on_wake(time_point now);
  /// Finishes every call that is not in flight with cause::stopped, and later ones at once; those in flight
  /// end by themselves, without another try.
  [[nodiscard]] session_effects stop(time_point now);

  [[nodiscard]] const call_queue& queue() const noexcept { return queue_; }
  [[nodiscard]] std::uint32_t sign_ins() const noexcept { return sign_ins_; }

private:
  enum class phase : std::uint8_t { idle, signing_in, resting, ready, renewing, ended };
  struct flight {
    std::uint32_t generation = 0; ///< of the session that the call was sent with
    bool renewed_for = false;     ///< a new sign-in was made for this call already
  };

  void pump(time_point now, session_effects& out);
  void begin_sign_in(session_effects& out);
  void end(const call_result& why, session_effects& out);
  void on_ended_session(call_queue::call_id id, const call_result& reply, time_point now,
                        session_effects& out);

  call_queue queue_;
  retry_options retry_;
  session_options options_;
  phase phase_ = phase::idle;
  std::uint32_t generation_ = 0;
  std::uint32_t sign_ins_ = 0;    ///< tries on the wire
  std::uint32_t unplanned_ = 0;   ///< sign-ins made because a call was refused
  std::uint32_t attempts_ = 0;    ///< failed tries of the sign-in under way
  bool refusal_is_final_ = false; ///< a new sign-in did not help: 401 is about the mailbox, not the session
  bool stopped_ = false;
  std::optional<time_point> sign_in_at_; ///< of the next try or of the renewal
  std::optional<call_result> ended_because_;
  std::map<call_queue::call_id, flight> flights_;
};

} // namespace roamsync
