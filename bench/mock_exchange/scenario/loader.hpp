#pragma once

#include "bench/mock_exchange/scenario/fields.hpp"
#include "bench/mock_exchange/scenario/scenario.hpp"

#include <optional>
#include <string_view>

namespace mock_exchange {

/// Reads a scenario (README: scenario). Empty with `wrong` set if anything in it is not understood.
std::optional<scenario> load_scenario(std::string_view json_text, problem& wrong);

/// Reads {"tenants":[...]} on top of the defaults.
std::vector<tenant_plan> load_tenants(const boost::json::value& from, const settings& defaults,
                                      problem& wrong);

} // namespace mock_exchange
