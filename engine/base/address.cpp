#include "engine/base/address.hpp"

#include "engine/base/ascii.hpp"

#include <algorithm>

namespace roamsync {

namespace {

constexpr std::size_t address_max = 254;
constexpr std::size_t local_part_max = 64;
constexpr std::size_t label_max = 63;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_local_part(std::string_view text) {
  constexpr std::string_view signs = "!#$%&'*+-/=?^_`{|}~.";
  return !text.empty() && text.size() <= local_part_max && !text.starts_with('.') && !text.ends_with('.')
         && text.find("..") == std::string_view::npos && std::ranges::all_of(text, [&](char c) {
              return is_letter_or_digit(c) || signs.find(c) != std::string_view::npos;
            });
}

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= label_max && !text.starts_with('-') && !text.ends_with('-')
         && std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_'; });
}

bool is_domain(std::string_view text) {
  while (true) {
    const auto dot = text.find('.');
    if (!is_label(text.substr(0, dot)))
      return false;
    if (dot == std::string_view::npos)
      return true;
    text.remove_prefix(dot + 1);
  }
}

} // namespace

std::optional<std::string> normal_address(std::string_view address) {
  if (address.size() > address_max)
    return std::nullopt;
  auto out = ascii_lower(address);
  const auto at = out.find('@');
  if (at == std::string::npos || !is_local_part(std::string_view(out).substr(0, at))
      || !is_domain(std::string_view(out).substr(at + 1)))
    return std::nullopt;
  return out;
}

} // namespace roamsync
