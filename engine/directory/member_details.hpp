#pragma once

#include "engine/directory/member.hpp"
#include "engine/model/call_result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace roamsync {

/// What is asked for each member beyond the pages of the group, because the catalogue uses it.
struct details_wanted {
  std::vector<std::string> manager; ///< attributes of the manager, without manager_prefix; none: not asked
  bool photo = false;
  std::string only_address; ///< lower case; only for the member with this primary address; empty: for all
};

enum class member_detail : std::uint8_t { manager, photo };

/// One part of a batch.
struct detail_question {
  std::size_t member = 0; ///< index
  std::string user_id;
  member_detail what = member_detail::manager;

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

/// Stores what a batch answered, takes it out of `asked`, and says what the answer means as a whole: ok if
/// nothing is left; else the gravest of what is left, with the longest wait that a part asked for. `replies`
/// has one entry for each question, in their order.
[[nodiscard]] call_result take_details(std::vector<detail_question>& asked, std::vector<detail_reply> replies,
                                       std::span<member> members);

} // namespace roamsync
