#pragma once

#include "bench/mock_exchange/scenario/fields.hpp"
#include "bench/mock_exchange/scenario/scenario.hpp"

namespace mock_exchange {

/// Reads a tenant on top of the defaults.
tenant_plan read_tenant(const boost::json::value& from, const std::string& path, const settings& defaults,
                        problem& wrong);

/// Reads a user; what is absent keeps the value of `base`, so that it also serves changes at run time.
user_plan read_user(const boost::json::value& from, const std::string& path, user_plan base, problem& wrong);

/// Reads a service user; what is absent keeps the value of `base`.
service_user_plan read_service_user(const boost::json::value& from, const std::string& path,
                                    service_user_plan base, problem& wrong);

/// Reads a group on top of `base`.
group_plan read_group(const boost::json::value& from, const std::string& path, group_plan base,
                      problem& wrong);

/// Whether Graph knows a user attribute of that name (wire.md 6.5).
bool is_user_attribute(std::string_view name);

} // namespace mock_exchange
