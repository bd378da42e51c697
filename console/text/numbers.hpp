#pragma once

#include "engine/base/time.hpp"
#include "engine/diagnosis/advice.hpp"

#include <cstdint>
#include <string>

namespace roamsync::console {

/// "12,340" in English, "12.340" in German.
[[nodiscard]] std::string grouped(std::uint64_t number, language lang);

/// "48.8" in English, "48,8" in German.
[[nodiscard]] std::string decimal(double number, int digits, language lang);

/// One decimal: "82.1 %" in English, "82,1 %" in German; "-" for a whole of 0.
[[nodiscard]] std::string percentage(std::uint64_t part, std::uint64_t whole, language lang);

/// Two units at most, the same in both languages: "0 s", "850 ms", "12 s", "4 min 07 s", "3 h 05 min", "2 d
/// 04 h". A negative one is shown as "0 s".
[[nodiscard]] std::string span_text(duration x);

/// "12s", "4m07s", "3h05m": at most 6 columns up to 99 hours, for places where it is narrow.
[[nodiscard]] std::string short_span(duration x);

/// RFC 3339 in UTC with milliseconds: "2026-03-02T01:47:12.034Z".
[[nodiscard]] std::string rfc3339(utc_time x);

/// "01:47:12", in UTC.
[[nodiscard]] std::string clock_text(utc_time x);
/// "01:47", in UTC.
[[nodiscard]] std::string minute_text(utc_time x);

/// "2026-03-02".
[[nodiscard]] std::string date_text(utc_date x);

} // namespace roamsync::console
