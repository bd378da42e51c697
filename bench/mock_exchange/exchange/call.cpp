#include "bench/mock_exchange/exchange/call.hpp"

#include <array>

namespace mock_exchange {

std::string call::address_of(mock_exchange::service which) const {
  constexpr std::array<std::string_view, 3> prefixes{"/identity", "/outlook", "/graph"};
  std::string out = in.secure ? "https://" : "http://";
  auto named = in.header("host");
  out += named.empty() ? std::string_view{"localhost"} : named;
  if (prefixed)
    out += prefixes[static_cast<std::size_t>(which)];
  return out;
}

} // namespace mock_exchange
