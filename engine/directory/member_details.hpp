#pragma once

#include "engine/directory/member.hpp"
#include "engine/model/call_result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace roamsync {

/// What is asked for each member beyond the pages of the group, because the catalogue uses it.
struct details_wanted {
  std::vector<std::string> manager; ///< attributes of the manager, without manager_prefix; none: not asked
  bool photo = false;
  std::string only_address; ///< lower case; only for the member with this primary address; empty: for all
  std::optional<std::set<std::string>>
      only_ids; ///< only for the members with these object ids; absent: for all
};

enum class member_detail : std::uint8_t { manager, photo };

/// One part of a batch.
struct detail_question {
  std::size_t member = 0; ///< index
  std::string user_id;
  member_detail what = member_detail::manager;
  std::uint32_t failures = 0; ///< that count against the member
  bool control = false;       ///< it was told before, and shows whether the service is well

  friend bool operator==(const detail_question&, const detail_question&) = default;
};

/// The answer to one question. That there is no manager or no photo is an answer.
struct detail_reply {
  call_result call;
  std::optional<member> manager;
  std::string photo; ///< a data URI
};

/// Most questions of one batch (wire.md 5.1), and most photos among them: their answer is read whole.
constexpr std::size_t detail_questions_max = 20;
constexpr std::size_t detail_photos_max = 10;

/// The questions of the next batch, about the members from `from` on, which is moved behind them; empty if
/// nothing is left to ask. Only members that plan_member() does not skip are asked about, and all about one
/// member is asked in one batch.
[[nodiscard]] std::vector<detail_question> next_questions(const details_wanted& wanted,
                                                          std::span<const member> members, std::size_t& from);

/// So many details of one kind that fail in a row are not their members' fault.
constexpr std::uint32_t detail_failures_in_row_max = 20;

/// Takes the answers to batches, and decides whose failure one is. While details of a kind are told ("there is
/// none" included), one that fails is its member's: a refusal at once, a failure for now after `tries_max`
/// tries. All but the first come after everything else was asked, and each after one of its kind was told
/// again, so that an outage is nobody's. If none of its kind was told yet, or too many in a row fail, a failure
/// for now and a missing permission are the tenant's. Waits that are asked for and tokens that are refused
/// concern the tenant at any time.
class detail_answers {
public:
  explicit detail_answers(std::uint32_t tries_max) noexcept : tries_max_(tries_max) {}

  /// Stores what a batch answered, takes out of `asked` what needs no repeat now, and says what the answer
  /// means as a whole: ok if nothing is left; else the gravest of what is left, with the longest wait that a
  /// part asked for. `replies` has one entry for each question, in their order.
  [[nodiscard]] call_result take(std::vector<detail_question>& asked, std::vector<detail_reply> replies,
                                 std::span<member> members);

  /// What is asked, alone, when all others were: one that failed for now, or a control before it; empty if none
  /// is left.
  [[nodiscard]] std::vector<detail_question> next_failed();
  /// There is no time left for those: each is its member's failure.
  void give_up_failed(std::span<member> members);

private:
  enum class fate : std::uint8_t { again, later, members, nobodys };
  [[nodiscard]] fate judge(detail_question& asked, const call_result& why);

  struct kind_state {
    /// Since one was told; as good as too many before the first.
    std::uint32_t failed_in_row = detail_failures_in_row_max;
    std::optional<detail_question> told; ///< one that was
    bool well = false;                   ///< one was told since the last repeat
  };
  [[nodiscard]] kind_state& of(member_detail x) noexcept { return kinds_[static_cast<std::size_t>(x)]; }

  struct failed_question {
    detail_question asked;
    detail_failure last;
  };
  std::uint32_t tries_max_;
  std::array<kind_state, 2> kinds_;
  std::deque<failed_question> failed_; ///< for now
};

} // namespace roamsync
