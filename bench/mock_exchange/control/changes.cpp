#include "bench/mock_exchange/control/answers.hpp"
#include "bench/mock_exchange/control/control.hpp"
#include "bench/mock_exchange/scenario/read_settings.hpp"
#include "bench/mock_exchange/scenario/read_tenant.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace mock_exchange {

namespace json = boost::json;

namespace {

/// The tenant that the body names; notes what is wrong if there is none.
tenant_ptr named_tenant(world& w, fields& in, problem& wrong) {
  std::string name;
  in.needed_text("tenant", name);
  auto found = w.find_tenant(name);
  if (!found)
    wrong.note("tenant", "is the id or domain of no tenant.");
  return found;
}

std::string text_at(const json::value& from, std::string_view name) {
  const auto* object = from.if_object();
  const auto* held = object ? object->if_contains(name) : nullptr;
  const auto* text = held ? held->if_string() : nullptr;
  return text ? std::string(text->data(), text->size()) : std::string{};
}

void edit_members(group_plan& plan, const std::vector<std::string>& add,
                  const std::vector<std::string>& remove) {
  for (const auto& id : remove)
    std::erase(plan.members, id);
  for (const auto& id : add)
    if (std::ranges::find(plan.members, id) == plan.members.end())
      plan.members.push_back(id);
}

} // namespace

response control::post_service_user(const json::value& body) {
  problem wrong;
  fields in(body, "", wrong);
  auto home = named_tenant(mock_.state(), in, wrong);
  const auto* user = in.any("service_user");
  if (!user)
    wrong.note("service_user", "is missing: an object with upn is needed.");
  in.done();
  if (wrong)
    return refusal_answer(wrong.text);
  auto* held = home->account(text_at(*user, "upn"));
  auto plan = read_service_user(*user, "service_user", held ? held->plan : service_user_plan{}, wrong);
  if (wrong)
    return refusal_answer(wrong.text);
  home->put_service_user(std::move(plan));
  return ok_answer();
}

response control::post_user(const json::value& body) {
  problem wrong;
  fields in(body, "", wrong);
  auto home = named_tenant(mock_.state(), in, wrong);
  const auto* user = in.any("user");
  std::string remove;
  in.text("remove", remove);
  in.done();
  if (wrong)
    return refusal_answer(wrong.text);
  if (!remove.empty())
    return home->people.remove(remove) ? ok_answer() : not_found_answer("There is no such user.");
  if (!user)
    return refusal_answer("user or remove is needed.");
  auto* held = home->people.user(text_at(*user, "id"));
  auto plan = read_user(*user, "user", held ? held->plan : user_plan{}, wrong);
  for (const auto& name : plan.mailbox.full_access.only)
    if (!home->account(name))
      wrong.note("user.mailbox.full_access", "names " + name + ", which is no service user of the tenant.");
  if (wrong)
    return refusal_answer(wrong.text);
  home->put_user(std::move(plan));
  return ok_answer();
}

response control::post_group(const json::value& body) {
  problem wrong;
  fields in(body, "", wrong);
  auto home = named_tenant(mock_.state(), in, wrong);
  const auto* group = in.any("group");
  std::string remove;
  std::vector<std::string> add_members;
  std::vector<std::string> remove_members;
  in.text("remove", remove);
  in.texts("add_members", add_members);
  in.texts("remove_members", remove_members);
  in.done();
  if (wrong)
    return refusal_answer(wrong.text);
  if (!remove.empty())
    return home->people.remove(remove) ? ok_answer() : not_found_answer("There is no such group.");
  if (!group)
    return refusal_answer("group or remove is needed.");
  auto* held = home->people.group(text_at(*group, "id"));
  auto plan = read_group(*group, "group", held ? held->plan : group_plan{}, wrong);
  if (wrong)
    return refusal_answer(wrong.text);
  edit_members(plan, add_members, remove_members);
  home->people.put(std::move(plan));
  return ok_answer();
}

response control::post_feed(const json::value& body) {
  problem wrong;
  fields in(body, "", wrong);
  auto home = named_tenant(mock_.state(), in, wrong);
  bool forget = false;
  in.flag("forget", forget);
  in.done();
  if (!wrong && !forget)
    return refusal_answer("forget must be true.");
  if (wrong)
    return refusal_answer(wrong.text);
  ++home->feed_generation;
  return ok_answer();
}

response control::post_fault(const json::value& body) {
  problem wrong;
  fields in(body, "", wrong);
  auto home = named_tenant(mock_.state(), in, wrong);
  std::string address;
  in.text("mailbox", address);
  std::optional<fault_plan> plan;
  if (const auto* part = in.any("fault"))
    plan = read_fault(*part, "fault", wrong);
  in.done();
  auto* box = home && !address.empty() ? home->box(address) : nullptr;
  if (home && !address.empty() && !box)
    wrong.note("mailbox", "is the address of no mailbox of the tenant.");
  if (wrong)
    return refusal_answer(wrong.text);
  (box ? box->fault : home->fault) = {.plan = std::move(plan)};
  return ok_answer();
}

response control::post_limit(const json::value& body) {
  problem wrong;
  fields in(body, "", wrong);
  auto home = named_tenant(mock_.state(), in, wrong);
  std::string upn;
  in.text("service_user", upn);
  limit_settings limit;
  if (const auto* part = in.any("limit"))
    read_limit(*part, "limit", limit, wrong);
  in.done();
  auto* account = home && !upn.empty() ? home->account(upn) : nullptr;
  if (home && !upn.empty() && !account)
    wrong.note("service_user", "is no service user of the tenant.");
  if (wrong)
    return refusal_answer(wrong.text);
  for (auto& [name, each] : home->accounts())
    if (!account || account == &each)
      each.plan.limit = each.limit = limit;
  return ok_answer();
}

} // namespace mock_exchange
