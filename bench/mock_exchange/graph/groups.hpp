#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// GET /groups/{id}, /groups/{id}/members and /groups/{id}/transitiveMembers with or without the cast to
/// users.
response answer_groups(world& w, call& c);

} // namespace mock_exchange
