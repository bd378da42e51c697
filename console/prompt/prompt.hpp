#pragma once

#include "console/cli/commands.hpp"
#include "engine/base/result.hpp"
#include "engine/base/secret.hpp"
#include "engine/diagnosis/advice.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace roamsync::console {

/// Ctrl-C was typed at the prompt, or a signal came: nothing was read, and the process ends as after that signal.
struct prompt_stopped {
  int signal = 0;
};

using obtained_secret = std::variant<secret, prompt_stopped, error>;

/// Reads a secret from where `from` says: its first line, without the line end. `question` (without a colon)
/// is shown for a prompt, on the terminal itself (/dev/tty), without echo, and is asked twice. A file that
/// others than its owner may open is refused (db::read_secret_file). Checks only the length limit
/// (secret_bytes_max); call check_secret for the rules. Blocks until there is a line; at a prompt also until SIGINT, SIGTERM or
/// SIGHUP, if the thread has them blocked.
[[nodiscard]] obtained_secret obtain_secret(const secret_source& from, std::string_view question,
                                            language lang = language::english);

/// Reads the first line of an open file, without the line end; an error at secret_bytes_max bytes without
/// one, and where there is no line. Does not take the descriptor.
[[nodiscard]] result<secret> read_secret_line(int fd);

/// Asks on `out_fd` and reads the answer from `in_fd`: "y", "yes", "j", "ja" are yes; an end of input, an
/// empty line and anything else are no. Letter case does not matter.
[[nodiscard]] bool ask_yes_no(int in_fd, int out_fd, std::string_view question,
                              language lang = language::english);

} // namespace roamsync::console
