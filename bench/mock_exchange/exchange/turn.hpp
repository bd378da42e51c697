#pragma once

#include "bench/mock_exchange/faults/play.hpp"
#include "bench/mock_exchange/http/message.hpp"
#include "bench/mock_exchange/ledger/record.hpp"
#include "bench/mock_exchange/world/world.hpp"

namespace mock_exchange {

/// What becomes of one request: the answer, when and how to deliver it, and what is given back when it has
/// ended. Must be handed to service_port::depart() exactly once.
struct turn {
  response answer;
  instant delay{};
  delivery how = delivery::whole;
  record entry;
  std::shared_ptr<world> alive; ///< These two keep alive what the pointers below point to.
  tenant_ptr home;
  service_user* user = nullptr;
  mailbox* box = nullptr;
  throttle_scope* refused_by = nullptr;
};

/// Whoever answers the requests of a listener. Called by one thread.
class service_port {
public:
  virtual ~service_port() = default;

  /// Takes a request that arrived at `raw` (real time since the start).
  virtual turn arrive(const request& in, instant raw) = 0;

  /// Books the end of a request. `delivered` is false if the answer did not reach the wire as a whole.
  virtual void depart(turn& ended, bool delivered, instant raw) = 0;

  /// The calendar time of `raw`, for the Date header.
  [[nodiscard]] virtual wall_time wall(instant raw) const = 0;
};

} // namespace mock_exchange
