#include "engine/config/cloud_tables.hpp"
#include "engine/config/config.hpp"
#include "engine/config/config_fields.hpp"

namespace roamsync {

namespace {

constexpr std::string_view head = R"(# Configuration

This page is generated from the table of settings in engine/config; a test compares the two.

roamsync reads one TOML file. Every setting has a default, so the file holds only what differs; the settings of a
section stand below its `[section]` line. Unknown settings, wrong types, values out of range and files that do not
exist are errors, all told at once with file and line. The effective configuration can be printed; it holds no
secret, because secrets stand in files of their own. Relative paths start at the working directory.
)";

constexpr std::string_view clouds = R"(
### Another host for everything

A table `[cloud.NAME]` says where a cloud's three services are. Each is a URL, or a table with `scheme`, `host`, `port`
and `path_prefix` (put before each path). These lines point everything at one host, a test server for instance, and
trust the authority that signed its certificate:

```toml
[cloud]
name = "lab"

[cloud.lab]
identity = "https://127.0.0.1:8443/identity"
outlook = {scheme = "https", host = "127.0.0.1", port = 8443, path_prefix = "/outlook"}
graph = "https://127.0.0.1:8443/graph"

[tls]
ca_file = "lab-ca.pem"
```

A table with the name of a preset changes only what it names. The presets:

| name | identity | outlook | graph |
| --- | --- | --- | --- |
)";

constexpr std::string_view limits_by_time = R"(
### Other limits at a time of day

Each `[[limits.at]]` table says from when to when, and which of the settings above differ meanwhile. Of two that hold at
the same time, the later one in the file wins. They begin and cease to hold while a run is under way, too.

```toml
[[limits.at]]
from = "06:00"
to = "18:00"
node_requests = 100
egress_rate = 40
```
)";

constexpr std::string_view cloud_identities = R"(
The presets but `public` have the scopes of their own hosts, as `gcc-high` has `https://outlook.office365.us/.default`
and `https://graph.microsoft.us/.default`. A `[cloud.NAME]` table may have besides:
)";

constexpr std::string_view tenants = R"(
## Tenants

An import file holds one `[[tenant]]` table for each tenant; only `id` is needed. 0 and empty mean the default of
the configuration. `roamsync tenant add --file FILE` stores all of it or nothing; tenants that are there already are
refused, or, with `--replace`, get the file's settings in place of all of theirs. The command line takes the same
settings with the same values: `roamsync tenant add ID --KEY VALUE`, `roamsync tenant set ID KEY=VALUE`.

```toml
[[tenant]]
id = "contoso"
name = "Contoso GmbH"
entra_tenant = "contoso.onmicrosoft.com"
service_user = "signatures@contoso.com"
notify = "admin@contoso.com"
group = "5f1c2e8a-0b7d-4c53-9a61-3d2f8e7b9c10"
password_file = "contoso.password"
```
)";

constexpr std::string_view table_head = R"(
| setting | allowed | default | meaning |
| --- | --- | --- | --- |
)";

/// A cell of a table: a bar would end it.
std::string cell(const std::string& text) {
  std::string out;
  for (const char c : text)
    out += c == '|' ? std::string{"\\|"} : std::string(1, c);
  return out;
}

std::string row(const bound_field& f) {
  return "| `" + std::string{f.what->key} + "` | " + cell(allowed(f)) + " | `" + cell(to_toml(f)) + "` | "
         + cell(meaning(f)) + " |\n";
}

std::string limits_part() {
  std::string text = std::string{limits_by_time} + std::string{table_head};
  limits_rule unset;
  for (const auto& f : bind(unset))
    text += row(f);
  return text;
}

std::string cloud_part() {
  std::string text{clouds};
  for (const auto& [name, hosts] : cloud_presets()) {
    text += "| `" + name + "` |";
    for (const auto& [service, member] : cloud_services)
      text += " " + (hosts.*member).host + " |";
    text += "\n";
  }
  text += std::string{cloud_identities} + std::string{table_head};
  cloud_identity unset;
  for (const auto& f : bind(unset))
    text += row(f);
  return text;
}

} // namespace

std::string config_reference() {
  config defaults;
  std::string text{head};
  std::string_view section;
  for (const auto& f : bind(defaults)) {
    if (f.what->section != section) {
      if (section == "cloud")
        text += cloud_part();
      if (section == "limits")
        text += limits_part();
      section = f.what->section;
      text += "\n## [" + std::string{section} + "]\n" + std::string{table_head};
    }
    text += row(f);
  }
  text += std::string{tenants} + std::string{table_head};
  tenant_import unset;
  for (const auto& f : bind(unset))
    text += row(f);
  return text;
}

} // namespace roamsync
