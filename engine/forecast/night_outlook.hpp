#pragma once

#include "engine/forecast/night_watch.hpp"
#include "engine/limit/limit.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace roamsync {

/// What a tenant's last run tells of this one: as many mailboxes and requests again.
[[nodiscard]] work_outlook guess_from_last_run(std::uint64_t mailboxes, std::uint64_t requests,
                                               const limit& allowed) noexcept;

/// The forecast of a run while it is under way: keeps what its tenants last told.
class night_outlook {
public:
  /// `length`: of the run's window.
  night_outlook(duration length, const node_outlook& node) : watch_(length), node_(node) {}

  /// A tenant that takes part and has not ended.
  void expect(const std::string& tenant, const tenant_outlook& guess) { tenants_[tenant] = guess; }
  /// It has begun; `known`: its mailboxes are planned.
  void on_work(std::string_view tenant, const work_outlook& x, bool known);
  void on_end(std::string_view tenant);
  void set_node(const node_outlook& node) noexcept { node_ = node; }
  /// All windows end so much later.
  void move_end(duration by) noexcept;

  struct look_of {
    night_forecast seen; ///< `tenants` in the order of their names
    night_watch::news news = night_watch::news::none;
  };
  [[nodiscard]] look_of look(time_point now);

  /// Whether the `sent` requests of the run were a tenth of its work. Not while nothing tells how much work a tenant
  /// has.
  [[nodiscard]] bool is_a_tenth_done(std::uint64_t sent) const noexcept;

  [[nodiscard]] const std::map<std::string, tenant_outlook, std::less<>>& tenants() const noexcept {
    return tenants_;
  }

private:
  night_watch watch_;
  node_outlook node_;
  std::map<std::string, tenant_outlook, std::less<>> tenants_;
};

} // namespace roamsync
