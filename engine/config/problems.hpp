#pragma once

#include "engine/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roamsync {

/// All that is wrong with one file, so that a person mends it in one go.
class problems {
public:
  explicit problems(std::string_view file_name) : file_name_(file_name) {}

  /// `line` 0: the problem is with no line.
  void add(std::uint32_t line, std::string what);
  [[nodiscard]] bool none() const noexcept { return found_.empty(); }
  [[nodiscard]] std::size_t count() const noexcept { return found_.size(); }
  /// One problem a line, "FILE:LINE: WHAT", in order of line; at most 100 and the count of the others.
  [[nodiscard]] error report() const;

private:
  std::string file_name_;
  std::vector<std::pair<std::uint32_t, std::string>> found_;
};

} // namespace roamsync
