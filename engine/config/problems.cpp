#include "engine/config/problems.hpp"

#include <algorithm>

namespace roamsync {

void problems::add(std::uint32_t line, std::string what) {
  found_.emplace_back(line, std::move(what));
}

error problems::report() const {
  constexpr std::size_t shown_max = 100;
  auto sorted = found_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string text;
  for (std::size_t i = 0; i < std::min(sorted.size(), shown_max); ++i) {
    const auto& [line, what] = sorted[i];
    text += (i == 0 ? "" : "\n") + file_name_ + (line == 0 ? "" : ":" + std::to_string(line)) + ": " + what;
  }
  if (sorted.size() > shown_max)
    text += "\n" + file_name_ + ": " + std::to_string(sorted.size() - shown_max)
            + " more problems are not shown.";
  return error{text};
}

} // namespace roamsync
