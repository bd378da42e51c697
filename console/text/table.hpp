#pragma once

#include "console/text/paint.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace roamsync::console {

/// A table whose cells are made printable and never cut. What is too wide for the terminal leaves the row or is
/// wrapped within its column.
class table {
public:
  /// What a column does where there is too little room.
  enum class fit : std::uint8_t {
    wraps, ///< at blanks, within its column
    whole, ///< nothing: ids, addresses, and what else people copy
    below, ///< it leaves for a line below the row, the last such column first, before anything is wrapped
  };
  struct column {
    std::string title;
    bool right = false; ///< numbers
    fit narrow = fit::wraps;
  };
  struct cell {
    std::string text;
    colour in = colour::plain;
  };

  explicit table(std::vector<column> columns) : columns_(std::move(columns)) {}

  /// Missing cells are empty; those too many are left out.
  void add(std::vector<cell> row);
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }

  /// Title line and rows, each ending with a newline; none wider than `width` columns, unless whole columns and
  /// long words need more.
  [[nodiscard]] std::string render(std::size_t width, paint ink) const;

private:
  struct layout {
    std::vector<std::size_t> beside; ///< columns of the row
    std::vector<std::size_t> below;  ///< columns below it
    std::vector<std::size_t> widths; ///< by column
  };
  [[nodiscard]] layout fitted(std::size_t width) const;
  void squeeze(layout& into, std::size_t too_many) const;
  [[nodiscard]] std::string lines(const std::vector<cell>& row, const layout& by, paint ink) const;
  [[nodiscard]] std::string lines_below(const std::vector<cell>& row, const layout& by, std::size_t width,
                                        paint ink) const;

  std::vector<column> columns_;
  std::vector<std::vector<cell>> rows_;
};

} // namespace roamsync::console
