#pragma once

#include "engine/model/night_view.hpp"

#include <string>

namespace roamsync::console::testing {

/// A night `seconds` after its opening: 1000 mailboxes, a request each 10 ms, names that are hard to lay out.
inline night_view sample_view(int seconds, std::size_t tenants = 30) {
  using namespace std::chrono_literals;
  night_view v;
  v.run.number = 17;
  v.run.date = std::chrono::year{2026} / 3 / 2;
  v.run.opened = std::chrono::sys_days{v.run.date} + 1h;
  v.run.closes = v.run.opened + 4h;
  v.now = v.run.opened + std::chrono::seconds{seconds};
  v.mailboxes = 1000;
  v.outcomes[outcome_kind::written] = 300;
  v.outcomes[outcome_kind::unchanged] = 150;
  v.outcomes[outcome_kind::failed] = 1;
  v.requests = static_cast<std::uint64_t>(seconds) * 100;
  v.throttled = 7;
  v.in_work = 12;
  v.active = true;
  v.waiting = 2;
  v.remaining = 14min + 20s;
  v.tenants = {3, static_cast<std::uint32_t>(tenants), 5, 1};
  for (std::size_t i = 0; i < tenants && i < 50; ++i) {
    tenant_view t;
    t.tenant = "t" + std::to_string(i);
    t.name = (i % 2 == 0 ? "株式会社サンプル \x1b[2J " : "Müller & Söhne ") + std::to_string(i);
    t.state = i % 5 == 4 ? tenant_state::waiting : tenant_state::working;
    t.mailboxes = i % 7 == 6 ? 0 : 100;
    t.outcomes[outcome_kind::written] = t.mailboxes / 2;
    t.lanes = 3;
    t.stage = t.mailboxes == 0 ? tenant_stage::group : tenant_stage::mailboxes;
    t.in_work = 2;
    t.wait_left = i == 1 ? 45s : 0s;
    t.remaining = 10min - std::chrono::seconds{i};
    v.unfinished.push_back(t);
  }
  return v;
}

} // namespace roamsync::console::testing
