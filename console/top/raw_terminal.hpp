#pragma once

#include "console/live/terminal.hpp"

#include <span>
#include <string>
#include <termios.h>

namespace roamsync::console {

/// A terminal in raw mode with a screen of its own, for whole-screen views: keys come one by one and are not shown,
/// Ctrl-C too. What was on the screen comes back at the end. Thread: one.
class raw_terminal {
public:
  /// `in` and `out` stay the caller's. Not good() where they are no terminal.
  raw_terminal(int in, int out);
  ~raw_terminal() { leave(); }
  raw_terminal(const raw_terminal&) = delete;
  raw_terminal& operator=(const raw_terminal&) = delete;

  [[nodiscard]] bool good() const noexcept { return good_; }
  /// Gives the terminal back as it was, and takes it again: around a stop by Ctrl-Z.
  void leave() noexcept;
  void enter() noexcept;
  /// Draws all lines, each as wide as the screen at the most, with one write.
  void show(std::span<const std::string> lines);

private:
  int in_;
  int out_;
  termios before_{};
  bool good_ = false;
  bool raw_ = false;
};

/// The bytes that put the lines on the screen from its first row on and clear what is beside and below them.
[[nodiscard]] std::string full_frame(std::span<const std::string> lines, std::size_t columns);

} // namespace roamsync::console
