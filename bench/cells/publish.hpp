#pragma once

#include "bench/cells/document.hpp"
#include "console/text/paint.hpp"

#include <iosfwd>
#include <string>

namespace roamsync::bench {

/// Where the cells go beside the terminal; empty: nowhere.
struct destinations {
  std::string json; ///< file for the cells
  std::string out;  ///< folder for the page and its charts
};

/// The machine that this process runs on.
[[nodiscard]] machine this_machine();

/// Prints the cells and writes the files. False if a cell is invalid. Throws std::runtime_error where a file cannot
/// be written.
bool publish(const document& x, const destinations& to, std::ostream& terminal, console::paint ink);

} // namespace roamsync::bench
