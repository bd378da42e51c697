#include "console/simulate/simulation_report.hpp"

#include <boost/json.hpp>

namespace roamsync::console {

namespace {

namespace json = boost::json;

json::object night_object(const night_figures& x) {
  json::array last;
  for (const auto& t : x.last)
    last.emplace_back(json::object{
        {"tenant", t.id}, {"ends_ms", t.ends.count()}, {"mailboxes", t.mailboxes}, {"deferred", t.deferred}});
  return {{"seed", x.seed},
          {"ends_ms", x.ends.count()},
          {"done", x.done},
          {"failed", x.failed},
          {"deferred", x.deferred},
          {"requests", x.requests},
          {"throttled", x.throttled},
          {"mean_rate", x.mean_rate},
          {"peak_rate", x.peak_rate},
          {"bound_ms", static_cast<std::int64_t>(x.bound.seconds * 1000)},
          {"times_bound", x.times_bound},
          {"binds", to_string(x.bound.binds)},
          {"binds_tenant", x.bound.tenant.empty() ? json::value(nullptr) : json::value(x.bound.tenant)},
          {"last_tenants", std::move(last)}};
}

json::object case_object(const simulated_case& x) {
  json::array nights;
  for (const auto& night : x.nights)
    nights.emplace_back(night_object(night));
  const auto& k = x.known;
  return {{"tenants", k.tenants},
          {"mailboxes", x.mailboxes},
          {"window_ms", x.window.count()},
          {"median", night_object(x.middle())},
          {"nights", std::move(nights)},
          {"known",
           {{"paused", k.paused},
            {"without_mailboxes", k.without_mailboxes},
            {"limits_learned", k.learned},
            {"limits_given", k.given},
            {"limits_told", k.told},
            {"limits_unknown", k.unlimited},
            {"without_cost", k.without_cost},
            {"without_wait", k.without_wait}}}};
}

json::value recorded_value(const std::optional<recorded_night>& x) {
  if (!x)
    return nullptr;
  return json::object{{"run", x->number},
                      {"took_ms", x->took ? json::value(x->took->count()) : json::value(nullptr)},
                      {"tenants", x->tenants},
                      {"mailboxes", x->mailboxes},
                      {"done", x->done()},
                      {"deferred", x->outcomes[outcome_kind::deferred]},
                      {"failed", x->outcomes[outcome_kind::failed]},
                      {"requests", x->requests},
                      {"throttled", x->throttled}};
}

} // namespace

std::string simulation_json(const simulation_report& x) {
  json::array changed;
  for (const auto& k : x.changed)
    changed.emplace_back(json::object{{"knob", k.name}, {"before", k.before}, {"after", k.after}});
  json::array grounds;
  for (auto& text : simulation_grounds(x, {}))
    grounds.emplace_back(std::move(text));
  const auto* source = x.source == simulation_source::tonight    ? "tonight"
                       : x.source == simulation_source::recorded ? "recorded"
                                                                 : "made_up";
  return json::serialize(
      json::object{{"source", source},
                   {"changed", std::move(changed)},
                   {"tenants_times", x.other.tenants_times},
                   {"mailboxes_times", x.other.mailboxes_times},
                   {"recorded", recorded_value(x.recorded)},
                   {"as_it_is", case_object(x.as_it_is)},
                   {"what_if", x.otherwise ? json::value(case_object(*x.otherwise)) : json::value(nullptr)},
                   {"grounds", std::move(grounds)}});
}

} // namespace roamsync::console
