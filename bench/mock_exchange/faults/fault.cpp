#include "bench/mock_exchange/faults/fault.hpp"

#include "bench/mock_exchange/base/random.hpp"
#include "bench/mock_exchange/faults/fault_names.hpp"

#include <algorithm>

namespace mock_exchange {

std::string_view name_of(fault_kind kind) {
  auto hit = std::ranges::find(fault_names, kind, &std::pair<std::string_view, fault_kind>::second);
  return hit->first;
}

std::optional<fault_kind> fault_state::draw(std::uint64_t seed, instant now, std::string_view kind) {
  if (!plan || (plan->times != 0 && played >= plan->times))
    return std::nullopt;
  auto t = seconds_of(now);
  if (t < plan->from_s || t >= plan->until_s)
    return std::nullopt;
  if (!plan->on.empty() && std::ranges::find(plan->on, kind) == plan->on.end())
    return std::nullopt;
  if (fraction_of(mixed(seed ^ mixed(asked++))) >= plan->ratio)
    return std::nullopt;
  ++played;
  return plan->kind;
}

} // namespace mock_exchange
