#pragma once

#include "bench/mock_exchange/identity/token_error.hpp"
#include "bench/mock_exchange/world/tickets.hpp"

#include <string>
#include <string_view>

namespace mock_exchange {

/// What a `scope` parameter asks for.
struct asked_scope {
  audience service = audience::graph;
  std::string resource; ///< The audience as it stands in the token.
  std::string text;     ///< As asked.
  bool offline = false;
  bool openid = false;
};

/// Reads a scope parameter; names without a resource are Graph's. Returns what is wrong, null if nothing.
const token_error* read_scope(std::string_view text, asked_scope& out);

} // namespace mock_exchange
