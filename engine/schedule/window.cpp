#include "engine/schedule/window.hpp"

namespace roamsync {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;

bool fits_window(utc_time opened, utc_time closes) noexcept {
  constexpr std::chrono::hours longest{23}; // as night.length_minutes
  return closes > opened && closes <= opened + longest;
}

window window_on(const window_rule& rule, utc_date date) noexcept {
  auto opens = utc_time{sys_days{date}} + rule.opens;
  if (rule.closes && fits_window(opens, *rule.closes))
    return {date, opens, *rule.closes};
  return {date, opens, opens + rule.length};
}

std::optional<window> window_at(const window_rule& rule, utc_time now) noexcept {
  auto today = floor<days>(now);
  for (auto day : {today, today - days{1}}) {
    auto x = window_on(rule, utc_date{day});
    if (x.opens <= now && now < x.closes)
      return x;
  }
  return std::nullopt;
}

window next_window(const window_rule& rule, utc_time now) noexcept {
  auto today = floor<days>(now);
  auto x = window_on(rule, utc_date{today});
  return x.opens > now ? x : window_on(rule, utc_date{today + days{1}});
}

std::int64_t day_number(utc_date date) noexcept {
  return sys_days{date}.time_since_epoch().count();
}

} // namespace roamsync
