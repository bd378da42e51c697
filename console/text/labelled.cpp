#include "console/text/labelled.hpp"

#include "console/text/display.hpp"

#include <algorithm>

namespace roamsync::console {

namespace {

/// "Add-MailboxPermission ...", "roamsync check TENANT", "https://...": what is copied as a whole. A sentence
/// may begin with "roamsync" too, but ends with a full stop or a colon.
bool is_to_copy(std::string_view line) {
  if (line.starts_with("roamsync "))
    return !line.ends_with('.') && !line.ends_with(':');
  if (line.starts_with("https://"))
    return line.find(' ') == std::string_view::npos;
  const auto dash = line.substr(0, line.find(' ')).find('-');
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return dash != std::string_view::npos && dash + 1 < line.size() && is_upper(line[0])
         && is_upper(line[dash + 1]);
}

} // namespace

std::string labelled(std::string_view label, std::string_view text, std::size_t width, paint ink) {
  constexpr std::size_t indent = 4;
  constexpr std::size_t text_at = 14;
  const auto start = label.empty() ? indent : text_at;
  auto head = std::string(indent, ' ') + (label.empty() ? std::string{} : pad_right(label, text_at - indent));
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = printable(text.substr(0, end));
    for (const auto& part : is_to_copy(line) ? std::vector{line} : wrap(line, width - start)) {
      out += ink(colour::dim, head) + part + '\n';
      head.assign(start, ' ');
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

} // namespace roamsync::console
