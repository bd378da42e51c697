#include "console/admin/night_json.hpp"

#include "console/report/run_json.hpp"
#include "console/text/numbers.hpp"

#include <boost/json.hpp>

namespace roamsync::console {

namespace {

namespace json = boost::json;

json::value pace_value(const std::optional<pace_view>& x) {
  if (!x)
    return nullptr;
  return json::object{{"lanes", x->in_use.lanes}, {"rate", x->in_use.rate},
                      {"burst", x->in_use.burst}, {"learned", x->learned},
                      {"critical", x->critical},  {"queued_ms", x->queued.count()}};
}

json::object tenant_object(const tenant_view& x) {
  return {{"tenant", x.tenant},
          {"name", x.name},
          {"state", to_string(x.state)},
          {"stage", to_string(x.stage)},
          {"cause", or_null(x.why)},
          {"mailboxes", x.mailboxes},
          {"outcomes", outcomes_object(x.outcomes)},
          {"in_work", x.in_work},
          {"lanes", x.lanes},
          {"lines", x.lines},
          {"weight", x.weight},
          {"pace", pace_value(x.pace)},
          {"wait_left_ms", x.wait_left.count()},
          {"requests", x.requests},
          {"throttled", x.throttled},
          {"remaining_ms", x.remaining.count()},
          {"opens", or_null(x.opens)},
          {"paused", x.paused},
          {"ends_likely", or_null(x.ends_likely)},
          {"ends_early", or_null(x.ends_early)},
          {"ends_late", or_null(x.ends_late)},
          {"fits", to_string(x.fits)},
          {"will_not_fit", x.will_not_fit}};
}

} // namespace

std::string night_json(const std::optional<night_view>& x) {
  if (!x)
    return json::serialize(json::object{{"night", nullptr}});
  json::object tenants;
  for (const auto state :
       {tenant_state::waiting, tenant_state::working, tenant_state::done, tenant_state::failed})
    tenants[to_string(state)] = x->tenants[static_cast<std::size_t>(state)];
  json::array unfinished;
  for (const auto& tenant : x->unfinished)
    unfinished.emplace_back(tenant_object(tenant));
  const auto in_flight = x->node_in_flight ? json::value(*x->node_in_flight) : json::value(nullptr);
  return json::serialize(json::object{{"night",
                                       {{"run", run_object(x->run)},
                                        {"now", rfc3339(x->now)},
                                        {"active", x->active},
                                        {"stopping", x->stopping},
                                        {"tenants", std::move(tenants)},
                                        {"mailboxes", x->mailboxes},
                                        {"outcomes", outcomes_object(x->outcomes)},
                                        {"requests", x->requests},
                                        {"throttled", x->throttled},
                                        {"in_work", x->in_work},
                                        {"waiting", x->waiting},
                                        {"paused", x->paused},
                                        {"node_requests", x->node_requests},
                                        {"node_in_flight", in_flight},
                                        {"remaining_ms", x->remaining.count()},
                                        {"ends_likely", or_null(x->ends_likely)},
                                        {"ends_early", or_null(x->ends_early)},
                                        {"ends_late", or_null(x->ends_late)},
                                        {"fits", to_string(x->fits)},
                                        {"will_not_fit", x->will_not_fit},
                                        {"unfinished", std::move(unfinished)}}}});
}

std::string tenants_json(const tenant_page& x) {
  json::array rows;
  for (const auto& tenant : x.rows)
    rows.emplace_back(tenant_object(tenant));
  return json::serialize(json::object{{"total", x.total},
                                      {"matched", x.matched},
                                      {"offset", x.offset},
                                      {"found", x.found ? json::value(*x.found) : json::value(nullptr)},
                                      {"tenants", std::move(rows)}});
}

} // namespace roamsync::console
