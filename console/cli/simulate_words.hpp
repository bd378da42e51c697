#pragma once

#include "console/cli/command_tree.hpp"
#include "console/cli/commands.hpp"
#include "console/cli/words.hpp"
#include "engine/base/result.hpp"

#include <string_view>

namespace roamsync::console {

/// The grammar of `roamsync simulate`.
[[nodiscard]] command_tree simulate_tree();
/// Its command; an error where words do not go together.
[[nodiscard]] result<command> make_simulate(const sorted_words& w);

/// "4h", "90m", "3h30m", from 1 minute to 48 hours.
[[nodiscard]] result<duration> parse_window(std::string_view word);
/// A decimal number in the range, such as 1.3.
[[nodiscard]] result<double> parse_decimal(std::string_view word, double lowest, double highest);

} // namespace roamsync::console
