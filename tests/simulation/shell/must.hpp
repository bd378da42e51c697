#pragma once

#include "engine/base/result.hpp"

#include <stdexcept>
#include <utility>

namespace roamsync::simulation {

/// The value of what cannot fail here; a failure is a defect of the test.
template <class T>
T must(result<T> x) {
  if (!x)
    throw std::logic_error(x.failure().message);
  return std::move(*x);
}

} // namespace roamsync::simulation
