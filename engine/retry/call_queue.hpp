#pragma once

#include "engine/base/time.hpp"
#include "engine/limit/limiter.hpp"
#include "engine/model/call_result.hpp"
#include "engine/retry/backoff.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace roamsync {

/// Calls that one mailbox answers at once (wire.md 5.1: Outlook's limit per app and mailbox).
inline constexpr std::uint32_t lanes_to_one_mailbox = 4;

/// The calls of one scope: which may be sent now, which are tried again and when, and when the scope as a
/// whole is given up. Knows calls by number only. Bounded by its users, who keep at most a few calls per lane
/// here.
class call_queue {
public:
  using call_id = std::uint64_t;

  /// `pace` is not null.
  call_queue(std::unique_ptr<limiter> pace, const retry_options& options)
      : options_(options), limiter_(std::move(pace)), budget_(options) {}

  /// Adds a call that must have ended by `deadline`; the waits that the service asks for come on top, the one
  /// that is under way too. Its number must not be in the queue. `own`: to the service user's own mailbox,
  /// which all lanes may ask at once: `lanes_to_one_mailbox` is kept there.
  void add(call_id id, time_point deadline, time_point now, bool own = false);
  /// Nothing is sent before `until`, as an earlier process was told. A wait that is too long gives the scope
  /// up.
  void resume(time_point until, time_point now);

  struct late_call {
    call_id id = 0;
    cause why = cause::timed_out; ///< what kept it waiting
  };
  struct step {
    std::vector<call_id> send;
    std::vector<late_call> late;    ///< their deadline passed while they waited; they are out of the queue
    std::optional<time_point> wake; ///< when to ask again if nothing else happens
  };
  /// What to do now. While held, nothing is sent.
  [[nodiscard]] step next(time_point now);

  /// The answer to a call that was sent. The result is the call's last one, or nothing if it is tried again.
  /// `queued`: how long it waited after next() gave it out, before it left.
  [[nodiscard]] std::optional<call_result> on_reply(call_id id, const call_result& reply, time_point now,
                                                    double jitter, duration queued = duration{0});
  /// Sends a call again that had not been sent, or whose session had ended: it goes first and costs no
  /// attempt.
  void requeue(call_id id, time_point now);
  /// Takes a call that was sent out of flight and keeps it aside, until requeue() or drop().
  void park(call_id id, time_point now);
  /// Takes out a call that waits; false if it is not among those.
  [[nodiscard]] bool withdraw(call_id id) noexcept;
  /// Forgets a parked call.
  void drop(call_id id);

  /// True: nothing is sent until false, as during a new sign-in.
  void hold(bool held) noexcept { held_ = held; }
  /// Why the scope was given up, if it was: every later call would end the same way.
  [[nodiscard]] const std::optional<call_result>& given_up() const noexcept { return given_up_; }
  /// Takes out every call that is not in flight, parked ones too.
  [[nodiscard]] std::vector<call_id> take_waiting();

  /// Other ceilings from now on; what is in flight above them ends by itself.
  void set_limit(const limit& allowed, time_point now);
  /// Another limiter (not null) takes over once nothing is in flight; nothing is sent until then. It keeps the
  /// wait that is under way.
  void set_limiter(std::unique_ptr<limiter> next) noexcept { successor_ = std::move(next); }

  [[nodiscard]] limiter& scope() noexcept { return *limiter_; }
  [[nodiscard]] const limiter& scope() const noexcept { return *limiter_; }
  /// Calls that are in flight or may be sent.
  [[nodiscard]] std::size_t active() const noexcept { return waiting_.size() + flying_.size(); }
  /// Those that may be sent, or will be.
  [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.size(); }
  [[nodiscard]] std::uint64_t sent() const noexcept { return sent_; }
  [[nodiscard]] std::uint64_t throttled() const noexcept { return throttled_; }

private:
  struct call {
    call_id id = 0;
    time_point deadline{};
    time_point not_before{};
    bool own = false;
    std::uint32_t attempts = 0;
    duration waited{0}; ///< by the service's wish; its deadline was put off by as much
    limiter::ticket ticket = 0;
    time_point sent{};
    cause last = cause::none; ///< of the last answer
  };

  [[nodiscard]] static std::optional<call> take(std::vector<call>& from, call_id id);
  [[nodiscard]] call take_flying(call_id id);
  [[nodiscard]] std::optional<call_result> again(call x, const call_result& reply, time_point at);
  [[nodiscard]] std::optional<call_result> after_throttle(call x, const call_result& reply, time_point now,
                                                          time_point at);
  [[nodiscard]] std::optional<call_result> after_failure(call x, const call_result& reply, time_point now,
                                                         double jitter);
  void note_failure(const call_result& reply, time_point now, double jitter);
  void put_off_deadlines(duration by);

  retry_options options_;
  std::unique_ptr<limiter> limiter_;
  std::unique_ptr<limiter> successor_;
  retry_budget budget_;
  std::vector<call> waiting_; ///< in turn; a deque takes half a KB while it is empty
  std::vector<call> flying_;
  std::vector<call> parked_;
  bool held_ = false;
  std::uint32_t failures_in_row_ = 0;
  std::uint32_t trials_ = 0;
  std::optional<time_point> failing_since_; ///< of the first failure of those in a row
  std::optional<call_result> given_up_;
  std::uint64_t sent_ = 0;
  std::uint64_t throttled_ = 0;
};

} // namespace roamsync
