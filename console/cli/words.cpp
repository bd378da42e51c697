// The one translation unit that includes CLI11: it is slow to compile, and nobody else needs it.
#include "console/cli/words.hpp"

#include "console/cli/checks.hpp"
#include "console/cli/command_tree.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace roamsync::console {

namespace {

using sorted = std::variant<sorted_words, help_wanted, version_wanted, misuse>;

/// Gives CLI11 the names only: what is missing, doubled or wrong is judged here, in our own words.
void fill(CLI::App& app, const command_tree& tree) {
  app.fallthrough()->allow_extras()->require_subcommand(0, 1);
  for (const auto& option : tree.options) {
    if (option.is_flag())
      app.add_flag(option.name, option.help)->disable_flag_override();
    else
      app.add_option(option.name, option.help)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
  for (const auto& place : tree.places) {
    auto* option = app.add_option(place.name, place.help);
    if (place.repeats)
      option->allow_extra_args()->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
  for (const auto& command : tree.commands)
    fill(*app.add_subcommand(command.name, command.help), command);
}

std::vector<const CLI::App*> parsed_chain(const CLI::App& root) {
  std::vector<const CLI::App*> chain{&root};
  while (!chain.back()->get_subcommands().empty())
    chain.push_back(chain.back()->get_subcommands().front());
  return chain;
}

bool is_option(const std::string& word) {
  return word.size() > 1 && word[0] == '-';
}

/// "--name" of "--name=value", "-n" of "-nvalue": the rest may be a secret.
std::string option_name(const std::string& word) {
  return word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2);
}

misuse judge_rest(const std::vector<std::string>& rest, const command_tree& last,
                  const std::vector<std::string>& path) {
  using kind = misuse::kind;
  const auto option = std::find_if(rest.begin(), rest.end(), is_option);
  if (option != rest.end())
    return {kind::unknown_option, option_name(*option), {}, path};
  if (!last.commands.empty())
    return {kind::unknown_command, rest.front(), {}, path};
  return {kind::too_many_words, {}, {}, path};
}

status judge(const std::string& word, const std::string& value, const word_check& check) {
  const auto choices = choices_of(value);
  if (!choices.empty() && std::find(choices.begin(), choices.end(), word) == choices.end())
    return error{fmt::format("{} is not one of {}.", in_quotes(word), fmt::join(choices, ", "))};
  if (check)
    return check(word);
  return success();
}

/// Takes one option's or place's words; gives what is wrong with them.
std::optional<misuse> take(const CLI::App& app, const std::string& name, const std::string& value,
                           bool repeats, const word_check& check, sorted_words& into) {
  using kind = misuse::kind;
  const auto* option = app.get_option(name);
  if (option->count() == 0)
    return std::nullopt;
  if (option->count() > 1 && !repeats)
    return misuse{kind::given_twice, name, {}, into.path};
  auto& values = into.values[name];
  if (value.empty())
    return std::nullopt;
  values = option->results();
  for (const auto& word : values) {
    // CLI11 takes the next word whatever it is: `--report --now` is a forgotten value, not a file of that
    // name.
    if (name.starts_with("--") && word.starts_with("--"))
      return misuse{kind::value_missing, name, {}, into.path};
    if (const auto good = judge(word, value, check); !good)
      return misuse{kind::bad_value, name, good.failure().message, into.path};
  }
  return std::nullopt;
}

std::optional<misuse> take_all(const std::vector<const CLI::App*>& chain, sorted_words& into) {
  const auto steps = walk(into.path);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (const auto& o : steps[i]->options)
      if (auto wrong = take(*chain[i], o.name, o.value, o.repeats, o.check, into))
        return wrong;
    for (const auto& p : steps[i]->places)
      if (auto wrong = take(*chain[i], p.name, p.name, p.repeats, p.check, into))
        return wrong;
  }
  for (const auto& p : steps.back()->places)
    if (p.required && !into.has(p.name))
      return misuse{misuse::kind::word_missing, p.name, {}, into.path};
  return std::nullopt;
}

/// CLI11 stopped in the middle: an option without its value, or a flag with one. Its message starts with the
/// name.
misuse judge_stop(const CLI::ParseError& stop, const std::vector<std::string>& path) {
  const std::string text = stop.what();
  const auto name = text.substr(0, text.find_first_of(": "));
  for (const auto* step : walk(path))
    for (const auto& option : step->options)
      if (option.name == name || option.name == "--" + name)
        return {option.is_flag() ? misuse::kind::value_unwanted : misuse::kind::value_missing,
                option.name,
                {},
                path};
  return {misuse::kind::too_many_words, {}, {}, path};
}

bool asks_for_help(std::span<const std::string> words) {
  for (const auto& word : words) {
    if (word == "--")
      return false;
    if (word == "-h" || word == "--help")
      return true;
  }
  return false;
}

} // namespace

sorted sort_words(std::span<const std::string> words) {
  const auto too_long = [](const std::string& word) { return word.size() > argument_bytes_max; };
  if (words.size() > arguments_max || std::any_of(words.begin(), words.end(), too_long))
    return misuse{misuse::kind::too_long, {}, {}, {}};

  CLI::App app{grammar().help, grammar().name};
  app.set_help_flag("-h,--help");
  const auto* version = app.add_flag("--version");
  fill(app, grammar());

  std::optional<CLI::ParseError> stop;
  try {
    app.parse(std::vector<std::string>{words.rbegin(), words.rend()}); // CLI11 wants them from the end
  } catch (const CLI::ParseError& e) {
    stop = e;
  }
  const auto chain = parsed_chain(app);
  sorted_words found;
  for (std::size_t i = 1; i < chain.size(); ++i)
    found.path.push_back(chain[i]->get_name());
  if (asks_for_help(words))
    return help_wanted{found.path};
  if (stop)
    return judge_stop(*stop, found.path);
  const auto& last = *walk(found.path).back();
  auto rest = app.remaining(true);
  std::erase(rest, "--"); // CLI11 keeps the mark itself
  if (!rest.empty())
    return judge_rest(rest, last, found.path);
  if (version->count() > 0)
    return version_wanted{};
  if (!last.commands.empty())
    return misuse{misuse::kind::no_command, {}, {}, found.path};
  if (auto wrong = take_all(chain, found))
    return *wrong;
  return found;
}

} // namespace roamsync::console
