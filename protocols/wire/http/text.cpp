#include "protocols/wire/http/text.hpp"

#include "engine/base/ascii.hpp"

namespace roamsync::wire {

std::string one_line(std::string_view text, std::size_t length_max) {
  std::string out;
  for (char c : trim(text)) {
    if (out.size() >= length_max)
      break;
    out += c >= 0x20 && c < 0x7f ? c : ' ';
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

bool looks_like_html(std::string_view body) noexcept {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (body.starts_with(byte_order_mark))
    body.remove_prefix(byte_order_mark.size());
  auto first = body.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && body[first] == '<';
}

} // namespace roamsync::wire
