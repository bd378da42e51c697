#pragma once

#include "engine/signature/attributes.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// One condition of a rule: the attribute has a value that fits one of the patterns.
struct rule_condition {
  std::string attribute;
  std::vector<std::string>
      patterns; ///< not empty; see fits_pattern; "" is met by an attribute without a value
};

/// Who gets which signatures. The rules are read in order; the first whose conditions are all met counts.
struct assignment_rule {
  std::vector<rule_condition> when;    ///< none: everybody
  std::vector<std::string> signatures; ///< names, at least one
  std::string default_new;             ///< empty: leave the mailbox's default alone
  std::string default_reply;
};

/// True if the value fits the pattern: "*" stands for any characters, also none; letter case does not count.
[[nodiscard]] bool fits_pattern(std::string_view pattern, std::string_view value);

[[nodiscard]] bool applies(const assignment_rule& rule, const attribute_values& who);

} // namespace roamsync
