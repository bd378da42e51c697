#include "actors/ledger/ledger.hpp"
#include "engine/tune/knob.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <utility>

// Knobs: what was turned, and when the supervisor hears of it.
namespace roamsync::actors {

namespace {
/// Turned knobs that one look reads.
constexpr std::size_t changes_at_once_max = 100'000;
} // namespace

status ledger_state::add_overrides(run_opened& out) {
  // The number first: what is turned in between is told once more.
  auto newest = where->changes(0, 1);
  if (!newest)
    return newest.failure();
  last_change_ = newest->empty() ? 0 : newest->front().number;
  auto rows = where->overrides();
  if (!rows)
    return rows.failure();
  out.overrides = std::move(*rows);
  return success();
}

void ledger_state::on_look_at_knobs() {
  if (!lock_ || broken_)
    return; // the next run begins with what holds then
  auto turned = newly_turned();
  if (!turned)
    spdlog::warn("knobs cannot be read, and stay as they are: {}", turned.failure().message);
  else if (*turned)
    self->send(supervisor_, std::move(**turned));
}

/// The knobs, if one was turned since the supervisor was told.
result<std::optional<knobs_turned>> ledger_state::newly_turned() {
  auto changes = where->changes(last_change_, changes_at_once_max);
  if (!changes)
    return changes.failure();
  if (changes->empty())
    return std::optional<knobs_turned>{};
  knobs_turned out;
  auto rows = where->overrides();
  if (!rows)
    return rows.failure();
  out.overrides = std::move(*rows);
  std::set<std::string> tenants;
  for (const auto& x : *changes)
    if (auto of = parse_knob(x.knob); of && of->is_tenant_setting())
      tenants.insert(of->tenant);
  for (const auto& id : tenants) {
    auto settings = where->tenant(id);
    if (!settings)
      return settings.failure();
    if (*settings)
      out.tenants.push_back(std::move(**settings));
  }
  last_change_ = changes->front().number;
  return std::optional{std::move(out)};
}

void ledger_state::on_end_moved(const end_moved& x) {
  if (broken_)
    return;
  run_.closes = x.closes;
  if (order_.dry_run)
    return;
  moved_end_ = x.closes;
  flush();
}

} // namespace roamsync::actors
