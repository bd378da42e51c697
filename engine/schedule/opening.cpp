#include "engine/schedule/opening.hpp"

#include <algorithm>

namespace roamsync {

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
