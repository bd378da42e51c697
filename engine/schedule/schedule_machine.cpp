#include "engine/schedule/schedule_machine.hpp"

#include <algorithm>

namespace roamsync {

schedule_machine::decision schedule_machine::decide(utc_time now) noexcept {
  decision out;
  auto open = window_at(rule_, now);
  if (open && (!opened_ || *opened_ < open->date)) {
    opened_ = open->date;
    out.open = open;
  }
  auto next = next_window(rule_, now).opens - now;
  out.again = std::clamp(next, duration{1}, duration{std::chrono::minutes{1}});
  return out;
}

} // namespace roamsync
