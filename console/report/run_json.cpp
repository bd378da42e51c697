#include "console/report/run_json.hpp"

#include "console/text/numbers.hpp"

namespace roamsync::console {

namespace json = boost::json;

json::value or_null(const std::optional<utc_time>& x) {
  return x ? json::value(rfc3339(*x)) : json::value(nullptr);
}

json::value or_null(cause x) {
  return x == cause::none ? json::value(nullptr) : json::value(to_string(x));
}

json::object outcomes_object(const outcome_counts& x) {
  json::object out;
  for (const auto kind : {outcome_kind::written, outcome_kind::unchanged, outcome_kind::skipped,
                          outcome_kind::failed, outcome_kind::deferred})
    out[to_string(kind)] = x[kind];
  return out;
}

json::object run_object(const night& x) {
  return {{"number", x.number},
          {"date", date_text(x.date)},
          {"sequence", x.sequence},
          {"kind", to_string(x.kind)},
          {"opened", rfc3339(x.opened)},
          {"closes", rfc3339(x.closes)},
          {"finished", or_null(x.finished)}};
}

} // namespace roamsync::console
