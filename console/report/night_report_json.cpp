#include "console/report/night_report.hpp"
#include "console/report/run_json.hpp"
#include "console/text/numbers.hpp"

#include <boost/json.hpp>

namespace roamsync::console {

namespace {

namespace json = boost::json;

json::value forecast_value(const night_report& x) {
  if (!x.forecast)
    return nullptr;
  return json::object{{"made", rfc3339(x.forecast->made)},
                      {"likely", rfc3339(x.forecast->likely)},
                      {"early", rfc3339(x.forecast->early)},
                      {"late", rfc3339(x.forecast->late)},
                      {"off", x.forecast_off ? json::value(*x.forecast_off) : json::value(nullptr)}};
}

json::object night_object(const night_report& x) {
  auto out = run_object(x.run);
  out["makespan"] = x.makespan ? json::value(*x.makespan) : json::value(nullptr);
  out["forecast"] = forecast_value(x);
  out["outcomes"] = outcomes_object(x.outcomes);
  out["requests"] = x.requests;
  out["throttled"] = x.throttled;
  return out;
}

json::object tenant_object(const tenant_part& x) {
  return {{"tenant", x.run.tenant},
          {"name", x.name},
          {"state", to_string(x.run.state)},
          {"cause", or_null(x.run.why)},
          {"detail", x.run.detail},
          {"group_source", x.run.group_source},
          {"mailboxes", x.run.mailboxes},
          {"started", or_null(x.run.started)},
          {"finished", or_null(x.run.finished)},
          {"forecast", or_null(x.run.forecast)},
          {"requests", x.run.requests},
          {"throttled", x.run.throttled},
          {"outcomes", outcomes_object(x.outcomes)}};
}

json::object mailbox_object(const mailbox_record& x) {
  return {{"tenant", x.tenant},
          {"mailbox", x.mailbox},
          {"outcome", to_string(x.end.kind)},
          {"cause", or_null(x.end.why)},
          {"detail", x.end.detail}};
}

/// The paragraphs of an advice, parted by LF.
std::string advice_text(const advice& x) {
  std::string out{x.wrong};
  for (const auto part : {x.check, x.remedy})
    if (!part.empty())
      out += '\n' + std::string{part};
  return out;
}

json::object cause_object(const cause_part& x, language lang) {
  const auto& words = advice_for(x.group.why, lang);
  const auto& examples = x.group.mailboxes > 0 ? x.group.example_mailboxes : x.group.example_tenants;
  return {{"cause", to_string(x.group.why)},
          {"count", x.group.mailboxes > 0 ? x.group.mailboxes : x.group.tenants},
          {"mailboxes", x.group.mailboxes},
          {"tenants", x.group.tenants},
          {"worst", to_string(x.worst)},
          {"title", words.title},
          {"advice", fill_in(advice_text(words), advice_names_of(x))},
          {"examples", json::array(examples.begin(), examples.end())}};
}

template <class Part, class Make>
json::array array_of(const std::vector<Part>& parts, Make make) {
  json::array out;
  out.reserve(parts.size());
  for (const auto& part : parts)
    out.emplace_back(make(part));
  return out;
}

} // namespace

std::string report_json(const night_report& report, language lang) {
  const auto cause_in_words = [lang](const cause_part& x) { return cause_object(x, lang); };
  return json::serialize(json::object{{"night", night_object(report)},
                                      {"tenants", array_of(report.tenants, tenant_object)},
                                      {"mailboxes", array_of(report.mailboxes, mailbox_object)},
                                      {"causes", array_of(report.causes, cause_in_words)}});
}

} // namespace roamsync::console
