#include "console/cli/checks.hpp"

#include "console/text/display.hpp"
#include "engine/base/address.hpp"
#include "engine/config/config_fields.hpp"

#include <charconv>
#include <fmt/format.h>

namespace roamsync::console {

std::string in_quotes(std::string_view word) {
  return "'" + cut_to_width(printable(word), 64) + "'";
}

status check_tenant_id(std::string_view word) {
  tenant_settings named;
  const auto id = bind(named).front();
  if (assign(id, std::string{word}))
    return success();
  return error{
      fmt::format("{} is not a tenant id. An id has 1 to 64 characters of a-z 0-9 - . _ and starts with "
                  "a letter or a digit, such as contoso or acme-de.",
                  in_quotes(word))};
}

status check_address(std::string_view word) {
  if (normal_address(word))
    return success();
  return error{fmt::format(
      "{} is not an e-mail address. Write it as name@example.com, at most 254 characters.", in_quotes(word))};
}

status check_path(std::string_view word) {
  if (!word.empty() && word.find('\0') == std::string_view::npos)
    return success();
  return error{"A file name must not be empty."};
}

result<std::uint64_t> parse_number(std::string_view word, std::uint64_t lowest, std::uint64_t highest) {
  std::uint64_t value = 0;
  const auto end = word.data() + word.size();
  const auto read = std::from_chars(word.data(), end, value);
  if (word.empty() || read.ec != std::errc{} || read.ptr != end || value < lowest || value > highest)
    return error{fmt::format("{} is not a whole number from {} to {}.", in_quotes(word), lowest, highest)};
  return value;
}

} // namespace roamsync::console
