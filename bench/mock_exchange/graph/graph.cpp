#include "bench/mock_exchange/graph/graph.hpp"

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/graph/batch.hpp"
#include "bench/mock_exchange/graph/configuration.hpp"
#include "bench/mock_exchange/graph/delta.hpp"
#include "bench/mock_exchange/graph/error.hpp"
#include "bench/mock_exchange/graph/groups.hpp"
#include "bench/mock_exchange/graph/users.hpp"
#include "bench/mock_exchange/throttle/answer.hpp"

#include <algorithm>

namespace mock_exchange {

namespace {

void authenticate(world& w, call& c) {
  auto authorization = c.in.header("authorization");
  auto token = begins_with(authorization, "bearer ") ? trimmed(authorization.substr(7)) : std::string_view{};
  const auto* given = w.tickets.tokens.find(token, c.now);
  if (given && given->service == audience::graph)
    c.home = w.find_tenant(given->tenant_id);
  if (!c.home) {
    auto known = w.tickets.tokens.end_of(token) != instant{};
    auto text = token.empty()                ? "Access token is empty."
                : !known || given != nullptr ? "Access token validation failure. Invalid audience."
                                             : "Lifetime validation failed, the token is expired.";
    c.decided =
        graph_error(c, 401, "InvalidAuthenticationToken", text, w)
            .with("WWW-Authenticate", "Bearer realm=\"\", authorization_uri=\""
                                          + c.address_of(service::identity) + "/common/oauth2/authorize\"");
    return;
  }
  c.client_id = given->client_id;
  c.upn = given->upn;
  c.user = c.upn.empty() ? nullptr : c.home->account(c.upn);
  c.entry.service_user = c.upn.empty() ? c.client_id : c.upn;
}

/// Kind and base cost (wire.md 5.1) of the path behind the version.
std::pair<call_kind, double> meaning(const call& c) {
  auto resource = c.at(1);
  auto part = c.at(3);
  if (resource == "$batch")
    return {call_kind::batch, 0}; // its items pay
  if (c.at(2) == "delta" && (resource == "users" || resource == "groups"))
    return {call_kind::delta, 2};
  if (resource == "groups" && part == "members")
    return {call_kind::members, 3};
  if (resource == "groups" && part == "transitiveMembers")
    return {call_kind::members, 5};
  if (resource == "groups")
    return {call_kind::group, 1};
  if (resource == "users" && c.segments() == 2)
    return {call_kind::users, 2};
  if (resource != "users" && resource != "me")
    return {call_kind::other, 1};
  auto rest = resource == "me" ? c.at(2) : part;
  if (rest == "mailboxSettings")
    return {call_kind::mailbox_settings, 1};
  return {rest == "mailFolders" ? call_kind::classic : call_kind::user, 1};
}

double cost_of(const call& c, double base) {
  const auto& query = c.url.query;
  if (base == 0)
    return 0;
  if (query.has("$select"))
    base -= 1;
  if (query.has("$expand"))
    base += 1;
  if (query.has("$top") && query.get("$top").size() < 2)
    base -= 1;
  return std::max(base, 1.0);
}

response answer_resource(world& w, call& c) {
  auto resource = c.at(1);
  auto get = c.in.method == "GET";
  if (c.at(0) != "v1.0" && c.at(0) != "beta")
    return graph_error(c, 400, "BadRequest", "Invalid version.", w);
  if (c.entry.kind == call_kind::batch)
    return answer_batch(w, c);
  if (c.entry.kind == call_kind::classic)
    return answer_configuration(w, c);
  if (c.entry.kind == call_kind::delta && get)
    return answer_delta(w, c);
  if (resource == "groups" && get)
    return answer_groups(w, c);
  if (resource == "users" || resource == "me")
    return answer_users(w, c);
  return graph_error(c, 400, "BadRequest",
                     "Resource not found for the segment '" + std::string(resource) + "'.", w);
}

} // namespace

void classify_graph(world& w, call& c) {
  auto [kind, base] = meaning(c);
  c.entry.kind = kind;
  if (!c.home) // the items of a batch bring their caller with them
    authenticate(w, c);
  if (c.decided)
    return;
  c.graph_cost = cost_of(c, base);
  if (kind == call_kind::mailbox_settings || kind == call_kind::classic)
    find_mailbox(c);
}

std::optional<response> judge_graph_cost(world& w, call& c) {
  const auto& rules = c.home->rules;
  if (c.graph_cost == 0)
    return std::nullopt;
  auto why = c.home->graph_scope.admit(c.now, rules.graph_limit, 0, c.graph_cost, breach_kind::rate,
                                       breach_kind::lanes, rules.throttle);
  if (!why)
    return std::nullopt;
  c.entry.breach = why->breach;
  return throttle_answer(c, *why, rules.throttle, w);
}

response answer_graph(world& w, call& c) {
  auto out = answer_resource(w, c);
  // Every answer tells what it cost (wire.md 5.1).
  return out.with("x-ms-resource-unit", std::to_string(static_cast<int>(c.graph_cost)));
}

} // namespace mock_exchange
