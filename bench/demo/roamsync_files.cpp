#include "bench/demo/roamsync_files.hpp"

#include "bench/demo/catalogue.hpp"
#include "bench/demo/files.hpp"

#include <boost/json/serialize.hpp>

#include <iomanip>
#include <sstream>

namespace roamsync::demo {
namespace {

namespace fs = std::filesystem;

/// A TOML basic string; the escapes of JSON are among those of TOML.
std::string quoted(const std::string& text) {
  return boost::json::serialize(boost::json::string{text});
}

fs::path password_file(const company& x, const fs::path& folder) {
  return folder / "secrets" / x.id;
}

const char* key_of(group_setting x) {
  switch (x) {
  case group_setting::group:
    return "group";
  case group_setting::connector_group:
    return "connector_group";
  case group_setting::sync_group:
    break;
  }
  return "sync_group";
}

} // namespace

std::string tenants_toml(const world& x, const run_settings& how, const fs::path& folder) {
  std::ostringstream out;
  for (const auto& c : x.companies) {
    out << "[[tenant]] # " << to_string(c.what) << "\n"
        << "id = " << quoted(c.id) << "\n"
        << "name = " << quoted(c.name) << "\n"
        << "entra_tenant = " << quoted(c.id) << "\n"
        << "sign_in = " << (c.token_sign_in ? "\"token\"" : "\"browser\"") << "\n"
        << "service_user = " << quoted(c.service_user) << "\n"
        << "notify = " << quoted("it@" + c.domain) << "\n"
        << key_of(c.source) << " = " << quoted(c.group_id) << "\n"
        << "password_file = " << quoted(password_file(c, folder).string()) << "\n";
    if (how.one_by_one)
      out << "lanes = 1\n";
    else if (c.told)
      out << "lanes = " << c.server.lanes << "\n"
          << "rate = " << std::fixed << std::setprecision(1) << c.server.rate << "\n"
          << "burst = " << c.server.burst << "\n";
    out << "\n";
  }
  return std::move(out).str();
}

std::string config_toml(const world& x, const run_settings& how, const fs::path& folder) {
  const auto at = [&](const char* prefix) {
    return quoted("https://127.0.0.1:" + std::to_string(how.https_port) + prefix);
  };
  const auto file = [&](const char* name) { return quoted((folder / name).string()); };
  std::ostringstream out;
  out << "# Written by roamsync-demo.\n"
      << "[store]\npath = " << file("roamsync.db") << "\n\n"
      << "[vault]\nkey_file = " << file("secrets/vault.key") << "\n\n"
      << "[cloud]\nname = \"mock\"\n\n"
      << "[cloud.mock]\nidentity = " << at("/identity") << "\noutlook = " << at("/outlook")
      << "\ngraph = " << at("/graph") << "\n\n"
      << "[identity]\nclient_id = " << quoted(x.client_id)
      << "\nclient_secret_file = " << file("secrets/client_secret") << "\n\n"
      << "[tls]\nca_file = " << file("mock-ca.pem") << "\n\n"
      << "[net]\nrequest_timeout_ms = " << how.timeout_s * 1000 << "\nconnections_max = " << how.connections
      << "\n\n[retry]\npatience_s = " << how.timeout_s * 4 << "\n\n"
      << "[night]\ntenants_per_second = " << how.tenants_per_second
      << "\ntenants_at_once = " << how.tenants_at_once << "\ncheck_days = " << how.check_days << "\n"
      << (how.long_window ? "opens = \"00:00\"\nlength_minutes = 1380\n\n" : "\n")
      << "[limits]\nnode_requests = " << how.requests << "\negress_rate = " << how.requests_per_second
      << "\n";
  if (how.one_by_one)
    out << "lanes = 1\n";
  if (how.fixed)
    out << "policy = \"fixed\"\n";
  out << "\n[signatures]\ncatalogue_dir = " << file("catalogues") << "\n\n"
      << "[serve]\nport = 0\n\n"
      << "[log]\nfile = " << file("roamsync.log") << "\n";
  return std::move(out).str();
}

void write_roamsync_files(const world& x, const run_settings& how, const fs::path& folder) {
  fs::create_directories(folder / "secrets");
  fs::permissions(folder / "secrets", fs::perms::owner_all);
  write_file(folder / "secrets" / "client_secret", x.client_secret, true);
  for (const auto& c : x.companies) {
    write_file(password_file(c, folder), c.password, true);
    write_catalogue(c, folder / "catalogues" / c.id);
  }
  write_file(folder / "tenants.toml", tenants_toml(x, how, folder));
  write_file(folder / "roamsync.toml", config_toml(x, how, folder));
}

} // namespace roamsync::demo
