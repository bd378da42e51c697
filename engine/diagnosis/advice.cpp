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

/// The texts of a run with those of the desk over them.
template <class Table>
consteval advice_by_cause with(advice_by_cause run, const Table& desk) {
  for (const auto& row : desk) {
    auto& text = run.at(static_cast<std::size_t>(row.why));
    const auto over = [](std::string_view& to, std::string_view x) { to = x.empty() ? to : x; };
    over(text.title, row.text.title);
    over(text.wrong, row.text.wrong);
    over(text.check, row.text.check);
    over(text.remedy, row.text.remedy);
  }
  return run;
}

static_assert(english_desk.size() == german_desk.size());
constexpr auto english_at_desk = with(english, english_desk);
constexpr auto german_at_desk = with(german, german_desk);

const advice& text_in(const advice_by_cause& all, cause why) noexcept {
  const auto index = static_cast<std::size_t>(why);
  return all[index < causes ? index : static_cast<std::size_t>(cause::internal_error)];
}

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
  return text_in(in == language::german ? german : english, why);
}

const advice& desk_advice_for(cause why, language in) noexcept {
  return text_in(in == language::german ? german_at_desk : english_at_desk, why);
}

} // namespace roamsync
