#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// Checks the token of a Graph request and finds out what it is for and what it costs (wire.md 5.1, 6.5).
void classify_graph(world& w, call& c);

/// Answers it.
response answer_graph(world& w, call& c);

/// Judges the cost of a request against the tenant's resource units; the answer if they are used up.
std::optional<response> judge_graph_cost(world& w, call& c);

} // namespace mock_exchange
