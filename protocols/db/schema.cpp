#include "protocols/db/migration.hpp"

#include <array>

namespace roamsync::db {

namespace {

// Times are milliseconds since 1970 (UTC), dates "YYYY-MM-DD", enums their names.
constexpr std::string_view first_schema = R"sql(
CREATE TABLE tenants (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  entra_tenant TEXT NOT NULL,
  cloud TEXT NOT NULL,
  automate INTEGER NOT NULL,
  sign_in TEXT NOT NULL,
  service_user TEXT NOT NULL,
  service_mailbox TEXT NOT NULL,
  notify TEXT NOT NULL,
  member_group TEXT NOT NULL,
  connector_group TEXT NOT NULL,
  sync_group TEXT NOT NULL,
  catalogue TEXT NOT NULL,
  lanes INTEGER NOT NULL,
  rate REAL NOT NULL,
  burst INTEGER NOT NULL,
  weight INTEGER NOT NULL,
  opens TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed (
  tenant TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (tenant, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
  tenant TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  mailbox TEXT NOT NULL,
  digest TEXT NOT NULL,
  owned TEXT NOT NULL, -- a JSON list of names
  checked INTEGER NOT NULL,
  PRIMARY KEY (tenant, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  number INTEGER PRIMARY KEY AUTOINCREMENT, -- so that the number of a forgotten run is not used again
  kind TEXT NOT NULL,
  date TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  closes INTEGER NOT NULL,
  finished INTEGER,
  UNIQUE (kind, date, sequence)
) STRICT;

CREATE TABLE tenant_runs (
  run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
  tenant TEXT NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  detail TEXT NOT NULL,
  group_source TEXT NOT NULL,
  mailboxes INTEGER NOT NULL,
  started INTEGER,
  finished INTEGER,
  forecast INTEGER,
  requests INTEGER NOT NULL,
  throttled INTEGER NOT NULL,
  PRIMARY KEY (run, tenant)
) STRICT, WITHOUT ROWID;

CREATE TABLE outcomes (
  run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
  tenant TEXT NOT NULL,
  user_id TEXT NOT NULL,
  mailbox TEXT NOT NULL,
  kind TEXT NOT NULL,
  why TEXT NOT NULL,
  detail TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (run, tenant, user_id)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::string_view standings = R"sql(
CREATE TABLE standings (
  tenant TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  service TEXT NOT NULL,
  not_before INTEGER NOT NULL,
  open_posts INTEGER NOT NULL,
  posted INTEGER NOT NULL,
  PRIMARY KEY (tenant, service)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::string_view drift = "ALTER TABLE tenants ADD COLUMN drift TEXT NOT NULL DEFAULT 'repair'";

/// tenant_runs has its key by run; one tenant's history is read when it starts.
constexpr std::string_view by_tenant = "CREATE INDEX tenant_runs_by_tenant ON tenant_runs (tenant, run)";

/// What runs found out about service users; times in milliseconds.
constexpr std::string_view known_limits = R"sql(
CREATE TABLE known_limits (
  tenant TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  service_user TEXT NOT NULL,
  rate REAL NOT NULL,
  burst REAL NOT NULL,
  doubt REAL NOT NULL,
  lanes INTEGER NOT NULL,
  wait INTEGER NOT NULL,
  quiet INTEGER NOT NULL,
  calls REAL NOT NULL,
  latency_ms REAL NOT NULL,
  mailboxes REAL NOT NULL,
  PRIMARY KEY (tenant, service_user)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::string_view knobs = R"sql(
CREATE TABLE overrides (
  knob TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  who TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  way TEXT NOT NULL,
  knob TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
)sql";

/// What is known of a tenant's group between nights. Photos are large, so the members' table has row ids.
constexpr std::string_view known_groups = R"sql(
CREATE TABLE known_groups (
  tenant TEXT NOT NULL PRIMARY KEY REFERENCES tenants (id) ON DELETE CASCADE,
  source TEXT NOT NULL,
  full_day INTEGER NOT NULL,
  groups_link TEXT NOT NULL,
  users_link TEXT NOT NULL,
  groups TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE known_members (
  tenant TEXT NOT NULL REFERENCES known_groups (tenant) ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  value TEXT NOT NULL,
  photo TEXT,
  PRIMARY KEY (tenant, user_id)
) STRICT;
)sql";

/// Each service user of a tenant stands with Outlook by itself.
constexpr std::string_view service_users = R"sql(
ALTER TABLE tenants ADD COLUMN more_service_users TEXT NOT NULL DEFAULT '[]'; -- a JSON list

CREATE TABLE standings_of_users (
  tenant TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  service TEXT NOT NULL,
  service_user TEXT NOT NULL, -- empty for graph
  not_before INTEGER NOT NULL,
  open_posts INTEGER NOT NULL,
  posted INTEGER NOT NULL,
  PRIMARY KEY (tenant, service, service_user)
) STRICT, WITHOUT ROWID;

INSERT INTO standings_of_users
  SELECT s.tenant, s.service, CASE s.service WHEN 'outlook' THEN t.service_user ELSE '' END,
         s.not_before, s.open_posts, s.posted
  FROM standings s JOIN tenants t ON t.id = s.tenant;
DROP TABLE standings;
ALTER TABLE standings_of_users RENAME TO standings;
)sql";

/// A check need not compare again what it found to be right before.
constexpr std::string_view shown = R"sql(
ALTER TABLE receipts ADD COLUMN shown TEXT NOT NULL DEFAULT '';
)sql";

/// When a run was expected to end, once a tenth of its work was done: all four or none.
constexpr std::string_view run_forecasts = R"sql(
ALTER TABLE runs ADD COLUMN forecast_made INTEGER;
ALTER TABLE runs ADD COLUMN forecast INTEGER;
ALTER TABLE runs ADD COLUMN forecast_early INTEGER;
ALTER TABLE runs ADD COLUMN forecast_late INTEGER;
)sql";

constexpr std::array steps{
    migration{1, "tenants, secrets, receipts, runs and outcomes", first_schema},
    migration{2, "what services asked of tenants", standings},
    migration{3, "what a tenant wants done about drift", drift},
    migration{4, "a tenant's history", by_tenant},
    migration{5, "limits that runs found out", known_limits},
    migration{6, "knobs that stand otherwise than the configuration says, and who turned them", knobs},
    migration{7, "what is known of tenants' groups", known_groups},
    migration{8, "service users beside a tenant's first", service_users},
    migration{9, "what mailboxes showed", shown},
    migration{10, "when runs were expected to end", run_forecasts},
};

} // namespace

std::span<const migration> migrations() {
  return steps;
}

} // namespace roamsync::db
