#include "protocols/wire/http/retry_after.hpp"

#include "engine/base/ascii.hpp"
#include "protocols/wire/http/date.hpp"

#include <algorithm>

namespace roamsync::wire {

namespace {

/// Seconds with an optional fraction, in ms; clamped while reading, so that no length overflows.
std::optional<duration> read_seconds(std::string_view text) noexcept {
  constexpr std::string_view digits = "0123456789";
  auto point = text.find('.');
  auto whole = text.substr(0, point);
  auto fraction = point == std::string_view::npos ? std::string_view{"0"} : text.substr(point + 1);
  if (whole.empty() || fraction.empty() || whole.find_first_not_of(digits) != std::string_view::npos
      || fraction.find_first_not_of(digits) != std::string_view::npos)
    return std::nullopt;
  duration::rep seconds = 0;
  for (char c : whole)
    seconds = std::min<duration::rep>(seconds * 10 + (c - '0'), retry_after_max.count());
  duration::rep ms = 0;
  for (std::size_t i = 0; i < 3; ++i)
    ms = ms * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  bool more = fraction.size() > 3 && fraction.find_first_not_of('0', 3) != std::string_view::npos;
  return std::min(duration(seconds * 1000 + ms + (more ? 1 : 0)), retry_after_max);
}

/// The largest number of a list; nothing if one of its parts is not a number.
std::optional<duration> read_list(std::string_view text) noexcept {
  std::optional<duration> largest;
  for (;;) {
    auto comma = text.find(',');
    auto part = read_seconds(trim(text.substr(0, comma)));
    if (!part)
      return std::nullopt;
    largest = std::max(largest.value_or(duration::zero()), *part);
    if (comma == std::string_view::npos)
      return largest;
    text.remove_prefix(comma + 1);
  }
}

} // namespace

std::optional<duration> parse_retry_after(std::string_view value, utc_time now) {
  value = trim(value);
  if (auto seconds = read_list(value))
    return seconds;
  if (value.starts_with('-'))
    return std::nullopt;
  auto date = parse_http_date(value);
  if (!date)
    return std::nullopt;
  return std::clamp(*date - now, duration::zero(), retry_after_max);
}

std::optional<duration> retry_after(const http_fields& fields, utc_time now) {
  std::optional<duration> largest;
  for (const auto& [name, value] : fields)
    if (same_text(name, "Retry-After"))
      if (auto wait = parse_retry_after(value, now))
        largest = std::max(largest.value_or(duration::zero()), *wait);
  return largest;
}

} // namespace roamsync::wire
