#include "actors/supervisor/supervisor.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <utility>

// Tenants that broke off, and those that are not heard of any more.
namespace roamsync::actors {

void supervisor_state::on_down(const caf::down_msg& x) {
  auto it = addresses_.find(x.source);
  if (it == addresses_.end())
    return;
  auto id = std::move(it->second);
  addresses_.erase(it);
  // A tenant quits by itself after it has sent its end; anything else is a defect that must not hang the run.
  if (x.reason == caf::exit_reason::normal || !tenants_.contains(id))
    return;
  perform(machine_->on_broken_off(id, now()));
}

void supervisor_state::restart_tenant(const std::string& id) {
  spdlog::critical("tenant {} broke off and is started again", id);
  self->send(order.bridge, flow_dropped{id, {}});
  start_tenant(id, true);
}

void supervisor_state::end_broken(const std::string& tenant) {
  spdlog::critical("tenant {} broke off", tenant);
  self->send(order.bridge, flow_dropped{tenant, {}});
  self->send(order.bridge, flow_ended{tenant});
  end_failed(tenant, cause::internal_error, {});
}

/// Without its own word, and without `finished`: what it wrote last may not be recorded, and the next run looks for it.
void supervisor_state::end_failed(const std::string& tenant, cause why, std::string detail) {
  const auto& [known, since, part] = views_[tenant];
  self->send(order.ledger, tenant_ended{tenant_run{.tenant = tenant,
                                                   .state = tenant_state::failed,
                                                   .why = why,
                                                   .detail = std::move(detail),
                                                   .group_source = part.group_source,
                                                   .mailboxes = known.mailboxes,
                                                   .started = part.started,
                                                   .forecast = part.forecast,
                                                   .requests = known.requests,
                                                   .throttled = known.throttled},
                                        serial_});
}

/// One that was ended from outside has not shown it itself.
void supervisor_state::show_ended(const tenant_run& x) {
  auto& shown = views_[x.tenant].what;
  shown.state = x.state;
  shown.why = x.why;
  shown.stage = tenant_stage::ended;
  shown.in_work = 0;
  shown.remaining = duration{0};
  shown.wait_left = duration{0};
}

void supervisor_state::call_roll() {
  self->send(order.bridge, roll_call{});
  for (const auto& [id, child] : tenants_)
    self->send(child, roll_call{});
}

/// It is not started again: one that hangs cannot be ended, and each mailbox has one writer (I1).
void supervisor_state::end_silent(const std::string& tenant) {
  spdlog::critical("tenant {}: no sign of life, and it is ended", tenant);
  self->send(order.bridge, flow_dropped{tenant, {}}); // before those who wait can take it up again
  if (auto node = tenants_.extract(tenant); !node.empty()) {
    addresses_.erase(node.mapped().address());
    self->demonitor(node.mapped().address());
    self->send_exit(node.mapped(), caf::exit_reason::kill);
  }
  self->send(order.bridge, flow_ended{tenant});
  end_failed(tenant, cause::no_sign_of_life, "nothing was heard of the tenant's work any more");
}

void supervisor_state::on_lives(const tenant_lives& x) {
  if (machine_)
    machine_->on_tenant_lives(x.tenant);
}

void supervisor_state::on_lives(ledger_lives x) {
  if (!machine_)
    return;
  machine_->on_ledger_lives();
  if (x.in_turn)
    perform(machine_->on_ledger_passed(now()));
}

} // namespace roamsync::actors
