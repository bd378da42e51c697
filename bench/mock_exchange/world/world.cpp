#include "bench/mock_exchange/world/world.hpp"

#include "bench/mock_exchange/base/text.hpp"

#include <algorithm>

namespace mock_exchange {

world::world(scenario plan, wall_time started)
    : random(plan.seed), defaults(plan.defaults), seed(plan.seed), forms_front(plan.forms_front),
      started_(started), apps_(std::move(plan.apps)) {
  for (auto& each : plan.tenants)
    put_tenant(std::move(each));
}

tenant_ptr world::find_tenant(std::string_view id_or_domain) const {
  auto hit = by_key_.find(lower(id_or_domain));
  return hit == by_key_.end() ? nullptr : hit->second;
}

const app_plan* world::find_app(std::string_view client_id) const {
  auto hit =
      std::ranges::find_if(apps_, [&](const auto& app) { return same_text(app.client_id, client_id); });
  return hit == apps_.end() ? nullptr : &*hit;
}

void world::put_tenant(tenant_plan plan) {
  auto made = std::make_shared<tenant>(std::move(plan));
  made->generation = ++generations_;
  if (auto old = find_tenant(made->id)) {
    by_key_.erase(lower(old->domain));
    std::erase(tenants_, old);
  }
  tenants_.push_back(made);
  by_key_[lower(made->id)] = made;
  by_key_[made->domain] = made;
}

} // namespace mock_exchange
