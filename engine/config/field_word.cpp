#include "engine/config/field.hpp"

#include <algorithm>
#include <charconv>

namespace roamsync {

namespace {

/// The whole word as a number, without "+", blanks and exponent.
template <class Number, class... Format>
std::optional<Number> number_of(std::string_view word, Format... format) {
  Number x{};
  const auto* const end = word.data() + word.size();
  const auto digit = word.find_first_not_of('-');
  if (digit > 1 || word[digit] < '0' || word[digit] > '9')
    return std::nullopt;
  const auto read = std::from_chars(word.data(), end, x, format...);
  return read.ec == std::errc{} && read.ptr == end ? std::optional{x} : std::nullopt;
}

/// What commas part, without the blanks around it.
std::vector<std::string> items_of(std::string_view word) {
  std::vector<std::string> out;
  while (!word.empty()) {
    auto end = std::min(word.find(','), word.size());
    auto item = word.substr(0, end);
    word.remove_prefix(std::min(end + 1, word.size()));
    item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
    out.emplace_back(item.substr(0, item.find_last_not_of(' ') + 1));
  }
  return out;
}

/// The word as the type of the member; as itself where it has not that form, to be refused.
scalar scalar_of(const slot& where, std::string_view word) {
  if (std::holds_alternative<bool*>(where) && (word == "true" || word == "false"))
    return word == "true";
  if (std::holds_alternative<std::uint32_t*>(where) || std::holds_alternative<duration*>(where))
    if (const auto x = number_of<std::int64_t>(word))
      return *x;
  if (std::holds_alternative<double*>(where))
    if (const auto x = number_of<double>(word, std::chars_format::fixed))
      return *x;
  if (std::holds_alternative<std::vector<std::string>*>(where))
    return items_of(word);
  return std::string{word};
}

} // namespace

status assign_word(const bound_field& x, const bound_field& unset, std::string_view word) {
  const auto given = scalar_of(x.where, word.empty() ? to_word(unset) : word);
  if (assign(x, given))
    return success();
  return error{refusal(full_key(*x.what), x, given)};
}

std::string to_word(const bound_field& x) {
  if (const auto* const* text = std::get_if<std::string*>(&x.where))
    return **text;
  if (const auto* const* list = std::get_if<std::vector<std::string>*>(&x.where)) {
    std::string words;
    for (const auto& item : **list)
      words += (words.empty() ? "" : ",") + item;
    return words;
  }
  if (const auto* choice = std::get_if<choice_slot>(&x.where))
    return std::string{x.what->choices.at(*choice->value)};
  return to_toml(x);
}

} // namespace roamsync
