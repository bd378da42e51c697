#pragma once

#include "bench/mock_exchange/exchange/call.hpp"
#include "bench/mock_exchange/exchange/turn.hpp"
#include "bench/mock_exchange/ledger/ledger.hpp"

#include <memory>

namespace mock_exchange {

/// The mock itself, without sockets: a request and a time in, an answer out. Everything that is judged
/// (sign-in, limits, faults, latency) is judged here, and each request is booked in the ledger.
class exchange final : public service_port {
public:
  /// `book` must outlive the exchange. `started` is the calendar time of instant zero.
  exchange(scenario plan, wall_time started, ledger& book);

  turn arrive(const request& in, instant raw) override;
  void depart(turn& ended, bool delivered, instant raw) override;
  [[nodiscard]] wall_time wall(instant raw) const override { return world_->wall(raw); }

  /// Plays another scenario from now on; tickets of the old one are void.
  void replace(scenario plan);

  [[nodiscard]] world& state() { return *world_; }

private:
  void judge_limits(call& c, turn& out);
  void perform(call& c, turn& out);
  std::optional<fault_kind> draw_fault(call& c);
  instant draw_latency(const call& c);

  wall_time started_;
  std::shared_ptr<world> world_;
  ledger& book_;
};

} // namespace mock_exchange
