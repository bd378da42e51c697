#include "protocols/wire/http/date.hpp"

#include "engine/base/ascii.hpp"

#include <array>

namespace roamsync::wire {

namespace {

constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

/// The number at the front, if it has between `least` and `most` digits; removes it.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) noexcept {
  std::size_t count = 0;
  int value = 0;
  while (count < text.size() && count <= most && is_digit(text[count]))
    value = value * 10 + (text[count++] - '0');
  if (count < least || count > most)
    return std::nullopt;
  text.remove_prefix(count);
  return value;
}

struct date_parts {
  std::optional<int> day, month, year;
  std::optional<std::chrono::seconds> time;
};

std::optional<std::chrono::seconds> read_clock(std::string_view token) noexcept {
  auto hour = take_number(token, 1, 2);
  if (!hour || !token.starts_with(':'))
    return std::nullopt;
  token.remove_prefix(1);
  auto minute = take_number(token, 1, 2);
  if (!minute || !token.starts_with(':'))
    return std::nullopt;
  token.remove_prefix(1);
  auto second = take_number(token, 1, 2);
  if (!second || *hour > 23 || *minute > 59 || *second > 60) // 60: a leap second
    return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

std::optional<int> read_month(std::string_view token) noexcept {
  constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
  for (std::size_t i = 0; i < months.size(); ++i)
    if (token.size() >= 3 && same_text(token.substr(0, 3), months[i]))
      return static_cast<int>(i) + 1;
  return std::nullopt;
}

void read_token(std::string_view token, date_parts& parts) noexcept {
  if (!parts.time)
    if ((parts.time = read_clock(token)))
      return;
  auto rest = token;
  if (auto number = take_number(rest, 1, 2); number && rest.empty()) {
    if (!parts.day)
      parts.day = number;
    else if (!parts.year && token.size() == 2)
      parts.year = *number + (*number >= 70 ? 1900 : 2000);
    return;
  }
  rest = token;
  if (auto number = take_number(rest, 4, 4); number && rest.empty()) {
    if (!parts.year)
      parts.year = number;
    return;
  }
  if (!parts.month)
    parts.month = read_month(token);
}

} // namespace

std::optional<utc_time> parse_http_date(std::string_view text) {
  constexpr std::string_view delimiters = " \t,-;/";
  constexpr std::size_t longest = 64;
  if (text.size() > longest)
    return std::nullopt;
  date_parts parts;
  while (!text.empty()) {
    auto end = text.find_first_of(delimiters);
    if (end != 0)
      read_token(text.substr(0, end), parts);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  if (!parts.day || !parts.month || !parts.year || !parts.time || *parts.year < 1601)
    return std::nullopt;
  std::chrono::year_month_day date{std::chrono::year(*parts.year),
                                   std::chrono::month(static_cast<unsigned>(*parts.month)),
                                   std::chrono::day(static_cast<unsigned>(*parts.day))};
  if (!date.ok())
    return std::nullopt;
  return utc_time(std::chrono::sys_days(date)) + *parts.time;
}

} // namespace roamsync::wire
