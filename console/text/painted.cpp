#include "console/text/painted.hpp"

#include "console/text/display.hpp"

#include <algorithm>

namespace roamsync::console {

namespace {

/// Bytes of the "ESC [ ... m" that the text starts with; 0 if it starts with none.
std::size_t escape_bytes(std::string_view text) noexcept {
  if (!text.starts_with("\x1b["))
    return 0;
  const auto end = text.find('m');
  return end == std::string_view::npos ? text.size() : end + 1;
}

} // namespace

std::size_t painted_width(std::string_view text) {
  std::size_t sum = 0;
  while (!text.empty()) {
    if (const auto escape = escape_bytes(text); escape > 0) {
      text.remove_prefix(escape);
      continue;
    }
    const auto run = std::min(text.find('\x1b', 1), text.size());
    sum += display_width(text.substr(0, run));
    text.remove_prefix(run);
  }
  return sum;
}

std::string cut_painted(std::string_view text, std::size_t width) {
  std::string out;
  bool coloured = false;
  while (!text.empty()) {
    if (const auto escape = escape_bytes(text); escape > 0) {
      out += text.substr(0, escape);
      coloured = text.substr(0, escape) != "\x1b[0m";
      text.remove_prefix(escape);
      continue;
    }
    const auto run = std::min(text.find('\x1b', 1), text.size());
    const auto columns = display_width(text.substr(0, run));
    // What follows the cut is left out, so the cut shows even where this run ends at the edge.
    const bool more = painted_width(text) > width;
    if (more && columns >= width) {
      out += width == 0 ? std::string{} : cut_to_width(std::string{text.substr(0, run)} + " ", width);
      break;
    }
    out += text.substr(0, run);
    width -= columns;
    text.remove_prefix(run);
  }
  return coloured ? out + "\x1b[0m" : out;
}

} // namespace roamsync::console
