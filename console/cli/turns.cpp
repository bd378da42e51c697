#include "console/cli/turns.hpp"

#include "console/cli/secret_words.hpp"
#include "console/text/display.hpp"
#include "engine/tune/knob.hpp"

namespace roamsync::console {

result<std::pair<std::string, std::string>> parse_turn(const std::string& word) {
  const auto equals = word.find('=');
  if (equals == std::string::npos || equals == 0)
    return error{"A knob is turned by KNOB=VALUE, such as limits.lanes=4 or tenant.contoso.paused=true."};
  auto name = word.substr(0, equals);
  if (names_a_secret(name))
    return error{secret_refusal(name)};
  const auto of = parse_knob(name);
  if (!of)
    return error{printable(of.failure().message)};
  auto value = word.substr(equals + 1);
  if (const auto good = parse_knob_value(*of, value, {}); !good)
    return error{printable(good.failure().message)};
  return std::pair{std::move(name), std::move(value)};
}

} // namespace roamsync::console
