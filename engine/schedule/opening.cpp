#include "engine/schedule/opening.hpp"

#include <algorithm>

namespace roamsync {

std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text) noexcept {
  if (text.size() != 5 || text[2] != ':')
    return std::nullopt;
  for (auto i : {0U, 1U, 3U, 4U})
    if (text[i] < '0' || text[i] > '9')
      return std::nullopt;
  auto hours = (text[0] - '0') * 10 + (text[1] - '0');
  auto minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (hours > 23 || minutes > 59)
    return std::nullopt;
  return std::chrono::minutes{hours * 60 + minutes};
}

bool opens_within(const window_rule& night, std::chrono::minutes own) noexcept {
  constexpr std::chrono::minutes day = std::chrono::days{1};
  return (own - night.opens + day) % day < night.length;
}

opening opening_of(const night& run, std::string_view own) noexcept {
  auto length = run.closes - run.opened;
  auto time = parse_time_of_day(own);
  if (!time || run.kind == run_kind::push)
    return {run.opened, run.closes};
  auto opens = utc_time{std::chrono::sys_days{run.date}} + *time;
  if (opens < run.opened)
    opens += std::chrono::days{1};
  if (opens >= run.closes)
    opens = run.opened;
  return {opens, opens + length};
}

} // namespace roamsync
