#pragma once

#include "bench/cells/cell.hpp"

#include <string>
#include <vector>

namespace roamsync::bench {

/// What a benchmark found, for docs/benchmarks.
struct document {
  std::string name;  ///< of the files: "night"
  std::string title; ///< "Limits known, virtual time"
  std::string about; ///< paragraphs: what is measured, how, and what the goal means
  std::vector<cell> cells;
};

struct file {
  std::string name; ///< within one folder
  std::string bytes;
};

/// NAME.md, and NAME-CELL.svg for each chart in it.
[[nodiscard]] std::vector<file> files_of(const document& x);

} // namespace roamsync::bench
