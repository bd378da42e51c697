#pragma once

#include "bench/mock_exchange/world/directory.hpp"
#include "bench/mock_exchange/world/mailbox.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mock_exchange {

/// A service user at work. It has its limit, its freeze and its requests in flight for itself.
struct service_user {
  service_user_plan plan;
  limit_settings limit;
  throttle_scope scope;
  unsigned in_flight = 0;
};

/// A tenant at work: accounts, directory, mailboxes, limits.
class tenant {
public:
  explicit tenant(tenant_plan plan);

  /// By user principal name, without case; null if unknown.
  service_user* account(std::string_view upn);

  /// By any of its addresses, without case; null if unknown.
  mailbox* box(std::string_view address);

  /// Adds a service user, with an empty mailbox if it needs one, or takes over what changed; its tickets,
  /// requests in flight and freeze stay.
  void put_service_user(service_user_plan plan);

  /// Adds a user or takes over its changed attributes; an existing mailbox keeps what it holds.
  void put_user(user_plan plan);

  [[nodiscard]] const std::vector<std::unique_ptr<mailbox>>& mailboxes() const { return mailboxes_; }
  /// By user principal name in lower case.
  std::unordered_map<std::string, service_user, text_hash, std::equal_to<>>& accounts() { return accounts_; }

  std::string id;
  std::string domain;
  bool consent = true;
  settings rules;
  bool own_egress = false;
  std::uint64_t generation = 0; ///< Tells this tenant from one that it took the place of.
  directory people;
  std::uint64_t feed_generation = 0; ///< Links of the change feeds from before are void.
  fault_state fault;
  throttle_scope graph_scope;
  std::unordered_map<std::string, throttle_scope>
      egress; ///< By client address, if the tenant has its own limit.
  draw_counts draws{};

private:
  mailbox& add_box(const std::string& address, const mailbox_plan& plan);

  std::vector<std::unique_ptr<mailbox>> mailboxes_;
  std::unordered_map<std::string, mailbox*, text_hash, std::equal_to<>> boxes_by_address_;
  std::unordered_map<std::string, service_user, text_hash, std::equal_to<>> accounts_;
};

} // namespace mock_exchange
