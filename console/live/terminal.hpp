#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::console {

struct terminal_size {
  std::size_t columns = 80;
  std::size_t rows = 24;
};

/// True for a terminal that can move its cursor (TERM is set and not "dumb").
[[nodiscard]] bool is_live_terminal(int fd);

/// The size now; 80 x 24 where the terminal does not tell.
[[nodiscard]] terminal_size size_of_terminal(int fd);

/// Columns that what is written there should keep to: those of the terminal, else those that COLUMNS names; nothing
/// for a file or a pipe without it.
[[nodiscard]] std::optional<std::size_t> columns_of_output(int fd);

/// Colours on a terminal, unless NO_COLOR is set and not empty (no-color.org) or TERM is "dumb".
[[nodiscard]] bool wants_colours(int fd);

/// The bytes that draw `lines` over the frame before: up, each line with its rest cleared, all below cleared.
/// `before` holds the widths of the lines drawn last; a terminal that became narrower has wrapped them, which
/// is counted. `columns` is the width now.
[[nodiscard]] std::string redraw(std::span<const std::size_t> before, std::span<const std::string> lines,
                                 std::size_t columns);

/// Draws frames in place on a terminal, each with one write so that none is torn; hides the cursor meanwhile
/// and shows it again at the end, below the last frame. Thread: one.
class live_screen {
public:
  /// `fd` stays the caller's.
  explicit live_screen(int fd) : fd_(fd) {}
  ~live_screen();
  live_screen(const live_screen&) = delete;
  live_screen& operator=(const live_screen&) = delete;

  /// Frames may be one line less high than the terminal, so that it never scrolls.
  void show(std::span<const std::string> lines);

private:
  int fd_;
  std::vector<std::size_t> before_;
  bool hidden_ = false;
};

/// Writes all bytes; goes on after signals, gives up on other errors (a terminal that went away).
void write_all(int fd, std::string_view bytes) noexcept;

} // namespace roamsync::console
