#include "bench/demo/dice.hpp"

#include <string_view>

namespace roamsync::demo {

std::string dice::guid() {
  constexpr std::string_view form = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
  constexpr std::string_view hex = "0123456789abcdef";
  std::string result{form};
  for (auto& c : result) {
    if (c == 'x')
      c = hex[between(0, 15)];
    else if (c == 'y')
      c = hex[between(8, 11)];
  }
  return result;
}

std::string dice::password() {
  constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  std::string result(40, ' ');
  for (auto& c : result)
    c = letters[between(0, letters.size() - 1)];
  return result;
}

} // namespace roamsync::demo
