#include "console/cli/completion.hpp"

#include "console/cli/command_tree.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

namespace roamsync::console {

namespace {

/// A command with the names that lead to it: "tenant add"; empty for the root.
struct reached {
  std::string path;
  const command_tree* command = nullptr;
};

void collect(const command_tree& command, const std::string& path, std::vector<reached>& into) {
  into.push_back({path, &command});
  for (const auto& below : command.commands)
    collect(below, path.empty() ? below.name : path + ' ' + below.name, into);
}

std::vector<reached> all_commands() {
  std::vector<reached> all;
  collect(grammar(), {}, all);
  return all;
}

/// In single quotes for bash and zsh.
std::string sh_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text)
    out += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return out + '\'';
}

/// In single quotes for fish, where only ' and \ need a backslash.
std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\')
      out += '\\';
    out += c;
  }
  return out + '\'';
}

/// The first sentence or part of one: enough for a list of choices. A dot or colon inside a word ends none.
std::string brief(const std::string& help) {
  const auto end = std::min(help.find(". "), help.find("; "));
  if (end != std::string::npos)
    return help.substr(0, end);
  return help.ends_with('.') ? help.substr(0, help.size() - 1) : help;
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

/// What may stand next in a command, options of the root included.
std::vector<std::string> next_words(const command_tree& command) {
  std::vector<std::string> words;
  for (const auto& below : command.commands)
    words.push_back(below.name);
  for (const auto& place : command.places)
    for (auto& choice : choices_of(place.name))
      words.push_back(std::move(choice));
  for (const auto& option : command.options)
    words.push_back(option.name);
  if (&command != &grammar())
    for (const auto& option : grammar().options)
      words.push_back(option.name);
  words.emplace_back("--help");
  return words;
}

bool takes_file(const command_tree& command) {
  return !command.places.empty() && command.places.back().name == "FILE";
}

/// `case` arms that follow the commands through the words: "tenant/add) at='tenant add' ;;"
std::string path_arms(const std::vector<reached>& all) {
  std::string out;
  for (const auto& [path, command] : all)
    for (const auto& below : command->commands)
      out += fmt::format("      {}) at={} ;;\n", sh_quoted(path + '/' + below.name),
                         sh_quoted(path.empty() ? below.name : path + ' ' + below.name));
  return out;
}

/// One arm for each option that takes a value; `files`, `choices` and `nothing` say what the shell does.
std::string value_arms(const std::vector<reached>& all, std::string_view files, std::string_view choices,
                       std::string_view nothing) {
  std::string out;
  for (const auto& [path, command] : all)
    for (const auto& option : command->options) {
      if (option.is_flag())
        continue;
      const auto known = choices_of(option.value);
      const auto act = option.value == "FILE" ? std::string{files}
                       : known.empty()        ? std::string{nothing}
                                              : fmt::format(fmt::runtime(choices), joined(known));
      // Options of the root hold at every path.
      const auto pattern = path.empty() ? "*/" + option.name : sh_quoted(path + '/' + option.name);
      out += fmt::format("    {}) {} ;;\n", pattern, act);
    }
  return out;
}

/// "--config|--lang|...": options whose next word is a value.
std::string value_options(const std::vector<reached>& all, std::string_view between) {
  std::vector<std::string> names;
  for (const auto& [path, command] : all)
    for (const auto& option : command->options)
      if (!option.is_flag())
        names.push_back(option.name);
  return fmt::format("{}", fmt::join(names, between));
}

std::string bash_script() {
  const auto all = all_commands();
  std::string next;
  for (const auto& [path, command] : all)
    next += fmt::format("    {}) words={}{} ;;\n", sh_quoted(path), sh_quoted(joined(next_words(*command))),
                        takes_file(*command) ? "; files=1" : "");
  return "# bash completion of roamsync; made by `roamsync completion bash`.\n"
         "_roamsync() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} at='' words='' files='' i\n"
         "  COMPREPLY=()\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case ${COMP_WORDS[i]} in "
         + value_options(all, "|")
         + ") i=$((i + 1)); continue ;; esac\n"
           "    case \"$at/${COMP_WORDS[i]}\" in\n"
         + path_arms(all)
         + "    esac\n"
           "  done\n"
           "  case \"$at/$prev\" in\n"
         + value_arms(
             all,
             "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return",
             "mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$cur\"); return", "return")
         + "  esac\n"
           "  case \"$at\" in\n"
         + next
         + "  esac\n"
           "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
           "  if [[ -n $files && $cur != -* ]]; then\n"
           "    compopt -o filenames 2>/dev/null\n"
           "    mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
           "  fi\n"
           "}\n"
           "complete -F _roamsync roamsync\n";
}

/// "name:what it does" for zsh's _describe, where a colon in the name needs a backslash; ours have none.
std::string described(const std::string& name, const std::string& help) {
  return ' ' + sh_quoted(name + ':' + brief(help));
}

std::string zsh_entries(const command_tree& command) {
  std::string out;
  for (const auto& below : command.commands)
    out += described(below.name, below.help);
  for (const auto& place : command.places)
    for (const auto& choice : choices_of(place.name))
      out += described(choice, place.help);
  for (const auto& option : command.options)
    out += described(option.name, option.help);
  if (&command != &grammar())
    for (const auto& option : grammar().options)
      out += described(option.name, option.help);
  return out + described("--help", "Show help");
}

std::string zsh_script() {
  const auto all = all_commands();
  std::string next;
  for (const auto& [path, command] : all)
    next += fmt::format("    {}) entries=({} ){} ;;\n", sh_quoted(path), zsh_entries(*command),
                        takes_file(*command) ? "; _files" : "");
  return "#compdef roamsync\n"
         "# zsh completion of roamsync; made by `roamsync completion zsh`.\n"
         "_roamsync() {\n"
         "  local at='' i\n"
         "  local -a entries\n"
         "  for ((i = 2; i < CURRENT; i++)); do\n"
         "    case ${words[i]} in "
         + value_options(all, "|")
         + ") i=$((i + 1)); continue ;; esac\n"
           "    case \"$at/${words[i]}\" in\n"
         + path_arms(all)
         + "    esac\n"
           "  done\n"
           "  case \"$at/${words[CURRENT-1]}\" in\n"
         + value_arms(all, "_files; return", "compadd -- {}; return", "return")
         + "  esac\n"
           "  case \"$at\" in\n"
         + next
         + "  esac\n"
           "  _describe roamsync entries\n"
           "}\n"
           "compdef _roamsync roamsync\n";
}

std::string fish_option(const std::string& at, const option_words& option) {
  auto line = fmt::format("complete -c roamsync -n {} -l {} -d {}", fish_quoted(at), option.name.substr(2),
                          fish_quoted(brief(option.help)));
  if (const auto choices = choices_of(option.value); !choices.empty())
    line += " -x -a " + fish_quoted(joined(choices));
  else if (option.value == "FILE")
    line += " -r -F";
  else if (!option.is_flag())
    line += " -x";
  return line + '\n';
}

std::string fish_script() {
  const auto all = all_commands();
  std::string follow;
  std::string entries;
  for (const auto& [path, command] : all) {
    const auto here = "test (__roamsync_path) = '/" + path + '\'';
    for (const auto& below : command->commands) {
      follow += fmt::format("            case '/{0}/{1}'\n                set at '/{2}'\n", path, below.name,
                            path.empty() ? below.name : path + ' ' + below.name);
      entries += fmt::format("complete -c roamsync -n {} -a {} -d {}\n", fish_quoted(here), below.name,
                             fish_quoted(brief(below.help)));
    }
    for (const auto& place : command->places)
      if (const auto choices = choices_of(place.name); !choices.empty())
        entries += fmt::format("complete -c roamsync -n {} -a {}\n", fish_quoted(here),
                               fish_quoted(joined(choices)));
    if (takes_file(*command))
      entries += fmt::format("complete -c roamsync -n {} -F\n", fish_quoted(here));
    for (const auto& option : command->options)
      entries += fish_option(path.empty() ? "true" : here, option); // the root's hold everywhere
  }
  return "# fish completion of roamsync; made by `roamsync completion fish`.\n"
         "function __roamsync_path\n"
         "    set -l at /\n"
         "    set -l skip 0\n"
         "    for word in (commandline -opc)[2..-1]\n"
         "        if test $skip = 1\n"
         "            set skip 0\n"
         "            continue\n"
         "        end\n"
         "        if contains -- $word "
         + value_options(all, " ")
         + "\n            set skip 1\n"
           "            continue\n"
           "        end\n"
           "        switch \"$at/$word\"\n"
         + follow
         + "        end\n"
           "    end\n"
           "    echo $at\n"
           "end\n"
           "complete -c roamsync -f\n"
           "complete -c roamsync -s h -l help -d 'Show help'\n"
         + entries;
}

} // namespace

std::string completion_script(shell x) {
  switch (x) {
  case shell::bash:
    return bash_script();
  case shell::zsh:
    return zsh_script();
  case shell::fish:
    return fish_script();
  }
  return {};
}

} // namespace roamsync::console
