#pragma once

#include "console/text/paint.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace roamsync::console {

/// A table for a terminal. Cells are made printable; the widest columns give way until it fits.
class table {
public:
  struct column {
    std::string title;
    bool right = false; ///< numbers
  };
  struct cell {
    std::string text;
    colour in = colour::plain;
  };

  explicit table(std::vector<column> columns) : columns_(std::move(columns)) {}

  /// Missing cells are empty; those too many are left out.
  void add(std::vector<cell> row);
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }

  /// Title line and rows, each ending with a newline, none wider than `width` columns where that leaves each
  /// column at least 6.
  [[nodiscard]] std::string render(std::size_t width, paint ink) const;

private:
  [[nodiscard]] std::vector<std::size_t> widths(std::size_t width) const;
  [[nodiscard]] std::string line(const std::vector<cell>& row, const std::vector<std::size_t>& widths,
                                 paint ink) const;

  std::vector<column> columns_;
  std::vector<std::vector<cell>> rows_;
};

} // namespace roamsync::console
