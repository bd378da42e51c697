#pragma once

#include "console/report/night_report.hpp"

#include <string>

namespace roamsync::console::testing {

inline mailbox_record record(const std::string& tenant, const std::string& mailbox, outcome_kind kind,
                             cause why = cause::none, const std::string& detail = {}) {
  return {.tenant = tenant,
          .user_id = "id-" + mailbox,
          .mailbox = mailbox,
          .end = {kind, why, detail},
          .at = {},
          .proof = {}};
}

inline tenant_run part(const std::string& tenant, tenant_state state, cause why = cause::none) {
  tenant_run x;
  x.tenant = tenant;
  x.state = state;
  x.why = why;
  x.requests = 100;
  x.throttled = 2;
  return x;
}

/// A finished night: "a" went well but for one mailbox, "b" failed as a whole, "c" ran out of time.
inline report_rows sample_rows() {
  using namespace std::chrono_literals;
  report_rows rows;
  rows.run.number = 17;
  rows.run.date = std::chrono::year{2026} / 3 / 2;
  rows.run.opened = std::chrono::sys_days{rows.run.date} + 1h;
  rows.run.closes = rows.run.opened + 4h;
  rows.run.finished = rows.run.opened + 90s + 500ms;
  rows.tenants = {part("c", tenant_state::done), part("a", tenant_state::done),
                  part("b", tenant_state::failed, cause::wrong_password)};
  rows.tenants[2].detail = "AADSTS50126";
  rows.records = {record("c", "z@c.example", outcome_kind::deferred, cause::window_closed),
                  record("a", "w@a.example", outcome_kind::written),
                  record("a", "u@a.example", outcome_kind::unchanged),
                  record("a", "s@a.example", outcome_kind::skipped, cause::user_disabled),
                  record("a", "t@a.example", outcome_kind::skipped, cause::user_disabled),
                  record("a", "f@a.example", outcome_kind::failed, cause::full_access_missing, "404"),
                  record("b", "n@b.example", outcome_kind::failed, cause::settings_missing)};
  tenant_settings named;
  named.id = "a";
  named.name = "Alpha GmbH";
  rows.settings = {named};
  return rows;
}

} // namespace roamsync::console::testing
