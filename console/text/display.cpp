#include "console/text/display.hpp"

#include "engine/base/unicode.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace roamsync::console {

namespace {

/// The first character of a text that is not empty, and its bytes.
struct character {
  char32_t point;
  std::size_t bytes;
};

character first_character(std::string_view text) {
  auto rest = text;
  const auto point = take_code_point(rest);
  return {point, text.size() - rest.size()};
}

struct range {
  char32_t first;
  char32_t last;
};

constexpr bool is_in(const auto& ranges, char32_t point) noexcept {
  return std::any_of(ranges.begin(), ranges.end(),
                     [point](range r) { return point >= r.first && point <= r.last; });
}

/// Marks of the scripts that names are written in, and joiners; Unicode 15, categories Mn, Me and Cf.
constexpr auto zero_width = std::to_array<range>({
    {0x00AD, 0x00AD}, {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05C7},
    {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06ED}, {0x0900, 0x0902},
    {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2060, 0x2064},
    {0x20D0, 0x20F0}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
});

/// East Asian Width W and F, Unicode 15.
constexpr auto double_width = std::to_array<range>({
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},
    {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},
    {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},
    {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x16FE0, 0x18CFF}, {0x1AFF0, 0x1B2FF}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF},
    {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C},
    {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4},
    {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E},
    {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F},
    {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC},
    {0x1F7E0, 0x1F7EB}, {0x1F7F0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1FAFF},
    {0x20000, 0x3FFFD},
});

/// Control characters, separators that end a line, and what turns the direction of a line around.
constexpr auto steering = std::to_array<range>({
    {0x00, 0x1F},
    {0x7F, 0x9F},
    {0x2028, 0x202E},
    {0x2066, 0x2069},
});

std::size_t columns(character c) noexcept {
  if (c.point < 0x00AD)
    return 1;
  if (is_in(zero_width, c.point))
    return 0;
  return c.point >= 0x1100 && is_in(double_width, c.point) ? 2 : 1;
}

/// Bytes of the longest start of the text that needs at most `width` columns.
std::size_t bytes_within(std::string_view text, std::size_t width) {
  std::size_t used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto c = first_character(text.substr(at));
    used += columns(c);
    if (used > width)
      break;
    at += c.bytes;
  }
  return at;
}

} // namespace

std::size_t display_width(std::string_view text) {
  std::size_t sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = first_character(text.substr(at));
    sum += columns(c);
    at += c.bytes;
  }
  return sum;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto c = first_character(text.substr(at));
    if (is_in(steering, c.point))
      out += ' ';
    else
      append_utf8(out, c.point);
    at += c.bytes;
  }
  return out;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
  if (display_width(text) <= width)
    return std::string{text};
  if (width == 0)
    return {};
  return std::string{text.substr(0, bytes_within(text, width - 1))} + "…";
}

std::string pad_right(std::string_view text, std::size_t width) {
  auto out = cut_to_width(text, width);
  out.append(width - display_width(out), ' ');
  return out;
}

std::string pad_left(std::string_view text, std::size_t width) {
  const auto cut = cut_to_width(text, width);
  return std::string(width - display_width(cut), ' ') + cut;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 1);
  std::vector<std::string> lines;
  std::string line;
  const auto end_line = [&] {
    lines.push_back(std::move(line));
    line.clear();
  };
  while (!text.empty()) {
    const auto blank = std::min(text.find(' '), text.size());
    auto word = text.substr(0, blank);
    text.remove_prefix(std::min(blank + 1, text.size()));
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width)
      end_line();
    while (display_width(word) > width) {
      const auto bytes = std::max(bytes_within(word, width), first_character(word).bytes);
      line = word.substr(0, bytes);
      word.remove_prefix(bytes);
      end_line();
    }
    if (!line.empty() && !word.empty())
      line += ' ';
    line += word;
  }
  if (!line.empty() || lines.empty())
    end_line();
  return lines;
}

} // namespace roamsync::console
