#pragma once

#include <gtest/gtest.h>

#include <pty.h>
#include <unistd.h>

namespace roamsync {

/// False in a bare root in which nobody has mounted devpts.
inline bool has_pseudo_terminals() {
  int outside = -1;
  int inside = -1;
  if (openpty(&outside, &inside, nullptr, nullptr, nullptr) != 0)
    return false;
  ::close(inside);
  ::close(outside);
  return true;
}

} // namespace roamsync

/// First in a test that talks to a terminal: where the system has none, there is nothing to talk to, and the
/// test says so instead of failing.
#define NEEDS_PSEUDO_TERMINALS()                                                                             \
  if (!::roamsync::has_pseudo_terminals())                                                                   \
  GTEST_SKIP() << "there are no pseudo terminals here; mount -t devpts devpts /dev/pts"
