#pragma once

#include "engine/base/result.hpp"

namespace roamsync::console {

/// What is said of an answer on the socket that has not the form it should have.
inline error not_understood() {
  return error{
      "the process at the other end answers what this version does not understand: it is another program, or "
      "another version of roamsync; use the same version for both"};
}

} // namespace roamsync::console
