#include "engine/base/unicode.hpp"

#include "engine/base/ascii.hpp"

#include <array>

namespace roamsync {

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr std::string_view replacement_utf8 = "\xEF\xBF\xBD";

bool within(char32_t x, char32_t first, char32_t last) {
  return x >= first && x <= last;
}

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80)
    return 1;
  if (lead >= 0xC2 && lead <= 0xDF)
    return 2;
  if (lead >= 0xE0 && lead <= 0xEF)
    return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool is_scalar_of_length(char32_t x, std::size_t length) {
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  return x >= least[length] && x <= 0x10FFFF && !within(x, 0xD800, 0xDFFF);
}

char32_t fold(char32_t x) {
  if (within(x, U'A', U'Z') || (within(x, 0xC0, 0xDE) && x != 0xD7))
    return x + 0x20;
  const bool even_pairs = within(x, 0x100, 0x137) || within(x, 0x14A, 0x177);
  if (even_pairs && x != 0x130 && x != 0x131)
    return x | 1U;
  if ((within(x, 0x139, 0x148) || within(x, 0x179, 0x17E)) && x % 2 == 1)
    return x + 1;
  if ((within(x, 0x391, 0x3A9) && x != 0x3A2) || within(x, 0x410, 0x42F))
    return x + 0x20;
  return within(x, 0x400, 0x40F) ? x + 0x50 : x;
}

bool is_right_to_left(char32_t x) {
  return within(x, 0x590, 0x8FF) || within(x, 0xFB1D, 0xFDFF) || within(x, 0xFE70, 0xFEFE)
         || within(x, 0x10800, 0x10FFF) || within(x, 0x1E800, 0x1EFFF);
}

bool is_control(char32_t x) {
  return x < 0x20 || within(x, 0x7F, 0x9F) || x == 0x2028 || x == 0x2029;
}

// Embeddings, overrides and isolates would reach past the value; the marks U+200E and U+200F do not.
bool is_direction_control(char32_t x) {
  return within(x, 0x202A, 0x202E) || within(x, 0x2066, 0x2069) || x == 0xFEFF;
}

} // namespace

char32_t take_code_point(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const auto length = sequence_length(lead);
  if (length == 0 || length > text.size()) {
    text.remove_prefix(1);
    return replacement;
  }
  auto x = length == 1 ? char32_t{lead} : char32_t{lead} & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0) != 0x80) {
      text.remove_prefix(1);
      return replacement;
    }
    x = (x << 6) | (next & 0x3FU);
  }
  const bool good = is_scalar_of_length(x, length);
  text.remove_prefix(good ? length : 1);
  return good ? x : replacement;
}

void append_utf8(std::string& out, char32_t x) {
  if (x < 0x80) {
    out += static_cast<char>(x);
  } else if (x < 0x800) {
    out += static_cast<char>(0xC0 | (x >> 6));
    out += static_cast<char>(0x80 | (x & 0x3F));
  } else if (x < 0x10000) {
    out += static_cast<char>(0xE0 | (x >> 12));
    out += static_cast<char>(0x80 | ((x >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (x & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (x >> 18));
    out += static_cast<char>(0x80 | ((x >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((x >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (x & 0x3F));
  }
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const bool is_replacement = text.starts_with(replacement_utf8);
    if (take_code_point(text) == replacement && !is_replacement)
      return false;
  }
  return true;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count)
    static_cast<void>(take_code_point(text));
  return count;
}

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty())
    append_utf8(out, fold(take_code_point(text)));
  return out;
}

bool same_but_for_case(std::string_view a, std::string_view b) {
  constexpr auto both_ascii = [](char x, char y) { return ((x | y) & 0x80) == 0; };
  while (!a.empty() && !b.empty()) {
    if (both_ascii(a.front(), b.front())) { // nearly always
      if (!same_letter(a.front(), b.front()))
        return false;
      a.remove_prefix(1);
      b.remove_prefix(1);
    } else if (fold(take_code_point(a)) != fold(take_code_point(b))) {
      return false;
    }
  }
  return a.empty() && b.empty();
}

bool has_right_to_left(std::string_view text) {
  while (!text.empty())
    if (is_right_to_left(take_code_point(text)))
      return true;
  return false;
}

std::string one_line(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  bool gap = false;
  while (!value.empty()) {
    const auto x = take_code_point(value);
    if (is_direction_control(x))
      continue;
    if (is_control(x) || (x == U' ' && gap)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty() && out.back() != ' ')
      out += ' ';
    gap = false;
    append_utf8(out, x);
  }
  const auto first = out.find_first_not_of(' ');
  if (first == std::string::npos)
    return {};
  return out.substr(first, out.find_last_not_of(' ') - first + 1);
}

} // namespace roamsync
