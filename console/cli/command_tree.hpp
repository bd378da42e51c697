#pragma once

#include "engine/base/result.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::console {

/// Says what is wrong with one word, and what is allowed.
using word_check = std::function<status(const std::string&)>;

/// One option of a command.
struct option_words {
  std::string name{};  ///< "--config"
  std::string value{}; ///< what stands for the value: "FILE", or the choices "en|de"; empty: a flag
  std::string help{};
  word_check check{};
  bool repeats = false; ///< may be given more than once

  [[nodiscard]] bool is_flag() const noexcept { return value.empty(); }
};

/// A word that stands by its place.
struct place_words {
  std::string name{}; ///< "ID", or the choices "bash|zsh|fish"
  std::string help{};
  word_check check{};
  bool required = true;
  bool repeats = false; ///< takes all the words that follow
};

/// A command with all that can follow it.
struct command_tree {
  std::string name{}; ///< of this command alone: "add"
  std::string help{};
  std::vector<std::string> examples{}; ///< whole command lines
  std::vector<option_words> options{}; ///< without those of the commands above it
  std::vector<place_words> places{};
  std::vector<command_tree> commands{}; ///< not empty: one of them must follow
};

/// The whole grammar, the one source of parser, help and completion. The options of the root hold everywhere.
[[nodiscard]] const command_tree& grammar();

/// The commands from the root to the one that `path` names ("tenant", "add"); shorter where a name is
/// unknown.
[[nodiscard]] std::vector<const command_tree*> walk(std::span<const std::string> path);

/// The choices of a value such as "bash|zsh|fish"; empty for a free value.
[[nodiscard]] std::vector<std::string> choices_of(std::string_view value);

} // namespace roamsync::console
