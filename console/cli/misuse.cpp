#include "console/cli/misuse.hpp"

#include "console/cli/checks.hpp"
#include "console/cli/command_tree.hpp"
#include "console/cli/help.hpp"
#include "console/cli/secret_words.hpp"
#include "engine/base/nearest.hpp"

#include <fmt/format.h>

namespace roamsync::console {

namespace {

std::string command_name(const misuse& x) {
  std::string name;
  for (const auto* step : walk(x.path))
    name += (name.empty() ? "" : " ") + step->name;
  return name;
}

std::string unknown_option(const misuse& x) {
  if (names_a_secret(x.subject))
    return secret_refusal(x.subject);
  std::vector<std::string> known{"--help"};
  for (const auto* step : walk(x.path))
    for (const auto& option : step->options)
      known.push_back(option.name);
  const auto near = nearest(x.subject, known);
  return fmt::format("{} is not an option of {}.{}", in_quotes(x.subject), command_name(x),
                     near ? " Did you mean " + *near + "?" : "");
}

std::vector<std::string> commands_below(const misuse& x) {
  std::vector<std::string> names;
  for (const auto& command : walk(x.path).back()->commands)
    names.push_back(command.name);
  return names;
}

std::string unknown_command(const misuse& x) {
  const auto names = commands_below(x);
  const auto near = nearest(x.subject, names);
  return near ? fmt::format("{} is not a command of {}. Did you mean {}?", in_quotes(x.subject),
                            command_name(x), *near)
              : fmt::format("{} is not a command of {}. Commands are: {}.", in_quotes(x.subject),
                            command_name(x), fmt::join(names, ", "));
}

std::string sentence(const misuse& x) {
  using kind = misuse::kind;
  switch (x.what) {
  case kind::unknown_option:
    return unknown_option(x);
  case kind::unknown_command:
    return unknown_command(x);
  case kind::no_command:
    return fmt::format("A command is missing behind {}. Commands are: {}.", command_name(x),
                       fmt::join(commands_below(x), ", "));
  case kind::too_many_words:
    return fmt::format("Too many words for {}. Usage: {}", command_name(x), usage_of(x.path));
  case kind::word_missing:
    return fmt::format("{} is missing. Usage: {}", x.subject, usage_of(x.path));
  case kind::value_missing:
    return fmt::format("{} needs a value.", x.subject);
  case kind::value_unwanted:
    return fmt::format("{} takes no value.", x.subject);
  case kind::given_twice:
    return fmt::format("{} is given twice.", x.subject);
  case kind::bad_value:
    return fmt::format("{}: {}", x.subject, x.detail);
  case kind::rule_broken:
    return x.detail;
  case kind::too_long:
    return fmt::format("The command line is too long: at most {} words of {} bytes.", arguments_max,
                       argument_bytes_max);
  }
  return "The command line cannot be used.";
}

} // namespace

std::string explain(const misuse& x) {
  const auto& command = *walk(x.path).back();
  return fmt::format("roamsync: {}\nExample: {}\nHelp:    {} --help\n", sentence(x), command.examples.front(),
                     command_name(x));
}

} // namespace roamsync::console
