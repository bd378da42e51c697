#include "bench/mock_exchange/base/time.hpp"

#include <algorithm>
#include <array>
#include <ctime>

namespace mock_exchange {

namespace {

std::string formatted(wall_time t, const char* form) {
  auto seconds = std::chrono::system_clock::to_time_t(t);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  auto size = std::strftime(text.data(), text.size(), form, &parts);
  return {text.data(), size};
}

} // namespace

instant instant_of(double seconds) {
  constexpr double century_s = 3.2e9;
  auto bounded = std::clamp(seconds, -century_s, century_s);
  return instant{static_cast<std::int64_t>(bounded * 1e9)};
}

std::string http_date(wall_time t) {
  return formatted(t, "%a, %d %b %Y %H:%M:%S GMT");
}

const std::string& cached_http_date(wall_time t) {
  static std::time_t made_for = -1;
  static std::string text;
  auto second = std::chrono::system_clock::to_time_t(t);
  if (second != made_for) {
    made_for = second;
    text = http_date(t);
  }
  return text;
}

std::string identity_date(wall_time t) {
  return formatted(t, "%Y-%m-%d %H:%M:%SZ");
}

std::string iso_date(wall_time t) {
  return formatted(t, "%Y-%m-%dT%H:%M:%SZ");
}

std::int64_t dotnet_ticks(wall_time t) {
  constexpr std::int64_t unix_epoch_ticks = 621'355'968'000'000'000;
  auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(t.time_since_epoch()).count();
  return unix_epoch_ticks + ms * 10'000;
}

} // namespace mock_exchange
