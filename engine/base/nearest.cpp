#include "engine/base/nearest.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace roamsync {

namespace {

/// Optimal string alignment distance.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before;
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before = std::exchange(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

/// What stands behind the last dot; the whole word without one.
std::string_view key_of(std::string_view word) {
  return word.substr(word.rfind('.') + 1);
}

std::size_t distance(std::string_view word, std::string_view candidate, std::size_t far) {
  std::size_t moved = 0;
  if (word.find('.') != word.npos && candidate.find('.') != candidate.npos) {
    const auto key = key_of(word);
    const auto other = key_of(candidate);
    moved = word.substr(0, word.size() - key.size()) == candidate.substr(0, candidate.size() - other.size())
                ? 0U
                : 1U;
    word = key;
    candidate = other;
  }
  const bool starts = word.size() >= 3 && candidate.starts_with(word);
  return moved + std::min(edits(word, candidate), starts ? std::size_t{1} : far);
}

} // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  if (word.empty() || word.size() > 64)
    return std::nullopt;
  auto best = std::max<std::size_t>(1, key_of(word).size() / 3) + 1;
  std::optional<std::string> found;
  for (const auto& candidate : candidates) {
    const auto away = distance(word, candidate, best);
    if (away < best) {
      best = away;
      found = candidate;
    }
  }
  return found;
}

} // namespace roamsync
