#pragma once

#include "engine/base/time.hpp"
#include "engine/limit/gate.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace roamsync {

/// The calls of all tenants in front of the network: one gate for the node and its egress address, and one
/// line for each tenant, served in turn, so that a tenant with many calls waiting is not ahead of one with a
/// single call (I5).
class node_queue {
public:
  using call_id = std::uint64_t;

  node_queue(const limit& allowed, time_point now) : gate_(allowed, now) {}

  void add(const std::string& tenant, call_id id);

  struct step {
    std::vector<call_id> send;
    std::optional<time_point> wake; ///< when to ask again if nothing else happens
  };
  [[nodiscard]] step next(time_point now);
  /// A call that was sent has ended.
  void end() noexcept { gate_.end(true, 0); }
  /// Takes out the calls of a tenant that were not sent: its service has just asked it to wait (I2).
  [[nodiscard]] std::vector<call_id> take(const std::string& tenant);

  [[nodiscard]] std::uint32_t in_flight() const noexcept { return gate_.in_flight(); }

private:
  gate gate_;
  std::map<std::string, std::deque<call_id>> lines_; ///< none is empty
  std::deque<std::string> turn_;                     ///< tenants with a line, the next one first
};

} // namespace roamsync
