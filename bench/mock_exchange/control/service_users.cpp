#include "bench/mock_exchange/control/service_users.hpp"

#include "bench/mock_exchange/base/text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace mock_exchange {

namespace {

boost::json::object account_json(const service_user& user, const service_user_counts& counted, instant now) {
  return {{"mailbox", user.plan.mailbox},
          {"limit", {{"rate", user.limit.rate}, {"burst", user.limit.burst}, {"lanes", user.limit.lanes}}},
          {"in_flight", user.in_flight},
          {"frozen_s", user.scope.wait_s(now)},
          {"peak_in_flight", counted.peak_in_flight},
          {"requests", counted.requests},
          {"status_429", counted.status_429},
          {"refused", counted.refused},
          {"refused_elsewhere", counted.refused_elsewhere},
          {"freezes", counted.freezes}};
}

} // namespace

std::string service_users_of(const world& w, const counters& counts, std::string_view tenant_name,
                             instant now) {
  boost::json::object out;
  for (const auto& each : w.tenants()) {
    if (!tenant_name.empty() && !same_text(tenant_name, each->id) && !same_text(tenant_name, each->domain))
      continue;
    boost::json::object users;
    for (const auto& [name, user] : each->accounts())
      users[name] = account_json(user, counts.of(each->id, name), now);
    out[each->id] = std::move(users);
  }
  return boost::json::serialize(out);
}

} // namespace mock_exchange
