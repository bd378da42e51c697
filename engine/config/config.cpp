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

std::string names_of_clouds(const config& x) {
  std::string names;
  for (const auto& [name, hosts] : x.cloud.named)
    names += (names.empty() ? "" : ", ") + name;
  return names;
}

} // namespace

config::config() {
  cloud.named = cloud_presets();
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

const cloud* find_cloud(const config& x, std::string_view name) {
  const auto it = x.cloud.named.find(name.empty() ? std::string_view{x.cloud.name} : name);
  return it == x.cloud.named.end() ? nullptr : &it->second;
}

std::vector<config_finding> config_findings(const config& x) {
  std::vector<config_finding> found;
  auto copy = x; // bind() hands out places to write to
  for (const auto& f : bind(copy))
    if (!fits(f))
      found.push_back({full_key(*f.what), full_key(*f.what) + ": not allowed. Allowed: " + allowed(f) + "."});
  if (!find_cloud(x, x.cloud.name))
    found.push_back({"cloud.name", "cloud.name = \"" + x.cloud.name + "\": there is no such cloud. Known: "
                                       + names_of_clouds(x) + ". Add a table [cloud." + x.cloud.name + "]."});
  if (x.retry.cap < x.retry.base)
    found.push_back({"retry.cap_ms", "retry.cap_ms is below retry.base_ms; the longest back-off cannot be "
                                     "shorter than the first."});
  if (x.signatures.size_warning > x.signatures.size_limit)
    found.push_back({"signatures.size_warning", "signatures.size_warning is above signatures.size_limit; no "
                                                "signature could be reported before it is refused."});
  if (x.net.request_timeout > x.retry.call_deadline)
    found.push_back({"net.request_timeout_ms", "net.request_timeout_ms is longer than retry.call_deadline_s; "
                                               "one request cannot take longer than all its tries."});
  return found;
}

status validate(const config& x) {
  std::string text;
  for (const auto& finding : config_findings(x))
    text += (text.empty() ? "" : "\n") + finding.what;
  return text.empty() ? success() : status{error{text}};
}

} // namespace roamsync
