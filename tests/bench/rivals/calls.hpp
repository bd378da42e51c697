#pragma once

#include "engine/limit/limiter.hpp"

#include <vector>

namespace roamsync::bench {

inline time_point at(std::int64_t ms) {
  return time_point{duration{ms}};
}

inline call_end ok_after(std::int64_t ms) {
  return {.what = verdict::ok, .latency = duration{ms}};
}

inline call_end throttled(std::int64_t retry_after_ms = 0) {
  return {.what = verdict::throttled, .latency = duration{1}, .retry_after = duration{retry_after_ms}};
}

/// One call that starts and ends at the same time, after which it may be tried again at the result.
inline time_point answer(limiter& x, const call_end& how, std::int64_t now, double jitter = 0) {
  return x.end(x.start(at(now)), how, at(now), jitter);
}

} // namespace roamsync::bench
