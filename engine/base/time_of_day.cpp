#include "engine/base/time_of_day.hpp"

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

} // namespace roamsync
