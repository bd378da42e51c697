#pragma once

#include "engine/directory/directory_call.hpp"
#include "engine/directory/group_feed.hpp"
#include "engine/retry/call_queue.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace roamsync {

namespace directory_effect {
struct send {
  call_queue::call_id id;
  directory_call_t call;
};
struct members {
  std::vector<member> all; ///< of the group
};
struct failed {
  call_result why;
};
struct kind {
  std::string user_id;
  mailbox_kind is = mailbox_kind::unknown;
  cause not_asked = cause::none; ///< none: it was asked, and `is` is what is known
};
struct wake {
  time_point at;
};
/// Keep this for the next reading. Comes before the members.
struct keep_group {
  group_update what; ///< without its tenant
};
/// What support should know.
struct note {
  std::string text;
};
/// Keep this for the process that comes after this one: the service asked that nothing be sent before.
struct keep {
  time_point not_before;
};
} // namespace directory_effect
using directory_effect_t =
    std::variant<directory_effect::send, directory_effect::members, directory_effect::failed,
                 directory_effect::kind, directory_effect::wake, directory_effect::keep,
                 directory_effect::keep_group, directory_effect::note>;
using directory_effects = std::vector<directory_effect_t>;

struct directory_options {
  std::uint32_t pages_max = 1'000;                   ///< of one group: about a million members
  std::size_t bytes_max = 1'000'000'000;             ///< of one group's values in memory, photos included
  duration read_deadline = std::chrono::minutes{30}; ///< for all pages of the group
  /// For managers and photos: that much, and `each_batch` for each batch there will be.
  duration details_deadline = std::chrono::minutes{30};
  duration each_batch{5'000};
  duration kind_patience{60'000}; ///< a mailbox and its lane wait for the answer, and can do without it
};

/// Reads the members of one group, by its change feeds or page by page, then their managers and photos if they
/// are wanted, and later what kind of mailbox a user has. One call at a time. A detail that cannot be read stands at its member, and
/// ends the reading only if it says something about the tenant (detail_answers).
class directory_machine {
public:
  /// `not_before`: what an earlier process was asked by the service.
  directory_machine(const retry_options& retry, const directory_options& options, time_point now,
                    time_point not_before = {});

  /// The members come in order of user_id.
  [[nodiscard]] directory_effects read_members(details_wanted wanted, feed_order feeds, time_point now);
  [[nodiscard]] directory_effects ask_kind(const std::string& user_id, time_point now);
  [[nodiscard]] directory_effects on_reply(call_queue::call_id id, directory_reply reply, time_point now,
                                           double jitter);
  /// The call was never sent: something between here and the network held it back.
  [[nodiscard]] directory_effects on_unsent(call_queue::call_id id, time_point now);
  [[nodiscard]] directory_effects on_wake(time_point now);
  /// Sends nothing more and waits for nothing: a reading fails with the cause, kinds are unknown, now and from now on.
  [[nodiscard]] directory_effects stop(cause why);

  /// What it holds, for the watchdog of its tenant: each call ends by its deadline, its answer or a wait.
  struct held {
    bool reading = false;           ///< of the group
    std::vector<std::string> kinds; ///< users whose kind of mailbox was asked for
  };
  [[nodiscard]] held holds() const;

  [[nodiscard]] const call_queue& queue() const noexcept { return queue_; }

private:
  void add(directory_call_t call, time_point now, directory_effects& out);
  void pump(time_point now, directory_effects& out);
  void end(call_queue::call_id id, const call_result& result, directory_reply reply, time_point now,
           directory_effects& out);
  void take_details(directory_call::details& batch, directory_reply& reply, time_point now, double jitter);
  void take_turns(std::vector<detail_question>& asked);
  void go_on(time_point now, directory_effects& out);
  void end_feed_call(const directory_call_t& call, const call_result& result, directory_reply reply,
                     time_point now, directory_effects& out);
  void end_page(directory_reply reply, time_point now, directory_effects& out);
  void allow_time_for_details(time_point now);
  void finish(directory_effects& out);
  void ask_details(time_point now, directory_effects& out);
  void ask_in_halves(std::vector<detail_question> asked, time_point now, directory_effects& out);
  void fail(const call_result& why, directory_effects& out);
  void refuse(const directory_call_t& call, const call_result& why, directory_effects& out);

  call_queue queue_;
  directory_options options_;
  retry_options retry_; ///< `patience` is for one call, its repeats included
  call_queue::call_id last_id_ = 0;
  std::map<call_queue::call_id, directory_call_t> calls_;
  std::vector<directory_call_t> after_token_; ///< what waits for a token
  bool token_asked_ = false;
  std::optional<call_result> stopped_;
  std::optional<time_point> token_until_;
  std::uint32_t tokens_refused_ = 0;
  time_point read_until_{};
  std::uint32_t pages_ = 0;
  std::size_t bytes_ = 0; ///< of all pages and details so far
  std::optional<group_feed> feed_;
  std::vector<member> members_;
  details_wanted wanted_;
  detail_answers answers_;
  std::size_t next_member_ = 0;                      ///< the first that nothing was asked about
  std::vector<std::vector<detail_question>> halves_; ///< asked before the next members
};

} // namespace roamsync
