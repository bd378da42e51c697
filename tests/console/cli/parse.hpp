#pragma once

#include "console/cli/command_line.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <variant>
#include <vector>

namespace roamsync::console::testing {

inline parsed_line parse(std::initializer_list<const char*> words) {
  const std::vector<std::string> line(words.begin(), words.end());
  return parse_command_line(line);
}

/// The command that the words make; a failure of the test, and a default one, if they make another or none.
template <class Command>
Command command_of(std::initializer_list<const char*> words) {
  const auto parsed = parse(words);
  if (const auto* wrong = std::get_if<usage_error>(&parsed)) {
    ADD_FAILURE() << wrong->message;
    return {};
  }
  const auto* line = std::get_if<command_line>(&parsed);
  const auto* found = line == nullptr ? nullptr : std::get_if<Command>(&line->what);
  if (found == nullptr) {
    ADD_FAILURE() << "another command than expected";
    return {};
  }
  return *found;
}

/// The message of a usage error; a failure of the test if the words can be used.
inline std::string misuse_of(std::initializer_list<const char*> words) {
  const auto parsed = parse(words);
  if (const auto* wrong = std::get_if<usage_error>(&parsed))
    return wrong->message;
  ADD_FAILURE() << "the words were taken";
  return {};
}

} // namespace roamsync::console::testing
