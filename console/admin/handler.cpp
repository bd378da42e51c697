#include "console/admin/handler.hpp"

#include "console/admin/night_json.hpp"
#include "console/report/problems.hpp"

namespace roamsync::console {

namespace {

http_answer json_answer(int status, std::string body) {
  if (body.empty() || body.back() != '\n')
    body += '\n';
  return {status, "application/json", std::move(body)};
}

http_answer refusal(int status, const error& why) {
  return json_answer(status, problems_json(why));
}

http_answer knobs_answer(const admin_source& from) {
  const auto found = from.knobs();
  return found ? json_answer(200, knobs_json(*found)) : refusal(503, found.failure());
}

http_answer tune(std::string_view body, const admin_source& from) {
  const auto asked = parse_tuning(body);
  if (!asked)
    return refusal(400, asked.failure());
  const auto end = from.tune(*asked);
  if (const auto* refused = std::get_if<tuning_refused>(&end))
    return refusal(400, refused->why);
  if (const auto* failed = std::get_if<error>(&end))
    return refusal(503, *failed);
  return json_answer(200, knobs_json(std::get<knob_answer>(end)));
}

http_answer changes_answer(const admin_source& from) {
  const auto found = from.changes(changes_shown_max);
  return found ? json_answer(200, changes_json(*found)) : refusal(503, found.failure());
}

http_answer tenants_answer(std::string_view target, const admin_source& from) {
  const auto query = parse_tenant_query(target);
  return query ? json_answer(200, tenants_json(from.tenants(*query))) : refusal(400, query.failure());
}

} // namespace

http_answer handle_admin(std::string_view method, std::string_view target, std::string_view body,
                         const admin_source& from) {
  const auto path = target.substr(0, target.find('?'));
  const bool reads = method == "GET" || method == "HEAD";
  if (path == "/v1/tune" && method == "POST")
    return tune(body, from);
  if (path != "/v1/tune" && path != "/v1/changes" && path != "/v1/night" && path != "/v1/tenants")
    return refusal(404, {"not found; there are /v1/tune, /v1/changes, /v1/night and /v1/tenants"});
  if (!reads)
    return refusal(
        405, {path == "/v1/tune" ? "only GET, HEAD and POST are allowed" : "only GET and HEAD are allowed"});
  if (path == "/v1/tune")
    return knobs_answer(from);
  if (path == "/v1/tenants")
    return tenants_answer(target, from);
  return path == "/v1/changes" ? changes_answer(from) : json_answer(200, night_json(from.night()));
}

} // namespace roamsync::console
