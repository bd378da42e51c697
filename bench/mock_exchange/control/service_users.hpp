#pragma once

#include "bench/mock_exchange/ledger/counters.hpp"
#include "bench/mock_exchange/world/world.hpp"

#include <string>
#include <string_view>

namespace mock_exchange {

/// The service users as JSON: {tenant id: {sign-in name: {what is so at `now`, what `counts` holds of it}}}
/// (README: control port). Only those of one tenant if `tenant_name` is its id or domain.
std::string service_users_of(const world& w, const counters& counts, std::string_view tenant_name,
                             instant now);

} // namespace mock_exchange
