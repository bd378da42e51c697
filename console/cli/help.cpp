#include "console/cli/help.hpp"

#include "console/cli/command_tree.hpp"
#include "console/text/display.hpp"

#include <algorithm>

namespace roamsync::console {

namespace {

constexpr std::size_t page_width = 80;
constexpr std::size_t term_width = 30;

/// A term and its explanation, side by side where the term is short enough.
std::string entry(const std::string& term, const std::string& help) {
  std::string out = "  " + term;
  auto column = display_width(out);
  if (column + 2 > term_width) {
    out += '\n';
    column = 0;
  }
  for (const auto& line : wrap(help, page_width - term_width)) {
    out.append(term_width - column, ' ');
    out += line + '\n';
    column = 0;
  }
  return out;
}

std::string option_entries(const command_tree& command) {
  std::string out;
  for (const auto& o : command.options)
    out += entry(o.is_flag() ? o.name : o.name + ' ' + o.value, o.help);
  return out;
}

std::string place_in_usage(const place_words& place) {
  const auto name = place.repeats ? place.name + "..." : place.name;
  return place.required ? name : '[' + name + ']';
}

} // namespace

std::string usage_of(std::span<const std::string> path) {
  const auto steps = walk(path);
  std::string out;
  for (const auto* step : steps)
    out += (out.empty() ? "" : " ") + step->name;
  const auto& last = *steps.back();
  if (!last.options.empty())
    out += " [options]";
  if (!last.commands.empty())
    out += " COMMAND";
  for (const auto& place : last.places)
    out += ' ' + place_in_usage(place);
  return out;
}

std::string help_of(std::span<const std::string> path) {
  const auto steps = walk(path);
  const auto& last = *steps.back();
  std::string out;
  for (const auto& line : wrap(last.help, page_width))
    out += line + '\n';
  out += "\nUsage: " + usage_of(path) + '\n';
  if (!last.commands.empty()) {
    out += "\nCommands:\n";
    for (const auto& command : last.commands)
      out += entry(command.name, command.help);
  }
  if (!last.places.empty()) {
    out += "\nArguments:\n";
    for (const auto& place : last.places)
      out += entry(place.name, place.help);
  }
  if (steps.size() > 1 && !last.options.empty())
    out += "\nOptions:\n" + option_entries(last);
  out += steps.size() > 1 ? "\nOptions of every command:\n" : "\nOptions:\n";
  out += option_entries(grammar());
  out += entry("-h, --help", "Show help with an example; also behind a command.");
  if (steps.size() == 1)
    out += entry("--version", "Show the version.");
  out += last.examples.size() == 1 ? "\nExample:\n" : "\nExamples:\n";
  for (const auto& example : last.examples)
    out += "  " + example + '\n';
  if (steps.size() == 1)
    out += "\nExit codes: 0 done; 1 done, but mailboxes or tenants failed or were deferred;\n"
           "2 wrong usage or input; 3 configuration or database cannot be used;\n"
           "4 another roamsync runs on this database; 5 internal error;\n"
           "130 and 143 stopped by SIGINT and SIGTERM.\n";
  return out;
}

} // namespace roamsync::console
