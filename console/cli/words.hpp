#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace roamsync::console {

/// The words of a command line by their place in the grammar; every one has passed its check.
struct sorted_words {
  std::vector<std::string> path; ///< "tenant", "add"
  /// By the name of an option or a place ("--config", "ID"); a flag that was given has no values.
  std::map<std::string, std::vector<std::string>, std::less<>> values;

  [[nodiscard]] bool has(std::string_view name) const { return values.contains(name); }
  /// The first value, or empty.
  [[nodiscard]] std::string one(std::string_view name) const {
    const auto found = values.find(name);
    return found == values.end() || found->second.empty() ? std::string{} : found->second.front();
  }
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const {
    const auto found = values.find(name);
    return found == values.end() ? std::vector<std::string>{} : found->second;
  }
};

/// --help for the command that the path names; the root for an empty one.
struct help_wanted {
  std::vector<std::string> path;
};
struct version_wanted {};

/// What is wrong with a command line.
struct misuse {
  enum class kind : std::uint8_t {
    unknown_option,  ///< `subject` is its name, without a value
    unknown_command, ///< `subject` is the word
    no_command,
    too_many_words,
    word_missing,   ///< `subject` is the place
    value_missing,  ///< `subject` is the option
    value_unwanted, ///< `subject` is the flag
    given_twice,    ///< `subject` is the option
    bad_value,      ///< `subject` is the option or place, `detail` the sentence of its check
    rule_broken,    ///< the words do not go together, `detail` says why
    too_long,       ///< a word or the whole line is above the limits
  };
  kind what = kind::no_command;
  std::string subject;
  std::string detail;
  std::vector<std::string> path;
};

/// Sorts the words by the grammar, with CLI11.
[[nodiscard]] std::variant<sorted_words, help_wanted, version_wanted, misuse>
sort_words(std::span<const std::string> words);

} // namespace roamsync::console
