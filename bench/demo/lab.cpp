#include "bench/demo/lab.hpp"

#include "bench/demo/files.hpp"
#include "bench/demo/http_get.hpp"
#include "bench/demo/mock_scenario.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>
#include <utility>

namespace roamsync::demo {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

child start_mock(const programs& from, const world& x, const fs::path& folder) {
  write_file(folder / "scenario.json", boost::json::serialize(mock_scenario(x)));
  fs::remove(folder / "mock.ready");
  return child{from.mock,
               {"--scenario", (folder / "scenario.json").string(), "--ca-file",
                (folder / "mock-ca.pem").string(), "--ready-file", (folder / "mock.ready").string()},
               {folder / "mock.log", folder / "mock.log"}};
}

std::string see_log(const fs::path& log) {
  return "; see " + log.string();
}

} // namespace

programs find_programs() {
  const auto folder = fs::read_symlink("/proc/self/exe").parent_path();
  return {folder / "roamsync", folder / "mock-exchange", folder / "roamsync-loop"};
}

mock_exchange_process::mock_exchange_process(const programs& from, const world& x, const fs::path& folder,
                                             signal_gate& gate)
    : process_(start_mock(from, x, folder)) {
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  while (!fs::exists(folder / "mock.ready")) {
    if (const auto signal_number = gate.wait(20ms))
      throw stopped{*signal_number};
    if (process_.exit_code() || std::chrono::steady_clock::now() > deadline)
      throw std::runtime_error("the mock Exchange did not start" + see_log(folder / "mock.log"));
  }
  const auto ready = boost::json::parse(read_file(folder / "mock.ready"));
  http_port_ = ready.at("http").to_number<std::uint16_t>();
  https_port_ = ready.at("https").to_number<std::uint16_t>();
  control_port_ = ready.at("control").to_number<std::uint16_t>();
}

std::string mock_exchange_process::ledger(std::size_t from) const {
  return http_get(control_port_, "/control/ledger?from=" + std::to_string(from));
}

std::string mock_exchange_process::truth_text() const {
  return http_get(control_port_, "/control/truth");
}

void mock_exchange_process::tell(const std::string& call, const boost::json::object& body) const {
  (void)http_post(control_port_, "/control/" + call, "application/json", boost::json::serialize(body));
}

std::string mock_exchange_process::counts_text() const {
  return http_get(control_port_, "/control/counts");
}

roamsync_program::roamsync_program(const programs& from, const world& x, const run_settings& how,
                                   fs::path folder, signal_gate& gate)
    : from_(from), folder_(std::move(folder)), gate_(gate), core_(how.core) {
  write_roamsync_files(x, how, folder_);
  const child_output log{folder_ / "setup.log", folder_ / "setup.log"};
  if (run({"keygen", (folder_ / "secrets" / "vault.key").string()}, log, 60s) != 0)
    throw std::runtime_error("roamsync made no key" + see_log(log.out));
  if (run({"tenant", "add", "--file", (folder_ / "tenants.toml").string()}, log, 120s) != 0)
    throw std::runtime_error("roamsync did not take the customers" + see_log(log.out));
}

child roamsync_program::begin_night(const fs::path& report_file) {
  const auto log = folder_ / "night.log";
  return child{
      from_.roamsync,
      {"--config", (folder_ / "roamsync.toml").string(), "night", "--now", "--report", report_file.string()},
      {log, log}};
}

void roamsync_program::configure(const world& x, const run_settings& how) {
  core_ = how.core;
  write_file(folder_ / "roamsync.toml", config_toml(x, how, folder_));
}

report roamsync_program::night(const fs::path& report_file, bool quiet,
                               const std::vector<std::string>& tenants) {
  std::vector<std::string> arguments{"night", "--now", "--report", report_file.string()};
  for (const auto& x : tenants)
    arguments.insert(arguments.end(), {"--tenant", x});
  const auto log = folder_ / "night.log";
  const auto code = run(std::move(arguments), quiet ? child_output{log, log} : child_output{}, 300s);
  // 1: done, but some mailboxes failed.
  if (code != 0 && code != 1)
    throw std::runtime_error("roamsync ended with code " + std::to_string(code) + see_log(log));
  return parse_report(read_file(report_file));
}

child roamsync_program::serve() {
  return child{from_.roamsync,
               {"--config", (folder_ / "roamsync.toml").string(), "serve"},
               {folder_ / "serve.log", folder_ / "serve.log"}};
}

int roamsync_program::run(std::vector<std::string> arguments, const child_output& to,
                          std::chrono::seconds limit) {
  arguments.insert(arguments.begin(), {"--config", (folder_ / "roamsync.toml").string()});
  const auto name = "roamsync " + arguments.at(2);
  child process{from_.roamsync, arguments, to};
  if (core_)
    process.pin(*core_);
  const auto code = wait_for_end(process, gate_, limit, name);
  used_ = *process.used();
  return code;
}

} // namespace roamsync::demo
