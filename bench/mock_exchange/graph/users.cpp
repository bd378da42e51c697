#include "bench/mock_exchange/graph/users.hpp"

#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/graph/entity.hpp"
#include "bench/mock_exchange/graph/error.hpp"
#include "bench/mock_exchange/graph/paging.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace mock_exchange {

namespace {

directory_user* asked_user(call& c) {
  auto key = c.at(1) == "me" ? std::string_view{c.upn} : c.at(2);
  return key.empty() ? nullptr : c.home->people.user(key);
}

/// What follows the user in the path.
std::string_view part_of(const call& c) {
  return c.at(1) == "me" ? c.at(2) : c.at(3);
}

response missing(world& w, call& c) {
  return graph_error(c, 404, "Request_ResourceNotFound",
                     "Resource '" + std::string(c.at(2))
                         + "' does not exist or one of its queried "
                           "reference-property objects are not present.",
                     w);
}

response list_users(world& w, call& c) {
  auto part = read_page(c);
  auto chosen = read_selection(c);
  if (!part || !chosen)
    return graph_error(c, 400, "Request_BadRequest", "Invalid $top, $skiptoken, $select or $expand.", w);
  std::string values;
  std::size_t place = 0;
  for (const auto& user : c.home->people.users()) {
    if (user->removed)
      continue;
    auto fits = fits_filter(user->plan, c.url.query.get("$filter"));
    if (!fits || c.url.query.has("$search"))
      return graph_error(c, 400, "Request_UnsupportedQuery", "The query is not supported.", w);
    if (!*fits || place++ < part->from || place > part->from + part->top)
      continue;
    values += values.empty() ? "" : ",";
    append_user(values, c.home->people, user->plan, *chosen, "");
  }
  std::string body = "{";
  append_text_field(body, "@odata.context", c.address_of(service::graph) + "/v1.0/$metadata#users");
  if (c.url.query.get("$count") == "true" && same_text(c.in.header("consistencylevel"), "eventual"))
    append_raw_field(body, "@odata.count", std::to_string(place));
  if (place > part->from + part->top)
    append_text_field(body, "@odata.nextLink",
                      link_with(c, "$skiptoken", skip_token(part->from + part->top)));
  append_raw_field(body, "value", "[");
  body += values + "]}";
  return json_answer(200, std::move(body));
}

response one_user(world& w, call& c, const directory_user& user) {
  auto chosen = read_selection(c);
  if (!chosen)
    return graph_error(c, 400, "Request_BadRequest", "Invalid $select or $expand.", w);
  std::string body;
  append_user(body, c.home->people, user.plan, *chosen, "");
  return json_answer(200, std::move(body));
}

/// Kind, zone and automatic replies of a mailbox.
response mailbox_settings(world& w, call& c) {
  const auto* box = c.box;
  if (!box || box->kind == mailbox_kind::none || box->kind == mailbox_kind::unlicensed)
    return graph_error(c, 404, "MailboxNotEnabledForRESTAPI",
                       "The mailbox is either inactive, soft-deleted, or is hosted on-premise.", w);
  std::string body = "{";
  append_text_field(body, "@odata.context", c.address_of(service::graph) + "/v1.0/$metadata#mailboxSettings");
  append_text_field(body, "userPurpose", box->kind == mailbox_kind::shared ? "shared" : "user");
  append_text_field(body, "timeZone", "UTC");
  append_raw_field(body, "automaticRepliesSetting", R"({"status":"disabled"})");
  append_raw_field(body, "language", R"({"locale":"en-US","displayName":"English"})");
  body += '}';
  return json_answer(200, std::move(body));
}

response groups_of(call& c, const directory_user& user, bool ids_only) {
  std::string body = "{\"value\":[";
  for (const auto* group : c.home->people.transitive_groups(user.plan.id)) {
    body += body.back() == '[' ? "" : ",";
    if (ids_only)
      append_quoted(body, group->plan.id);
    else
      append_group(body, group->plan, "#microsoft.graph.group");
  }
  return json_answer(200, body + "]}");
}

response manager_of(world& w, call& c, const directory_user& user) {
  const auto* id = user.plan.attributes.if_contains("manager");
  const auto* text = id ? id->if_string() : nullptr;
  auto* manager = text ? c.home->people.user({text->data(), text->size()}) : nullptr;
  return manager ? one_user(w, c, *manager) : missing(w, c);
}

response photo_of(world& w, call& c, const directory_user& user) {
  auto rest = c.at(1) == "me" ? c.at(3) : c.at(4);
  if (rest != "$value")
    return graph_error(c, 400, "BadRequest", "Only the photo itself is played.", w);
  if (!user.plan.photo)
    return graph_error(c, 404, "ImageNotFound", "The user has no photo.", w);
  return response{
      .status = 200, .headers = {{"Content-Type", user.plan.photo->type}}, .body = user.plan.photo->bytes};
}

response permission_missing(world& w, call& c) {
  return graph_error(c, 403, "Authorization_RequestDenied",
                     "Insufficient privileges to complete the operation.", w);
}

/// The fault of what is asked about the user: its photo, or its manager, alone or with the user.
detail_fault fault_of(const call& c, const directory_user& user, std::string_view part) {
  if (part == "photo")
    return user.plan.photo_fault;
  const bool manager =
      part == "manager" || (part.empty() && c.url.query.get("$expand").starts_with("manager"));
  return manager ? user.plan.manager_fault : detail_fault::none;
}

response play(detail_fault fault, world& w, call& c) {
  switch (fault) {
  case detail_fault::permission:
    return permission_missing(w, c);
  case detail_fault::refused:
    return graph_error(c, 403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.", w);
  case detail_fault::server_error:
    return graph_error(c, 500, "InternalServerError", "The server had an error.", w);
  default:
    return json_answer(200, "[]");
  }
}

/// What User.Read.All is for.
bool shows_people(std::string_view part) {
  return part.empty() || part == "manager" || part == "photo";
}

} // namespace

void find_mailbox(call& c) {
  auto* user = asked_user(c);
  c.box = user ? c.home->box(user->plan.upn) : nullptr;
  if (!user && c.at(1) == "me" && c.user)
    c.box = c.home->box(c.user->plan.mailbox);
  c.entry.target = c.box ? c.box->address() : lower(c.at(2));
}

response answer_users(world& w, call& c) {
  auto get = c.in.method == "GET";
  if (get && c.at(1) == "users" && c.segments() == 2)
    return list_users(w, c);
  auto* user = asked_user(c);
  if (!user)
    return missing(w, c);
  auto part = part_of(c);
  if (!c.home->rules.user_read && shows_people(part))
    return permission_missing(w, c);
  if (const auto fault = fault_of(c, *user, part); fault != detail_fault::none)
    return play(fault, w, c);
  if (part.empty() && get)
    return one_user(w, c, *user);
  if (part == "mailboxSettings" && get)
    return mailbox_settings(w, c);
  if (part == "manager" && get)
    return manager_of(w, c, *user);
  if (part == "photo" && get)
    return photo_of(w, c, *user);
  if ((part == "transitiveMemberOf" || part == "memberOf") && get)
    return groups_of(c, *user, false);
  if (part == "getMemberGroups" && c.in.method == "POST")
    return groups_of(c, *user, true);
  if (part == "revokeSignInSessions" && c.in.method == "POST")
    return json_answer(200, "{\"@odata.context\":\"" + c.address_of(service::graph)
                                + "/v1.0/$metadata#Edm.Boolean\",\"value\":true}");
  return graph_error(c, 400, "BadRequest", "Resource not found for the segment.", w);
}

} // namespace mock_exchange
