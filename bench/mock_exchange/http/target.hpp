#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mock_exchange {

/// Pairs of a query or a form, decoded, in their order.
struct pair_list {
  std::vector<std::pair<std::string, std::string>> pairs;
  bool broken = false; ///< An escape could not be decoded or there were too many pairs.

  /// The first value of that name (exact case), empty if there is none.
  [[nodiscard]] std::string_view get(std::string_view name) const;

  /// True if the name is there, also with an empty value.
  [[nodiscard]] bool has(std::string_view name) const;
};

/// A request target taken apart: "/a%20b/c?x=1" gives the segments "a b", "c" and the pair x=1.
struct target {
  std::vector<std::string> segments; ///< Decoded, without empty ones.
  bool trailing_slash = false;
  pair_list query;
  bool broken = false;

  /// The segment at `index`, empty beyond the end.
  [[nodiscard]] std::string_view at(std::size_t index) const;
};

/// Takes a request target apart; a foreign form sets `broken`.
target parse_target(std::string_view text);

/// Takes a query or a body of application/x-www-form-urlencoded apart ('+' is a blank).
pair_list parse_pairs(std::string_view text);

} // namespace mock_exchange
