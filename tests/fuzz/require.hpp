#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace roamsync::fuzz {

/// Ends the program, which the fuzzer counts as a finding, if a promise does not hold.
inline void require(bool holds, std::string_view promise) {
  if (holds)
    return;
  std::fprintf(stderr, "broken promise: %.*s\n", static_cast<int>(promise.size()), promise.data());
  std::abort();
}

} // namespace roamsync::fuzz
