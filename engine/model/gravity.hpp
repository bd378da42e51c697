#pragma once

#include "engine/model/call_result.hpp"

namespace roamsync {

/// How grave an answer is: of several parts of one question the gravest tells what becomes of the whole.
[[nodiscard]] constexpr int gravity(verdict x) noexcept {
  switch (x) {
  case verdict::ok:
    return 0;
  case verdict::transient:
    return 1;
  case verdict::throttled:
    return 2;
  case verdict::sign_in_again:
    return 3;
  case verdict::failed:
    return 4;
  }
  return 4;
}

} // namespace roamsync
