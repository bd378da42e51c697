#pragma once

#include "bench/mock_exchange/base/random.hpp"
#include "bench/mock_exchange/world/tenant.hpp"
#include "bench/mock_exchange/world/tickets.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mock_exchange {

using tenant_ptr = std::shared_ptr<tenant>;

/// All that the mock knows: apps, tenants, tickets, its clock. Used by one thread.
class world {
public:
  /// `started` is the calendar time of instant zero.
  world(scenario plan, wall_time started);

  /// By id or domain, without case; null if unknown.
  tenant_ptr find_tenant(std::string_view id_or_domain) const;

  /// By the domain of a sign-in name; null if unknown.
  tenant_ptr tenant_of(std::string_view upn) const { return find_tenant(domain_of(upn)); }

  /// The app of that id, null if it is not registered.
  const app_plan* find_app(std::string_view client_id) const;

  /// Adds a tenant or puts it in the place of the one with the same id.
  void put_tenant(tenant_plan plan);

  [[nodiscard]] const std::vector<tenant_ptr>& tenants() const { return tenants_; }

  /// The clock of sessions, tokens, waits and faults: real time plus what the control port added.
  [[nodiscard]] instant clock(instant raw) const { return raw + advanced_; }
  void advance(instant by) { advanced_ += by; }

  /// The calendar time of a moment of that clock.
  [[nodiscard]] wall_time wall(instant now) const {
    return started_ + std::chrono::duration_cast<wall_time::duration>(now);
  }

  ticket_office tickets;
  random_row random;
  settings defaults;
  std::uint64_t seed;
  bool forms_front = false;
  std::unordered_map<std::string, throttle_scope> egress; ///< By client address.

private:
  wall_time started_;
  instant advanced_{};
  std::uint64_t generations_ = 0;
  std::vector<app_plan> apps_;
  std::vector<tenant_ptr> tenants_;
  std::unordered_map<std::string, tenant_ptr, text_hash, std::equal_to<>> by_key_;
};

} // namespace mock_exchange
