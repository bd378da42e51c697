#pragma once

#include "bench/mock_exchange/identity/token_error.hpp"
#include "bench/mock_exchange/scenario/scenario.hpp"
#include "bench/mock_exchange/world/world.hpp"

#include <string_view>

namespace mock_exchange {

/// How a try with this name and password ends; the order of the checks is that of a directory: unknown,
/// locked, wrong password, then what the policy says. A null tenant means that the domain is unknown.
sign_in_result judge_sign_in(tenant* home, std::string_view upn, std::string_view password);

/// The token error of a result that is one; null for ok and for those that are no error bodies.
const token_error* error_of(sign_in_result result);

} // namespace mock_exchange
