#include "bench/mock_exchange/graph/groups.hpp"

#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/graph/entity.hpp"
#include "bench/mock_exchange/graph/error.hpp"
#include "bench/mock_exchange/graph/paging.hpp"

namespace mock_exchange {

namespace {

constexpr std::string_view user_type = "#microsoft.graph.user";
constexpr std::string_view group_type = "#microsoft.graph.group";

/// What a member list is asked for.
struct member_query {
  page part;
  selection chosen;
  std::string_view filter;
  bool users_only = false;
  bool count = false;
};

/// Casts and filters need ConsistencyLevel: eventual and $count=true (wire.md 6.5).
std::optional<response> judge_query(world& w, call& c, member_query& out) {
  const auto& query = c.url.query;
  auto cast = c.at(4);
  out.users_only = cast == "microsoft.graph.user";
  if (!cast.empty() && !out.users_only)
    return graph_error(c, 400, "BadRequest", "The cast is not supported.", w);
  out.count = query.get("$count") == "true";
  out.filter = query.get("$filter");
  auto advanced = out.users_only || query.has("$filter") || query.has("$search");
  if (advanced && (!out.count || !same_text(c.in.header("consistencylevel"), "eventual")))
    return graph_error(c, 400, "Request_UnsupportedQuery",
                       "The query needs the header ConsistencyLevel: eventual and $count=true.", w);
  if (query.has("$search") || (query.has("$filter") && !out.users_only))
    return graph_error(c, 400, "Request_UnsupportedQuery", "The query is not supported.", w);
  auto part = read_page(c);
  auto chosen = read_selection(c);
  if (!part || !chosen)
    return graph_error(c, 400, "Request_BadRequest", "Invalid $top, $skiptoken, $select or $expand.", w);
  out.part = *part;
  out.chosen = std::move(*chosen);
  return std::nullopt;
}

void append_member(std::string& out, call& c, const member_query& query, directory_user* user,
                   directory_group* group) {
  auto type = query.users_only ? std::string_view{} : user ? user_type : group_type;
  if (!c.home->rules.user_read)
    append_bare(out, user ? user->plan.id : group->plan.id, type);
  else if (user)
    append_user(out, c.home->people, user->plan, query.chosen, type);
  else
    append_group(out, group->plan, type);
}

template <class id_list>
response list_members(world& w, call& c, const member_query& query, const id_list& ids) {
  std::string values;
  std::size_t place = 0;
  for (const auto& id : ids) {
    auto* user = c.home->people.user(id);
    auto* group = user || query.users_only ? nullptr : c.home->people.group(id);
    auto fits = user ? fits_filter(user->plan, query.filter) : std::optional{group != nullptr};
    if (!fits)
      return graph_error(c, 400, "Request_UnsupportedQuery", "The filter is not supported.", w);
    if (!*fits || place++ < query.part.from || place > query.part.from + query.part.top)
      continue;
    values += values.empty() ? "" : ",";
    append_member(values, c, query, user, group);
  }
  std::string body = "{";
  append_text_field(body, "@odata.context",
                    c.address_of(service::graph) + "/v1.0/$metadata#directoryObjects");
  if (query.count)
    append_raw_field(body, "@odata.count", std::to_string(place));
  auto next = query.part.from + query.part.top;
  if (place > next)
    append_text_field(body, "@odata.nextLink", link_with(c, "$skiptoken", skip_token(next)));
  append_raw_field(body, "value", "[");
  body += values + "]}";
  return json_answer(200, std::move(body));
}

} // namespace

response answer_groups(world& w, call& c) {
  auto* group = c.home->people.group(c.at(2));
  if (group && group->plan.fault == 403)
    return graph_error(c, 403, "Authorization_RequestDenied",
                       "Insufficient privileges to complete the operation.", w);
  if (!group || group->plan.fault == 404)
    return graph_error(c, 404, "Request_ResourceNotFound",
                       "Resource '" + std::string(c.at(2)) + "' does not exist.", w);
  if (c.segments() == 3) {
    std::string body;
    append_group(body, group->plan, "");
    return json_answer(200, std::move(body));
  }
  member_query query;
  if (auto refused = judge_query(w, c, query))
    return std::move(*refused);
  if (c.at(3) == "members")
    return list_members(w, c, query, group->plan.members);
  if (c.at(3) == "transitiveMembers")
    return list_members(w, c, query, c.home->people.transitive_members(*group));
  return graph_error(c, 400, "BadRequest", "Resource not found for the segment.", w);
}

} // namespace mock_exchange
