#include "engine/signature/rule.hpp"

#include "engine/base/unicode.hpp"

#include <algorithm>

namespace roamsync {

bool fits_pattern(std::string_view pattern_in, std::string_view value_in) {
  if (pattern_in == "*") // a photo is large
    return true;
  const auto pattern = fold_case(pattern_in);
  const auto value = fold_case(value_in);
  std::size_t p = 0;
  std::size_t v = 0;
  auto star = std::string::npos; // the last '*' passed, and where its match ends so far
  std::size_t taken = 0;
  while (v < value.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = v;
    } else if (p < pattern.size() && pattern[p] == value[v]) {
      ++p;
      ++v;
    } else if (star != std::string::npos) {
      p = star + 1;
      v = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string::npos;
}

bool applies(const assignment_rule& rule, const attribute_values& who) {
  return std::ranges::all_of(rule.when, [&](const rule_condition& condition) {
    const auto values = who.of(condition.attribute);
    return std::ranges::any_of(condition.patterns, [&](const std::string& pattern) {
      if (pattern.empty())
        return values.empty();
      return std::ranges::any_of(values,
                                 [&](const std::string& value) { return fits_pattern(pattern, value); });
    });
  });
}

} // namespace roamsync
