#include "bench/mock_exchange/graph/paging.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/text.hpp"

#include <charconv>

namespace mock_exchange {

namespace {

constexpr std::size_t top_max = 999;
constexpr std::string_view token_mark = "page:";

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t out = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  return out;
}

} // namespace

std::optional<std::size_t> read_top(const pair_list& query) {
  if (!query.has("$top"))
    return page{}.top;
  auto top = whole_number(query.get("$top"));
  return top && *top > 0 && *top <= top_max ? top : std::nullopt;
}

std::optional<page> read_page(const call& c) {
  page out;
  const auto& query = c.url.query;
  auto top = read_top(query);
  if (!top)
    return std::nullopt;
  out.top = *top;
  if (query.has("$skiptoken")) {
    auto token = base64_url_decoded(query.get("$skiptoken"));
    auto from = token && token->starts_with(token_mark)
                    ? whole_number(std::string_view(*token).substr(token_mark.size()))
                    : std::nullopt;
    if (!from)
      return std::nullopt;
    out.from = *from;
  }
  return out;
}

std::string link_with(const call& c, std::string_view name, std::string_view token) {
  std::string out = c.in.secure ? "https://" : "http://";
  out += c.in.header("host");
  std::string_view whole = c.in.target;
  auto mark = whole.find('?');
  out += whole.substr(0, mark);
  out += '?';
  if (mark != std::string_view::npos) {
    for (auto part : split(whole.substr(mark + 1), '&')) {
      auto key = percent_decoded(part.substr(0, part.find('=')), true).value_or("");
      if (key == "$skiptoken" || key == "$deltatoken" || part.empty())
        continue;
      out += part;
      out += '&';
    }
  }
  out += name;
  out += '=';
  out += token;
  return out;
}

std::string skip_token(std::size_t from) {
  return base64_url(std::string(token_mark) + std::to_string(from));
}

} // namespace mock_exchange
