#pragma once

#include "console/cli/commands.hpp"
#include "engine/diagnosis/advice.hpp"

#include <span>
#include <string>
#include <variant>

namespace roamsync::console {

/// A command line that can be carried out.
struct command_line {
  std::string config_file; ///< --config; empty: not given
  bool json = false;
  language lang = language::english;
  command what;
};

/// Help was asked for: print to standard output, exit 0.
struct help_text {
  std::string text;
};

/// The command line cannot be used: print to standard error, exit 2. Ends with a newline.
struct usage_error {
  std::string message;
};

using parsed_line = std::variant<command_line, help_text, usage_error>;

/// Reads the words after the program's name. Options of the root may stand before or behind the command.
/// A message never repeats a word too many or the value of an unknown option: it may be a secret.
[[nodiscard]] parsed_line parse_command_line(std::span<const std::string> words);
[[nodiscard]] parsed_line parse_command_line(int argc, const char* const* argv);

} // namespace roamsync::console
