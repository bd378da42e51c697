#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mock_exchange {

/// The part of a list that a request asks for (wire.md 6.5): $top 1..999, default 100; where it starts is
/// told by an opaque $skiptoken.
struct page {
  std::size_t from = 0;
  std::size_t top = 100;
};

/// Reads $top; empty if it is no good.
std::optional<std::size_t> read_top(const pair_list& query);

/// Reads $top and $skiptoken; empty if one of them is no good.
std::optional<page> read_page(const call& c);

/// The address of this request with `name`=`token` in the place of $skiptoken and $deltatoken.
std::string link_with(const call& c, std::string_view name, std::string_view token);

/// The opaque $skiptoken of a place in a list.
std::string skip_token(std::size_t from);

} // namespace mock_exchange
