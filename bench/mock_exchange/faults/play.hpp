#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// How the bytes of an answer reach the client.
enum class delivery {
  whole,
  never,      ///< Accepted and never answered.
  cut_before, ///< Reset instead of an answer.
  cut_mid,    ///< Reset inside the body.
  trickle,    ///< A few bytes at a time.
  endless,    ///< A body that does not end.
};

/// Whether the fault can be played on this request at all; one that cannot is not used up.
bool can_play(fault_kind kind, const call& c);

/// The answer of a fault that takes the place of the service's work: nothing is applied. Empty for faults
/// that let the service work first.
std::optional<response> answer_instead(fault_kind kind, world& w, call& c);

/// Spoils an answer after the work was done.
void spoil(fault_kind kind, response& answer);

/// How the answer is delivered under the fault.
delivery delivery_of(fault_kind kind);

} // namespace mock_exchange
