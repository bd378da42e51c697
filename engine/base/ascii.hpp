#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace roamsync {

// Letter case and blanks of ASCII alone; every other byte stays as it is, so that places stay the same.

[[nodiscard]] constexpr char ascii_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] inline std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    c = ascii_lower(c);
  return out;
}

[[nodiscard]] constexpr bool same_letter(char a, char b) noexcept {
  return ascii_lower(a) == ascii_lower(b);
}

/// Equal without letter case, as HTTP field names, hosts and setting names are compared.
[[nodiscard]] inline bool same_text(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_letter);
}

/// True if `text` holds `part`, without letter case.
[[nodiscard]] inline bool contains_text(std::string_view text, std::string_view part) noexcept {
  return part.empty()
         || std::search(text.begin(), text.end(), part.begin(), part.end(), same_letter) != text.end();
}

/// Without `blanks` at both ends.
[[nodiscard]] inline std::string_view trim(std::string_view text,
                                           std::string_view blanks = " \t\r\n") noexcept {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace roamsync
