#include "engine/config/config.hpp"

#include "engine/config/cloud_tables.hpp"
#include "engine/config/config_fields.hpp"
#include "engine/config/config_findings.hpp"

namespace roamsync {

namespace {

endpoint https(std::string host) {
  endpoint x;
  x.host = std::move(host);
  return x;
}

/// The scopes of a cloud are on the hosts of its services (wire.md 1.3).
cloud_identity scopes_of(const cloud& x) {
  cloud_identity scopes;
  scopes.token_scope = "https://" + x.outlook.host + "/.default";
  scopes.graph_scope = "https://" + x.graph.host + "/.default";
  return scopes;
}

std::string names_of_clouds(const config& x) {
  std::string names;
  for (const auto& [name, hosts] : x.cloud.named)
    names += (names.empty() ? "" : ", ") + name;
  return names;
}

} // namespace

config::config() {
  cloud.named = cloud_presets();
  cloud.identities = cloud_identity_presets();
}

const std::map<std::string, cloud, std::less<>>& cloud_presets() {
  static const std::map<std::string, cloud, std::less<>> presets{
      {"public",
       {https("login.microsoftonline.com"), https("outlook.office.com"), https("graph.microsoft.com")}},
      {"gcc-high",
       {https("login.microsoftonline.us"), https("outlook.office365.us"), https("graph.microsoft.us")}},
      {"dod",
       {https("login.microsoftonline.us"), https("outlook-dod.office365.us"),
        https("dod-graph.microsoft.us")}},
      {"china",
       {https("login.partner.microsoftonline.cn"), https("partner.outlook.cn"),
        https("microsoftgraph.chinacloudapi.cn")}},
  };
  return presets;
}

const std::map<std::string, cloud_identity, std::less<>>& cloud_identity_presets() {
  static const auto presets = [] {
    std::map<std::string, cloud_identity, std::less<>> made;
    for (const auto& [name, services] : cloud_presets())
      if (name != "public")
        made[name] = scopes_of(services);
    return made;
  }();
  return presets;
}

const cloud* find_cloud(const config& x, std::string_view name) {
  const auto it = x.cloud.named.find(name.empty() ? std::string_view{x.cloud.name} : name);
  return it == x.cloud.named.end() ? nullptr : &it->second;
}

identity_config identity_of(const config& x, std::string_view cloud_name) {
  auto out = x.identity;
  const auto it = x.cloud.identities.find(cloud_name.empty() ? std::string_view{x.cloud.name} : cloud_name);
  if (it == x.cloud.identities.end())
    return out;
  const auto& own = it->second;
  if (!own.client_id.empty()) {
    out.client_id = own.client_id;
    out.token_client_id.clear();
    out.client_secret_file.clear();
  }
  if (!own.token_client_id.empty())
    out.token_client_id = own.token_client_id;
  if (!own.token_scope.empty())
    out.token_scope = own.token_scope;
  if (!own.graph_scope.empty())
    out.graph_scope = own.graph_scope;
  return out;
}

std::string socket_path(const config& x) {
  return x.serve.socket.empty() ? x.store.path + ".sock" : x.serve.socket;
}

std::vector<config_finding> config_findings(const config& x) {
  std::vector<config_finding> found;
  auto copy = x; // bind() hands out places to write to
  for (const auto& f : bind(copy))
    if (!fits(f))
      found.push_back({full_key(*f.what),
                       full_key(*f.what) + ": not allowed. Allowed: " + allowed(f) + ".",
                       {full_key(*f.what)}});
  for (auto& [name, own] : copy.cloud.identities)
    for (const auto& f : bind(own))
      if (!fits(f))
        found.push_back(
            {"cloud." + name,
             "cloud." + name + "." + full_key(*f.what) + ": not allowed. Allowed: " + allowed(f) + ".",
             {}});
  if (!find_cloud(x, x.cloud.name))
    found.push_back({"cloud.name",
                     "cloud.name = \"" + x.cloud.name + "\": there is no such cloud. Known: "
                         + names_of_clouds(x) + ". Add a table [cloud." + x.cloud.name + "].",
                     {"cloud.name"}});
  if (x.retry.cap < x.retry.base)
    found.push_back({"retry.cap_ms",
                     "retry.cap_ms is below retry.base_ms; the longest back-off cannot be "
                     "shorter than the first.",
                     {"retry.cap_ms", "retry.base_ms"}});
  if (x.signatures.size_warning > x.signatures.size_limit)
    found.push_back({"signatures.size_warning",
                     "signatures.size_warning is above signatures.size_limit; no "
                     "signature could be reported before it is refused.",
                     {"signatures.size_warning", "signatures.size_limit"}});
  if (x.net.request_timeout > x.retry.call_deadline)
    found.push_back({"net.request_timeout_ms",
                     "net.request_timeout_ms is longer than retry.call_deadline_s; "
                     "one request cannot take longer than all its tries.",
                     {"net.request_timeout_ms", "retry.call_deadline_s"}});
  return found;
}

} // namespace roamsync
