#include "console/cli/checks.hpp"

#include "console/text/display.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
constexpr bool is_lower(char c) noexcept {
  return c >= 'a' && c <= 'z';
}
/// Blanks, control characters and DEL.
constexpr bool is_blank_or_control(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20U || byte == 0x7FU;
}

} // namespace

std::string in_quotes(std::string_view word) {
  return "'" + cut_to_width(printable(word), 64) + "'";
}

status check_tenant_id(std::string_view word) {
  const auto allowed = [](char c) { return is_digit(c) || is_lower(c) || c == '-' || c == '.' || c == '_'; };
  if (!word.empty() && word.size() <= 64 && (is_digit(word[0]) || is_lower(word[0]))
      && std::all_of(word.begin(), word.end(), allowed))
    return success();
  return error{
      fmt::format("{} is not a tenant id. An id has 1 to 64 characters of a-z 0-9 - . _ and starts with "
                  "a letter or a digit, such as contoso or acme-de.",
                  in_quotes(word))};
}

status check_address(std::string_view word) {
  const auto at = word.find('@');
  const bool good = word.size() <= 254 && at != std::string_view::npos && at > 0 && at + 1 < word.size()
                    && word.find('@', at + 1) == std::string_view::npos
                    && std::none_of(word.begin(), word.end(), is_blank_or_control);
  if (good)
    return success();
  return error{fmt::format(
      "{} is not an e-mail address. Write it as name@example.com, at most 254 characters.", in_quotes(word))};
}

status check_time_of_day(std::string_view word) {
  const bool shape = word.size() == 5 && is_digit(word[0]) && is_digit(word[1]) && word[2] == ':'
                     && is_digit(word[3]) && is_digit(word[4]);
  if (shape && (word[0] - '0') * 10 + (word[1] - '0') < 24 && word[3] < '6')
    return success();
  return error{fmt::format("{} is not a time of day. Write HH:MM in UTC, 00:00 to 23:59, such as 01:00.",
                           in_quotes(word))};
}

status check_path(std::string_view word) {
  if (!word.empty() && word.find('\0') == std::string_view::npos)
    return success();
  return error{"A file name must not be empty."};
}

result<std::uint64_t> parse_number(std::string_view word, std::uint64_t lowest, std::uint64_t highest) {
  std::uint64_t value = 0;
  const auto end = word.data() + word.size();
  const auto read = std::from_chars(word.data(), end, value);
  if (word.empty() || read.ec != std::errc{} || read.ptr != end || value < lowest || value > highest)
    return error{fmt::format("{} is not a whole number from {} to {}.", in_quotes(word), lowest, highest)};
  return value;
}

result<double> parse_fraction(std::string_view word, double lowest, double highest) {
  double value = 0;
  const auto end = word.data() + word.size();
  const auto read = std::from_chars(word.data(), end, value, std::chars_format::fixed);
  if (word.empty() || !is_digit(word[0]) || read.ec != std::errc{} || read.ptr != end || !std::isfinite(value)
      || value < lowest || value > highest)
    return error{
        fmt::format("{} is not a number from {} to {}, such as 2.5.", in_quotes(word), lowest, highest)};
  return value;
}

} // namespace roamsync::console
