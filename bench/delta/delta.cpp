#include "bench/delta/delta.hpp"

#include "bench/demo/files.hpp"
#include "bench/demo/http_get.hpp"
#include "bench/demo/lab.hpp"
#include "bench/demo/process.hpp"

#include <boost/json.hpp>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace roamsync::delta {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace std::chrono_literals;

constexpr auto client_id = "11111111-1111-4111-8111-111111111111";
constexpr auto client_secret = "the secret of a directory reader";
constexpr auto password = "Open-sesame-of-the-bench-and-of-nobody-else";
/// As night.group_days and night.check_days have it.
constexpr double days = 7;

std::string guid(std::size_t tenant, std::size_t number) {
  char text[64];
  (void)std::snprintf(text, sizeof text, "%08zx-0000-4000-8000-%012zx", tenant + 1, number);
  return text;
}

std::string id_of(std::size_t tenant) {
  return "t" + std::to_string(tenant);
}

json::object tenant_of(std::size_t tenant, std::size_t mailboxes) {
  const auto domain = id_of(tenant) + ".example";
  json::array users;
  json::array members;
  for (std::size_t i = 0; i < mailboxes; ++i) {
    const auto address = "ann-" + std::to_string(i) + "@" + domain;
    users.push_back({{"id", guid(tenant, i)},
                     {"upn", address},
                     {"mail", address},
                     {"displayName", "Ann the " + std::to_string(i)},
                     {"proxyAddresses", json::array{"SMTP:" + address}},
                     {"mailbox", json::object{{"kind", "user"}}}});
    members.emplace_back(guid(tenant, i));
  }
  return {{"id", id_of(tenant)},
          {"domain", domain},
          {"service_users", json::array{{{"upn", "svc@" + domain}, {"password", password}}}},
          {"users", std::move(users)},
          {"groups",
           json::array{
               {{"id", guid(tenant, 0xfffffff)}, {"displayName", "All"}, {"members", std::move(members)}}}}};
}

std::string quoted(const std::string& x) {
  return "\"" + x + "\"";
}

/// Runs a program to its end.
void run(const fs::path& program, const std::vector<std::string>& arguments, const fs::path& log,
         demo::signal_gate& gate) {
  demo::child process{program, arguments, {log, log}};
  const auto code = demo::wait_for_end(process, gate, 3600s, program.filename().string());
  if (code != 0)
    throw std::runtime_error(program.filename().string() + " ended with code " + std::to_string(code) + ":\n"
                             + demo::read_file(log));
}

/// The mock, roamsync's files, and the nights.
class bench {
public:
  bench(const std::vector<std::size_t>& sizes, fs::path folder) : folder_(std::move(folder)) {
    fs::create_directories(folder_ / "secrets");
    start_mock(sizes);
    write_files(sizes.size());
    run(from_.roamsync, {"--config", file("roamsync.toml"), "keygen", file("secrets/key")}, folder_ / "log",
        gate_);
    run(from_.roamsync, {"--config", file("roamsync.toml"), "tenant", "add", "--file", file("tenants.toml")},
        folder_ / "log", gate_);
  }

  /// The requests of each tenant in a night.
  std::map<std::string, night_cost> night() {
    run(from_.roamsync, {"--config", file("roamsync.toml"), "--json", "night", "--now"}, folder_ / "log",
        gate_);
    std::map<std::string, night_cost> out;
    std::istringstream lines{demo::http_get(control_port_, "/control/ledger?from=" + std::to_string(seen_))};
    for (std::string line; std::getline(lines, line); ++seen_) {
      const auto one = json::parse(line);
      const std::string kind(one.at("kind").as_string());
      const bool directory = one.at("service_user").as_string() == client_id;
      auto& cost = out[std::string(one.at("tenant").as_string())];
      ++(directory ? cost.graph : cost.outlook);
    }
    return out;
  }

  /// As if so many days had passed since the last night.
  void let_days_pass() const {
    sqlite3* opened = nullptr;
    const auto code = sqlite3_open(file("roamsync.db").c_str(), &opened);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database{opened, &sqlite3_close};
    constexpr auto back =
        "UPDATE receipts SET checked = checked - 7; UPDATE known_groups SET full_day = full_day - 7";
    if (code != SQLITE_OK || sqlite3_exec(opened, back, nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error(std::string("the database: ") + sqlite3_errmsg(opened));
  }

private:
  [[nodiscard]] std::string file(const char* name) const { return (folder_ / name).string(); }

  void start_mock(const std::vector<std::size_t>& sizes) {
    json::array tenants;
    for (std::size_t i = 0; i < sizes.size(); ++i)
      tenants.emplace_back(tenant_of(i, sizes[i]));
    demo::write_file(folder_ / "scenario.json",
                     json::serialize(json::object{
                         {"defaults", json::object{{"mailbox_lanes", 0}}},
                         {"apps", json::array{{{"client_id", client_id}, {"client_secret", client_secret}}}},
                         {"tenants", std::move(tenants)}}));
    mock_.emplace(from_.mock,
                  std::vector<std::string>{"--scenario", file("scenario.json"), "--ca-file", file("ca.pem"),
                                           "--ready-file", file("ready")},
                  demo::child_output{folder_ / "mock.log", folder_ / "mock.log"});
    while (!fs::exists(folder_ / "ready")) {
      if (const auto signal_number = gate_.wait(20ms))
        throw demo::stopped{*signal_number};
      if (mock_->exit_code())
        throw std::runtime_error("the mock did not start: " + demo::read_file(folder_ / "mock.log"));
    }
    const auto ports = json::parse(demo::read_file(folder_ / "ready"));
    https_port_ = ports.at("https").to_number<int>();
    control_port_ = ports.at("control").to_number<std::uint16_t>();
  }

  void write_files(std::size_t tenants) const {
    const auto at = [&](const char* prefix) {
      return quoted("https://127.0.0.1:" + std::to_string(https_port_) + prefix);
    };
    demo::write_file(folder_ / "secrets/client", client_secret, true);
    demo::write_file(folder_ / "secrets/password", password, true);
    demo::write_file(folder_ / "roamsync.toml",
                     "[store]\npath = " + quoted(file("roamsync.db"))
                         + "\n[vault]\nkey_file = " + quoted(file("secrets/key"))
                         + "\n[cloud]\nname = \"mock\"\n[cloud.mock]\nidentity = " + at("/identity")
                         + "\noutlook = " + at("/outlook") + "\ngraph = " + at("/graph")
                         + "\n[identity]\nclient_id = " + quoted(client_id) + "\nclient_secret_file = "
                         + quoted(file("secrets/client")) + "\n[tls]\nca_file = " + quoted(file("ca.pem"))
                         + "\n[signatures]\ncatalogue_dir = " + quoted(file("catalogues"))
                         + "\n[log]\nfile = " + quoted(file("roamsync.log"))
                         + "\n[limits]\nlanes = 64\negress_rate = 100000\npolicy = \"fixed\"\n");
    fs::create_directories(folder_ / "catalogues/all");
    demo::write_file(folder_ / "catalogues/all/firm.html", "<p><b>{{displayName}}</b></p>\n");
    demo::write_file(folder_ / "catalogues/all/catalogue.toml",
                     "[[signature]]\nname = \"Firm\"\nhtml = \"firm.html\"\n[[rule]]\nsignatures = "
                     "[\"Firm\"]\nnew = \"Firm\"\n");
    std::string all;
    for (std::size_t i = 0; i < tenants; ++i)
      all += "[[tenant]]\nid = " + quoted(id_of(i)) + "\nname = " + quoted(id_of(i)) + "\nentra_tenant = "
             + quoted(id_of(i) + ".example") + "\nservice_user = " + quoted("svc@" + id_of(i) + ".example")
             + "\nsign_in = \"browser\"\ncatalogue = \"all\"\ngroup = " + quoted(guid(i, 0xfffffff))
             + "\npassword_file = " + quoted(file("secrets/password")) + "\n";
    demo::write_file(folder_ / "tenants.toml", all);
  }

  fs::path folder_;
  demo::programs from_ = demo::find_programs();
  demo::signal_gate gate_;
  std::optional<demo::child> mock_;
  int https_port_ = 0;
  std::uint16_t control_port_ = 0;
  std::size_t seen_ = 0; ///< lines of the ledger
};

std::string number(double x) {
  auto digits = std::to_string(std::llround(x));
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

} // namespace

std::vector<tenant_costs> measure(const std::vector<std::size_t>& sizes, const fs::path& folder) {
  bench with{sizes, folder};
  std::vector<tenant_costs> out;
  out.reserve(sizes.size());
  for (auto size : sizes)
    out.push_back({.mailboxes = size});
  const auto play = [&](night_cost tenant_costs::*which) {
    auto all = with.night();
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i].*which = all[id_of(i)];
  };
  play(&tenant_costs::first);
  play(&tenant_costs::unchanged);
  with.let_days_pass();
  play(&tenant_costs::checked);
  return out;
}

std::string report_of(const std::vector<tenant_costs>& all, std::uint64_t tenants, std::size_t each) {
  std::string out =
      "| mailboxes of the tenant | first night: Graph | its mailboxes | unchanged night: Graph | its "
      "mailboxes | group in full: Graph | every mailbox checked |\n|---|---|---|---|---|---|---|\n";
  for (const auto& x : all) {
    out += "| " + number(static_cast<double>(x.mailboxes));
    for (const auto* cost : {&x.first, &x.unchanged, &x.checked})
      out += " | " + number(static_cast<double>(cost->graph)) + " | "
             + number(static_cast<double>(cost->outlook));
    out += " |\n";
  }
  const auto it = std::find_if(all.begin(), all.end(), [each](const auto& x) { return x.mailboxes == each; });
  if (it == all.end())
    throw std::runtime_error("no tenant of " + std::to_string(each) + " mailboxes was measured");
  const auto count = static_cast<double>(tenants);
  const auto unchanged = static_cast<double>(it->unchanged.graph + it->unchanged.outlook);
  const auto full = static_cast<double>(it->checked.graph);
  const auto checks = static_cast<double>(it->checked.outlook);
  const auto mean = (unchanged * (days - 1) + full) / days;
  out += "\n" + number(count) + " tenants of " + number(static_cast<double>(each)) + " mailboxes, "
         + number(count * static_cast<double>(each)) + " in all, requests a night:\n\n"
         + "| | requests |\n|---|---|\n| nothing has changed, no check is due | " + number(count * unchanged)
         + " |\n| with one group in seven read in full | " + number(count * mean)
         + " |\n| the rolling check of mailboxes, on top: one in seven each night | "
         + number(count * checks / days) + " |\n";
  return out;
}

} // namespace roamsync::delta
