#include "bench/mock_exchange/http/target.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/text.hpp"

namespace mock_exchange {

namespace {

constexpr std::size_t pairs_max = 256;
constexpr std::size_t segments_max = 32;

} // namespace

std::string_view pair_list::get(std::string_view name) const {
  for (const auto& [key, value] : pairs)
    if (key == name)
      return value;
  return {};
}

bool pair_list::has(std::string_view name) const {
  for (const auto& pair : pairs)
    if (pair.first == name)
      return true;
  return false;
}

std::string_view target::at(std::size_t index) const {
  return index < segments.size() ? std::string_view{segments[index]} : std::string_view{};
}

pair_list parse_pairs(std::string_view text) {
  pair_list out;
  for (auto part : split(text, '&')) {
    if (part.empty())
      continue;
    auto equals = part.find('=');
    auto name = percent_decoded(part.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::optional<std::string>{std::string{}}
                                                  : percent_decoded(part.substr(equals + 1), true);
    if (!name || !value || out.pairs.size() == pairs_max) {
      out.broken = true;
      return out;
    }
    out.pairs.emplace_back(std::move(*name), std::move(*value));
  }
  return out;
}

target parse_target(std::string_view text) {
  target out;
  if (!text.starts_with('/')) {
    out.broken = true;
    return out;
  }
  auto mark = text.find('?');
  auto path = text.substr(0, mark);
  if (mark != std::string_view::npos)
    out.query = parse_pairs(text.substr(mark + 1));
  out.trailing_slash = path.ends_with('/');
  for (auto part : split(path, '/')) {
    if (part.empty())
      continue;
    auto segment = percent_decoded(part, false);
    if (!segment || out.segments.size() == segments_max) {
      out.broken = true;
      return out;
    }
    out.segments.push_back(std::move(*segment));
  }
  out.broken = out.query.broken;
  return out;
}

} // namespace mock_exchange
