#include "engine/diagnosis/advice.hpp"

#include "engine/diagnosis/texts/english_desk.hpp"
#include "engine/diagnosis/texts/english_mailbox.hpp"
#include "engine/diagnosis/texts/english_run.hpp"
#include "engine/diagnosis/texts/english_sign_in.hpp"
#include "engine/diagnosis/texts/german_desk.hpp"
#include "engine/diagnosis/texts/german_mailbox.hpp"
#include "engine/diagnosis/texts/german_run.hpp"
#include "engine/diagnosis/texts/german_sign_in.hpp"

#include <array>
#include <cstddef>

namespace roamsync {

namespace {

constexpr std::size_t causes = static_cast<std::size_t>(cause::internal_error) + 1;
using advice_by_cause = std::array<advice, causes>;

/// Puts the tables of one language together; does not compile if a cause has no texts or has them twice.
template <class... Tables>
consteval advice_by_cause collect(const Tables&... tables) {
  advice_by_cause out{};
  const auto add = [&out](const auto& table) {
    for (const auto& row : table) {
      auto& place = out.at(static_cast<std::size_t>(row.why));
      if (!place.title.empty())
        throw "a cause has its texts twice";
      place = row.text;
    }
  };
  (add(tables), ...);
  for (const auto& x : out)
    if (x.title.empty() || x.wrong.empty() || x.remedy.empty())
      throw "a cause has no texts";
  return out;
}

constexpr auto english = collect(english_sign_in, english_mailbox, english_run);
constexpr auto german = collect(german_sign_in, german_mailbox, german_run);

} // namespace

std::string_view to_string(language x) noexcept {
  return x == language::german ? "de" : "en";
}

std::optional<language> language_from_string(std::string_view name) noexcept {
  if (name == "en")
    return language::english;
  if (name == "de")
    return language::german;
  return std::nullopt;
}

const advice& advice_for(cause why, language in) noexcept {
  const auto& all = in == language::german ? german : english;
  const auto index = static_cast<std::size_t>(why);
  return all[index < causes ? index : static_cast<std::size_t>(cause::internal_error)];
}

const advice& desk_advice_for(cause why, language in) noexcept {
  static_assert(english_desk.size() == german_desk.size());
  for (const auto& row : in == language::german ? german_desk : english_desk)
    if (row.why == why)
      return row.text;
  return advice_for(why, in);
}

} // namespace roamsync
