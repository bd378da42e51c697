#include "engine/tenant/broken_off.hpp"

namespace roamsync {

bool is_broken_off(const tenant_run& part) noexcept {
  return part.state == tenant_state::waiting || part.state == tenant_state::working || !part.finished;
}

bool is_settled(const outcome& end) noexcept {
  return end.kind == outcome_kind::written || end.kind == outcome_kind::unchanged;
}

std::optional<std::vector<std::int64_t>> runs_since_broken_off(std::span<const earlier_part> newest_first) {
  std::vector<std::int64_t> out;
  for (const auto& x : newest_first) {
    out.push_back(x.run);
    if (is_broken_off(x.part))
      return out;
  }
  return std::nullopt;
}

} // namespace roamsync
