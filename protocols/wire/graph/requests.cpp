#include "protocols/wire/graph/requests.hpp"

#include "protocols/wire/http/percent.hpp"
#include "protocols/wire/http/url.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <string>

namespace roamsync::wire {

static_assert(batch_users_max <= graph_batch_max);

namespace {

/// The attributes of wire.md 6.5 and those that roamsync itself needs.
constexpr std::string_view user_attributes = "id,userPrincipalName,mail,accountEnabled,proxyAddresses,"
                                             "displayName,givenName,surname,jobTitle,department,"
                                             "companyName,officeLocation,streetAddress,postalCode,city,state,"
                                             "country,businessPhones,mobilePhone,faxNumber,"
                                             "mailNickname,onPremisesExtensionAttributes";

bool is_attribute_name(std::string_view name) noexcept {
  return !name.empty() && name.size() <= 128 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string select_list(const std::vector<std::string>& extra) {
  constexpr std::size_t extra_max = 64; // the address line has its limits
  std::string out(user_attributes);
  for (std::size_t i = 0; i < extra.size() && i < extra_max; ++i)
    if (is_attribute_name(extra[i]))
      out += "," + extra[i];
  return out;
}

/// The manager's attributes that are wanted, and the id that makes it a user.
std::string manager_select(const std::vector<std::string>& wanted) {
  std::string out = "id";
  bool extensions = false;
  for (const auto& x : wanted) {
    if (x.starts_with("extensionAttribute"))
      extensions = true;
    else if (is_attribute_name(x))
      out += "," + x;
  }
  return extensions ? out + ",onPremisesExtensionAttributes" : out;
}

http_request batch(const cloud& services, boost::json::array requests) {
  auto out = make_request("POST", services.graph, "/v1.0/$batch");
  out.fields = {{"Accept", "application/json"}, {"Content-Type", "application/json"}};
  out.body = boost::json::serialize(boost::json::object{{"requests", std::move(requests)}});
  return out;
}

http_request directory_get(const cloud& services, std::string_view path_and_query) {
  auto out = make_request("GET", services.graph, path_and_query);
  // Casts and filters need it together with $count=true (wire.md 6.5); the others do not mind.
  out.fields = {{"Accept", "application/json"}, {"ConsistencyLevel", "eventual"}};
  return out;
}

} // namespace

http_request find_members(const cloud& services, std::string_view group_id,
                          const std::vector<std::string>& extra) {
  return directory_get(services, "/v1.0/groups/" + percent_encode(group_id)
                                     + "/transitiveMembers/microsoft.graph.user?$select=" + select_list(extra)
                                     + "&$top=999&$count=true");
}

result<http_request> follow_link(const cloud& services, std::string_view next_link) {
  auto to = parse_url(next_link);
  if (!to)
    return error{"The directory's link to the next page is not a URL."};
  if (!is_at(*to, services.graph))
    return error{
        "The directory's link to the next page leads to another host than the configured Graph endpoint; "
        "it is not followed. Check the tenant's cloud."};
  auto out = directory_get(services, "");
  out.target = to->target;
  return out;
}

http_request follow_groups(const cloud& services, std::span<const std::string> group_ids) {
  std::string filter;
  for (std::size_t i = 0; i < group_ids.size() && i < feed_groups_max; ++i)
    filter += (i == 0 ? "id eq '" : " or id eq '") + group_ids[i] + "'";
  return directory_get(services,
                       "/v1.0/groups/delta?$select=displayName,members&$filter=" + percent_encode(filter));
}

http_request follow_users(const cloud& services, const std::vector<std::string>& extra,
                          const std::vector<std::string>& manager) {
  auto select = select_list(extra);
  for (const auto& x : manager)
    if (is_attribute_name(x) && !x.starts_with("extensionAttribute")
        && ("," + select + ",").find("," + x + ",") == std::string::npos)
      select += "," + x;
  if (!manager.empty())
    select += ",manager";
  return directory_get(services, "/v1.0/users/delta?$select=" + select + "&$deltatoken=latest");
}

http_request ask_users(const cloud& services, std::span<const std::string> user_ids,
                       const std::vector<std::string>& extra) {
  const auto select = "?$select=" + select_list(extra);
  boost::json::array requests;
  for (std::size_t i = 0; i < user_ids.size() && i < graph_batch_max; ++i)
    requests.push_back({{"id", std::to_string(i)},
                        {"method", "GET"},
                        {"url", "/users/" + percent_encode(user_ids[i]) + select}});
  return batch(services, std::move(requests));
}

http_request find_user(const cloud& services, std::string_view address,
                       const std::vector<std::string>& extra) {
  std::string quoted;
  for (char c : address) // OData doubles a quote inside a text
    quoted += c == '\'' ? std::string("''") : std::string(1, c);
  auto filter = percent_encode("proxyAddresses/any(x:x eq 'smtp:" + quoted + "')");
  return directory_get(services,
                       "/v1.0/users?$filter=" + filter + "&$select=" + select_list(extra) + "&$count=true");
}

http_request ask_mailbox_kinds(const cloud& services, std::span<const std::string> user_ids) {
  boost::json::array requests;
  for (std::size_t i = 0; i < user_ids.size() && i < graph_batch_max; ++i)
    requests.push_back({{"id", std::to_string(i)},
                        {"method", "GET"},
                        {"url", "/users/" + percent_encode(user_ids[i]) + "/mailboxSettings"}});
  return batch(services, std::move(requests));
}

http_request ask_details(const cloud& services, std::span<const detail_question> questions,
                         const std::vector<std::string>& manager) {
  const auto expand = "?$select=id&$expand=manager($select=" + manager_select(manager) + ")";
  boost::json::array requests;
  for (std::size_t i = 0; i < questions.size() && i < graph_batch_max; ++i) {
    const auto user = "/users/" + percent_encode(questions[i].user_id);
    requests.push_back(
        {{"id", std::to_string(i)},
         {"method", "GET"},
         {"url", user + (questions[i].what == member_detail::photo ? "/photo/$value" : expand)}});
  }
  return batch(services, std::move(requests));
}

} // namespace roamsync::wire
