#pragma once

#include "bench/mock_exchange/scenario/fields.hpp"
#include "bench/mock_exchange/scenario/scenario.hpp"

namespace mock_exchange {

/// Reads the keys of settings that stand among the other fields of `in` (the defaults or a tenant).
void read_settings(fields& in, settings& out, problem& wrong);

/// Reads {"rate","burst","lanes"}.
void read_limit(const boost::json::value& from, const std::string& path, limit_settings& out, problem& wrong);

/// Reads a fault: its name alone or an object with kind, from_s, until_s, ratio, times, on.
fault_plan read_fault(const boost::json::value& from, const std::string& path, problem& wrong);

} // namespace mock_exchange
