#include "bench/mock_exchange/world/tenant.hpp"

#include "bench/mock_exchange/base/text.hpp"

#include <boost/json/string.hpp>

namespace mock_exchange {

namespace {

std::vector<std::string> addresses_of(const user_plan& plan) {
  std::vector<std::string> out;
  if (const auto* mail = plan.attributes.if_contains("mail"); mail && mail->is_string())
    out.push_back(lower(std::string_view{mail->get_string().data(), mail->get_string().size()}));
  out.push_back(lower(plan.upn));
  for (const auto& proxy : plan.proxy_addresses)
    if (begins_with(proxy, "smtp:"))
      out.push_back(lower(std::string_view(proxy).substr(5)));
  return out;
}

} // namespace

tenant::tenant(tenant_plan plan)
    : id(std::move(plan.id)), domain(std::move(plan.domain)), consent(plan.consent), rules(plan.rules),
      own_egress(plan.own_egress) {
  fault.plan = std::move(plan.fault);
  for (auto& user : plan.users)
    put_user(std::move(user));
  for (auto& group : plan.groups)
    people.put(std::move(group));
  if (rules.stale_names)
    for (auto& each : mailboxes_)
      each->add_stale_name();
  for (auto& each : plan.service_users)
    put_service_user(std::move(each));
}

service_user* tenant::account(std::string_view upn) {
  auto hit = accounts_.find(lower(upn));
  return hit == accounts_.end() ? nullptr : &hit->second;
}

mailbox* tenant::box(std::string_view address) {
  auto hit = boxes_by_address_.find(lower(address));
  return hit == boxes_by_address_.end() ? nullptr : hit->second;
}

void tenant::put_service_user(service_user_plan plan) {
  if (!plan.mailbox.empty() && !box(plan.mailbox)) {
    mailbox_plan own;
    own.full_access.all = false;
    add_box(lower(plan.mailbox), own);
  }
  auto& held = accounts_[lower(plan.upn)];
  held.limit = plan.limit.value_or(rules.service_user_limit);
  held.plan = std::move(plan);
}

void tenant::put_user(user_plan plan) {
  auto addresses = addresses_of(plan);
  mailbox* held = nullptr;
  for (const auto& address : addresses)
    held = held ? held : box(address);
  auto& own = held ? *held : add_box(addresses.front(), plan.mailbox);
  own.kind = plan.mailbox.kind;
  own.full_access = plan.mailbox.full_access;
  own.enabled = plan.enabled;
  own.fault.plan = plan.fault;
  for (auto& address : addresses)
    boxes_by_address_[std::move(address)] = &own;
  people.put(std::move(plan));
}

mailbox& tenant::add_box(const std::string& address, const mailbox_plan& plan) {
  auto& made = *mailboxes_.emplace_back(std::make_unique<mailbox>(address, plan));
  boxes_by_address_[address] = &made;
  return made;
}

} // namespace mock_exchange
