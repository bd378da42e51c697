#include "protocols/wire/identity/page_config.hpp"

#include "protocols/wire/http/json.hpp"

namespace roamsync::wire {

namespace {

/// Reads one JSON object at the front of the text; whatever follows it is ignored.
std::optional<boost::json::object> read_front_object(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = json_depth_max;
  boost::json::stream_parser parser({}, options);
  boost::json::error_code failed;
  text = text.substr(0, page_config_bytes_max);
  parser.write_some({text.data(), text.size()}, failed);
  if (failed || !parser.done())
    return std::nullopt;
  auto value = parser.release();
  if (!value.is_object())
    return std::nullopt;
  return std::move(value.get_object());
}

} // namespace

std::optional<boost::json::object> extract_page_config(std::string_view page) {
  constexpr std::string_view name = "$Config";
  constexpr std::string_view blanks = " \t\r\n";
  constexpr int tries_max = 8; // a page that only mentions the name must not cost more
  int tries = 0;
  for (auto at = page.find(name); at != std::string_view::npos && tries < tries_max;
       at = page.find(name, at + name.size())) {
    auto equals = page.find_first_not_of(blanks, at + name.size());
    if (equals == std::string_view::npos || page[equals] != '=')
      continue;
    auto brace = page.find_first_not_of(blanks, equals + 1);
    if (brace == std::string_view::npos || page[brace] != '{')
      continue;
    ++tries;
    if (auto config = read_front_object(page.substr(brace)))
      return config;
  }
  return std::nullopt;
}

} // namespace roamsync::wire
