#pragma once

#include "engine/directory/member.hpp"
#include "engine/directory/member_details.hpp"
#include "engine/model/mailbox_kind.hpp"
#include "engine/retry/call_queue.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace roamsync {

/// One request to the directory service or to the token service in front of it.
namespace directory_call {
struct token {}; ///< client credentials grant (wire.md 6.2)
/// A page of the group's members, nested ones included (wire.md 6.5).
struct members {
  std::string next; ///< link of the page; empty: the first
};
/// A batch about members; those parts that are throttled are asked again.
struct details {
  std::vector<detail_question> asked;
};
struct kind {
  std::string user_id; ///< what kind of mailbox that user has
};
} // namespace directory_call
using directory_call_t = std::variant<directory_call::token, directory_call::members, directory_call::details,
                                      directory_call::kind>;

/// The answer to one directory_call.
struct directory_reply {
  call_result call;
  std::optional<duration> lifetime;  ///< of a token
  std::vector<member> members;       ///< of a page
  std::string next;                  ///< link of the next page; empty: it was the last
  std::vector<detail_reply> details; ///< one for each question; `call` is the batch's own
  bool too_large = false;            ///< of details: the answer was larger than what is read
  mailbox_kind kind = mailbox_kind::unknown;
};

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
};
struct wake {
  time_point at;
};
/// Keep this for the process that comes after this one: the service asked that nothing be sent before.
struct keep {
  time_point not_before;
};
} // namespace directory_effect
using directory_effect_t =
    std::variant<directory_effect::send, directory_effect::members, directory_effect::failed,
                 directory_effect::kind, directory_effect::wake, directory_effect::keep>;
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

/// Reads the members of one group, page by page, then their managers and photos if they are wanted, and later
/// what kind of mailbox a user has. One call at a time. A detail that cannot be read stands at its member, and
/// ends the reading only if it says something about the tenant (detail_answers).
class directory_machine {
public:
  /// `not_before`: what an earlier process was asked by the service.
  directory_machine(const retry_options& retry, const directory_options& options, time_point now,
                    time_point not_before = {});

  [[nodiscard]] directory_effects read_members(details_wanted wanted, time_point now);
  [[nodiscard]] directory_effects ask_kind(const std::string& user_id, time_point now);
  [[nodiscard]] directory_effects on_reply(call_queue::call_id id, directory_reply reply, time_point now,
                                           double jitter);
  /// The call was never sent: something between here and the network held it back.
  [[nodiscard]] directory_effects on_unsent(call_queue::call_id id, time_point now);
  [[nodiscard]] directory_effects on_wake(time_point now);

  [[nodiscard]] const call_queue& queue() const noexcept { return queue_; }

private:
  void add(directory_call_t call, time_point now, directory_effects& out);
  void pump(time_point now, directory_effects& out);
  void end(call_queue::call_id id, const call_result& result, directory_reply reply, time_point now,
           directory_effects& out);
  void take_details(directory_call::details& batch, directory_reply& reply, time_point now, double jitter);
  void take_turns(std::vector<detail_question>& asked);
  void ask_details(time_point now, directory_effects& out);
  void ask_in_halves(std::vector<detail_question> asked, time_point now, directory_effects& out);
  void fail(const call_result& why, directory_effects& out);

  call_queue queue_;
  directory_options options_;
  retry_options retry_; ///< `patience` is for one call, its repeats included
  call_queue::call_id last_id_ = 0;
  std::map<call_queue::call_id, directory_call_t> calls_;
  std::vector<directory_call_t> after_token_; ///< what waits for a token
  bool token_asked_ = false;
  std::optional<time_point> token_until_;
  std::uint32_t tokens_refused_ = 0;
  time_point read_until_{};
  std::uint32_t pages_ = 0;
  std::size_t bytes_ = 0; ///< of all pages and details so far
  std::vector<member> members_;
  details_wanted wanted_;
  detail_answers answers_;
  std::size_t next_member_ = 0;                      ///< the first that nothing was asked about
  std::vector<std::vector<detail_question>> halves_; ///< asked before the next members
};

} // namespace roamsync
