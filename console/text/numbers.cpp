#include "console/text/numbers.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace roamsync::console {

using namespace std::chrono;

std::string grouped(std::uint64_t number, language lang) {
  auto digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, lang == language::german ? '.' : ',');
  return digits;
}

std::string decimal(double number, int digits, language lang) {
  auto text = fmt::format("{:.{}f}", number, digits);
  if (lang == language::german)
    std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::string percentage(std::uint64_t part, std::uint64_t whole, language lang) {
  if (whole == 0)
    return "-";
  return decimal(100.0 * static_cast<double>(part) / static_cast<double>(whole), 1, lang) + " %";
}

std::string span_text(duration x) {
  x = std::max(x, duration::zero());
  const auto ms = x.count();
  const auto s = ms / 1000;
  if (ms == 0)
    return "0 s";
  if (s < 1)
    return fmt::format("{} ms", ms);
  if (s < 60)
    return fmt::format("{} s", s);
  if (s < 3600)
    return fmt::format("{} min {:02} s", s / 60, s % 60);
  if (s < 86'400)
    return fmt::format("{} h {:02} min", s / 3600, s / 60 % 60);
  return fmt::format("{} d {:02} h", s / 86'400, s / 3600 % 24);
}

std::string short_span(duration x) {
  const auto s = std::max(x, duration::zero()).count() / 1000;
  if (s < 60)
    return fmt::format("{}s", s);
  if (s < 3600)
    return fmt::format("{}m{:02}s", s / 60, s % 60);
  return fmt::format("{}h{:02}m", s / 3600, s / 60 % 60);
}

std::string date_text(utc_date x) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(x.year()), static_cast<unsigned>(x.month()),
                     static_cast<unsigned>(x.day()));
}

std::string clock_text(utc_time x) {
  const hh_mm_ss time{floor<seconds>(x) - floor<days>(x)};
  return fmt::format("{:02}:{:02}:{:02}", time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::string minute_text(utc_time x) {
  return clock_text(x).substr(0, 5);
}

std::string rfc3339(utc_time x) {
  const auto ms = (x - floor<seconds>(x)).count();
  return fmt::format("{}T{}.{:03}Z", date_text(utc_date{floor<days>(x)}), clock_text(x), ms);
}

} // namespace roamsync::console
