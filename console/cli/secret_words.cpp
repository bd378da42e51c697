#include "console/cli/secret_words.hpp"

#include "console/cli/checks.hpp"
#include "engine/base/ascii.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace roamsync::console {

bool names_a_secret(std::string_view name) noexcept {
  name.remove_prefix(std::min(name.find_first_not_of('-'), name.size()));
  constexpr std::array<std::string_view, 5> parts{"pass", "secret", "pwd", "token", "kennwort"};
  if (name == "p" || name == "pw")
    return true;
  return std::any_of(parts.begin(), parts.end(),
                     [name](std::string_view part) { return contains_text(name, part); });
}

std::string secret_refusal(std::string_view name) {
  return fmt::format(
      "{} is refused: a secret on the command line is seen in the process list and kept in the "
      "shell's history. Type it when asked (roamsync tenant password ID), send it to standard "
      "input (--stdin, or --password-stdin of tenant add), or name a file of mode 0600 (--file F, or "
      "--password-file F). If it was a real one, change it.",
      in_quotes(name));
}

} // namespace roamsync::console
