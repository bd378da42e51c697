#include "engine/signature/style_form.hpp"

#include "engine/base/ascii.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace roamsync {

namespace {

constexpr std::string_view blanks = " \t\r\n\f";

/// Splits at `separator`, but not inside quotes or brackets.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  char quote = '\0';
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0')
      quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (c == '(')
      ++depth;
    else if (c == ')' && depth > 0)
      --depth;
    else if (c == separator && depth == 0) {
      out.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  out.push_back(text.substr(begin));
  return out;
}

std::string hex_colour(unsigned red, unsigned green, unsigned blue) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "#";
  for (const auto part : {red, green, blue}) {
    out += digits[part >> 4];
    out += digits[part & 15];
  }
  return out;
}

/// rgb(1, 2, 3) and rgba(1, 2, 3, 1).
std::optional<std::string> from_rgb(std::string_view colour) {
  const auto open = colour.find('(');
  if (open == std::string_view::npos || !colour.ends_with(')'))
    return std::nullopt;
  const auto name = colour.substr(0, open);
  const auto parts = split(colour.substr(open + 1, colour.size() - open - 2), ',');
  const bool opaque = name == "rgba" && parts.size() == 4 && trim(parts[3], blanks) == "1";
  if (!(name == "rgb" && parts.size() == 3) && !opaque)
    return std::nullopt;
  std::array<unsigned, 3> value{};
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto part = trim(parts[i], blanks);
    const auto read = std::from_chars(part.data(), part.data() + part.size(), value[i]);
    if (read.ec != std::errc{} || read.ptr != part.data() + part.size() || value[i] > 255)
      return std::nullopt;
  }
  return hex_colour(value[0], value[1], value[2]);
}

std::string normal_word(std::string_view word) {
  constexpr std::string_view hex = "0123456789abcdef";
  if (word.starts_with('#'))
    return word.size() == 4 && word.find_first_not_of(hex, 1) == std::string_view::npos
               ? std::string{'#', word[1], word[1], word[2], word[2], word[3], word[3]}
               : std::string(word);
  for (const std::string_view unit : {"px", "pt", "em", "rem", "in", "cm", "mm"})
    if (word.size() == unit.size() + 1 && word.front() == '0' && word.ends_with(unit))
      return "0";
  return from_rgb(word).value_or(std::string(word));
}

/// Lower case and single blanks, outside of quotes and url(...).
std::string tidy(std::string_view value) {
  std::string out;
  char quote = '\0';
  bool url = false;
  for (const char c : value) {
    if (quote != '\0' || url) {
      out += c;
      if (c == quote)
        quote = '\0';
      else if (quote == '\0' && c == ')')
        url = false;
      continue;
    }
    if (blanks.find(c) != std::string_view::npos) {
      if (!out.empty() && out.back() != ' ' && out.back() != ',' && out.back() != '(')
        out += ' ';
      continue;
    }
    if ((c == ',' || c == ')' || c == '!') && out.ends_with(' '))
      out.pop_back();
    out += ascii_lower(c);
    quote = c == '"' || c == '\'' ? c : '\0';
    url = out.ends_with("url(");
  }
  return out;
}

std::string without_quotes(std::string_view value) {
  std::string out;
  for (const char c : value)
    if (c != '"' && c != '\'')
      out += ascii_lower(c);
  return out;
}

std::string normal_value(std::string_view name, std::string_view value) {
  auto text = tidy(trim(value, blanks));
  if (name == "font-family" || name == "font")
    text = tidy(trim(without_quotes(text), blanks));
  std::string out;
  for (const auto word : split(text, ' ')) {
    if (!out.empty())
      out += ' ';
    out += normal_word(word);
  }
  return out;
}

} // namespace

std::string normal_style(std::string_view style) {
  std::string out;
  for (const auto declaration : split(style, ';')) {
    const auto colon = declaration.find(':');
    if (colon == std::string_view::npos)
      continue;
    const auto name = ascii_lower(trim(declaration.substr(0, colon), blanks));
    const auto value = normal_value(name, declaration.substr(colon + 1));
    if (name.empty() || value.empty() || name.starts_with("mso-"))
      continue;
    out += (out.empty() ? "" : ";") + name + ":" + value;
  }
  return out;
}

std::string normal_colour(std::string_view colour) {
  return normal_word(tidy(trim(colour, blanks)));
}

} // namespace roamsync
