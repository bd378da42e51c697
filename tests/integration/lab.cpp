#include "tests/integration/lab.hpp"

#include "bench/demo/files.hpp"
#include "bench/demo/http_get.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <curl/curl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <thread>
#include <unistd.h>
#include <utility>

namespace roamsync::integration {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::chrono::seconds patience{60};
constexpr const char* client_id = "11111111-2222-4333-8444-555555555555";
constexpr const char* client_secret = "secret-of-the-directory-reader";

fs::path program(const char* variable, const char* built) {
  const char* named = std::getenv(variable); // NOLINT(concurrency-mt-unsafe): no other thread
  return named != nullptr ? named : built;
}

fs::path fresh_folder() {
  auto pattern = (fs::path{testing::TempDir()} / "roamsync-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr)
    throw std::runtime_error("no temporary folder can be made");
  return pattern;
}

std::string read_if_there(const fs::path& file) {
  std::error_code missing;
  const auto size = fs::file_size(file, missing);
  return missing || size == 0 ? std::string{} : demo::read_file(file);
}

std::size_t forget(const char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

std::string quoted(const std::string& text) {
  return json::serialize(json::string{text});
}

std::string opening(const std::string& minute) {
  return "opens = " + quoted(minute) + "\n";
}

} // namespace

fs::path roamsync_file() {
  return program("ROAMSYNC_PROGRAM", ROAMSYNC_BUILT_PROGRAM);
}
fs::path mock_file() {
  return program("MOCK_EXCHANGE_PROGRAM", MOCK_EXCHANGE_BUILT_PROGRAM);
}

bool wait_until(const std::function<bool()>& is_so) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > deadline)
      return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return true;
}

std::string minute_of_day(int minutes_from_now) {
  const auto at = std::chrono::floor<std::chrono::minutes>(std::chrono::system_clock::now())
                  + std::chrono::minutes{minutes_from_now};
  const std::chrono::hh_mm_ss time{at - std::chrono::floor<std::chrono::days>(at)};
  char text[16];
  (void)std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(time.hours().count()),
                      static_cast<int>(time.minutes().count()));
  return text;
}

json::object quick_answers() {
  return {{"latency", {{"median_ms", 5}, {"sigma", 0.3}, {"min_ms", 2}, {"max_ms", 15}}}};
}

lab::lab(std::vector<customer> customers, json::object defaults, const std::string& config)
    : folder_(fresh_folder()), customers_(std::move(customers)) {
  start_mock(defaults);
  write_config(config);
  import_customers();
}

lab::~lab() {
  mock_.reset();
  if (testing::Test::HasFailure()) {
    std::fprintf(stderr, "the files of this test stay in %s\n", folder_.c_str());
    return;
  }
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void lab::start_mock(const json::object& defaults) {
  json::array tenants;
  for (const auto& x : customers_)
    tenants.emplace_back(x.mock);
  const json::object scenario{
      {"seed", 1},
      {"defaults", defaults},
      {"apps", json::array{{{"client_id", client_id}, {"client_secret", client_secret}}}},
      {"tenants", std::move(tenants)}};
  demo::write_file(folder_ / "scenario.json", json::serialize(scenario));
  const auto ready = folder_ / "mock.ready";
  mock_.emplace(mock_file(),
                std::vector<std::string>{"--scenario", (folder_ / "scenario.json").string(), "--ca-file",
                                         (folder_ / "ca.pem").string(), "--ready-file", ready.string()},
                demo::child_output{folder_ / "mock.out", folder_ / "mock.err"});
  if (!wait_until([&] { return fs::exists(ready) || mock_->exit_code(); }) || !fs::exists(ready))
    throw std::runtime_error("the mock did not start: " + read_if_there(folder_ / "mock.err"));
  const auto ports = json::parse(demo::read_file(ready));
  https_port_ = ports.at("https").to_number<std::uint16_t>();
  control_port_ = ports.at("control").to_number<std::uint16_t>();
}

void lab::write_config(const std::string& more) {
  const auto at = [&](const char* prefix) {
    return quoted("https://127.0.0.1:" + std::to_string(https_port_) + prefix);
  };
  const auto file = [&](const char* name) { return quoted((folder_ / name).string()); };
  fs::create_directories(folder_ / "secrets");
  demo::write_file(folder_ / "secrets" / "client", client_secret, true);
  demo::write_file(config_file(),
                   "[store]\npath = " + file("roamsync.db") + "\n[vault]\nkey_file = " + file("secrets/key")
                       + "\n[cloud]\nname = \"mock\"\n[cloud.mock]\nidentity = " + at("/identity")
                       + "\noutlook = " + at("/outlook") + "\ngraph = " + at("/graph")
                       + "\n[identity]\nclient_id = " + quoted(client_id) + "\nclient_secret_file = "
                       + file("secrets/client") + "\n[tls]\nca_file = " + file("ca.pem")
                       + "\n[signatures]\ncatalogue_dir = " + file("catalogues")
                       + "\n[log]\nlevel = \"trace\"\nfile = " + file("roamsync.log")
                       + "\n[retry]\nbase_ms = 20\ncap_ms = 200\npatience_s = 6\n[serve]\nport = 0\n[night]\n"
                       + opening(opens_) + more + "\n");
}

void lab::set_window(const std::string& opens) {
  change_config(opening(opens_), opening(opens));
  opens_ = opens;
}

bool lab::log_has(const std::string& text, int times) const {
  const auto log = read_if_there(folder_ / "roamsync.log");
  int found = 0;
  for (auto at = log.find(text); at != std::string::npos; at = log.find(text, at + 1))
    ++found;
  return found >= times;
}

std::int64_t lab::number_in_store(const char* query) const {
  sqlite3* opened = nullptr;
  const auto code =
      sqlite3_open_v2((folder_ / "roamsync.db").c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database{opened, &sqlite3_close};
  sqlite3_stmt* prepared = nullptr;
  if (code != SQLITE_OK || sqlite3_prepare_v2(opened, query, -1, &prepared, nullptr) != SQLITE_OK)
    return 0;
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement{prepared, &sqlite3_finalize};
  return sqlite3_step(prepared) == SQLITE_ROW ? sqlite3_column_int64(prepared, 0) : 0;
}

void lab::change_store(const std::string& statement) const {
  sqlite3* opened = nullptr;
  ASSERT_EQ(sqlite3_open((folder_ / "roamsync.db").c_str(), &opened), SQLITE_OK);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database{opened, &sqlite3_close};
  ASSERT_EQ(sqlite3_exec(opened, statement.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(opened);
}

void lab::change_config(const std::string& what, const std::string& by) const {
  auto text = demo::read_file(config_file());
  const auto at = text.find(what);
  ASSERT_NE(at, std::string::npos) << what << " is not in the configuration";
  demo::write_file(config_file(), text.replace(at, what.size(), by));
}

void lab::import_customers() {
  std::string tenants;
  for (const auto& x : customers_) {
    const auto file = folder_ / "secrets" / x.id;
    demo::write_file(file, x.password, true);
    tenants += "[[tenant]]\nid = " + quoted(x.id) + "\nname = " + quoted("The " + x.id) + "\nentra_tenant = "
               + quoted(x.id + ".example") + "\nservice_user = " + quoted(service_address(x))
               + "\nsign_in = " + quoted(x.sign_in) + "\ngroup = " + quoted(x.group)
               + "\npassword_file = " + quoted(file.string()) + "\n" + x.settings + "\n";
  }
  fs::create_directories(folder_ / "catalogues");
  set_catalogue("version-one");
  demo::write_file(folder_ / "tenants.toml", tenants);
  if (const auto made = run({"keygen", (folder_ / "secrets" / "key").string()}); made.code != 0)
    throw std::runtime_error("no key: " + made.err);
  if (customers_.empty())
    return;
  if (const auto added = run({"tenant", "add", "--file", (folder_ / "tenants.toml").string()});
      added.code != 0)
    throw std::runtime_error("the customers were not taken: " + added.err);
}

void lab::set_catalogue(const std::string& version, const std::vector<std::string>& names) const {
  for (const auto& x : customers_)
    write_catalogue(folder_ / "catalogues" / x.id, version, names);
}

demo::child lab::start(const std::vector<std::string>& arguments, const std::string& name) {
  std::vector<std::string> all{"--config", config_file().string()};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return {roamsync_file(), all, {folder_ / (name + ".out"), folder_ / (name + ".err")}};
}

std::string lab::output(const std::string& name) const {
  return read_if_there(folder_ / (name + ".out"));
}
std::string lab::errors(const std::string& name) const {
  return read_if_there(folder_ / (name + ".err"));
}

finished lab::run(std::vector<std::string> arguments, const std::string& input) {
  const auto name = "run-" + std::to_string(++runs_);
  const auto in = folder_ / (name + ".in");
  demo::write_file(in, input, true);
  // The shell only opens the file and becomes the program.
  std::vector<std::string> all{"-c", "exec \"$@\" <\"$0\"", in.string(), roamsync_file().string()};
  if (!arguments.empty() && arguments.front() != "--config")
    all.insert(all.end(), {"--config", config_file().string()});
  all.insert(all.end(), std::make_move_iterator(arguments.begin()), std::make_move_iterator(arguments.end()));
  demo::child process{"/bin/sh", all, {folder_ / (name + ".out"), folder_ / (name + ".err")}};
  finished done;
  if (!wait_until([&] { return process.exit_code().has_value(); }))
    ADD_FAILURE() << "roamsync does not end: " << testing::PrintToString(all);
  process.end(SIGKILL);
  done.code = process.exit_code().value_or(-1);
  done.out = output(name);
  done.err = errors(name);
  return done;
}

night_end lab::night(const std::vector<std::string>& more) {
  const auto file = folder_ / ("report-" + std::to_string(runs_) + ".json");
  std::vector<std::string> arguments{"--json", "night", "--now", "--report", file.string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const auto done = run(arguments);
  if (!fs::exists(file)) {
    ADD_FAILURE() << "no report, exit code " << done.code << ": " << done.out << done.err;
    return {done.code, {}};
  }
  return {done.code, parse_report(demo::read_file(file))};
}

std::vector<ledger_line> lab::ledger() const {
  return parse_ledger(demo::http_get(control_port_, "/control/ledger"));
}

json::object lab::truth(const std::string& tenant, const std::string& address) const {
  const auto all = json::parse(demo::http_get(control_port_, "/control/truth?tenant=" + tenant));
  return all.at(tenant).at(address).as_object();
}

bool lab::in_line(const std::string& tenant, const std::string& address, const std::string& version) const {
  const auto box = truth(tenant, address);
  const auto& held = box.at("signatures").as_object();
  for (const auto* name : {long_name, short_name}) {
    const auto* found = held.if_contains(name);
    if (found == nullptr || found->at("html").as_string().find(version) == json::string::npos)
      return false;
  }
  const auto is = [&](const char* key, const char* name) {
    const auto* value = box.if_contains(key);
    return value != nullptr && value->is_string() && value->get_string() == name;
  };
  return is("default_new", long_name) && is("default_reply", short_name);
}

void lab::tell(const std::string& path, const json::object& body) const {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), &curl_easy_cleanup};
  const auto url = "http://127.0.0.1:" + std::to_string(control_port_) + path;
  const auto text = json::serialize(body);
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 60L);
  curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &forget);
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, text.c_str());
  const auto failure = curl_easy_perform(curl.get());
  EXPECT_EQ(failure, CURLE_OK) << url << ": " << curl_easy_strerror(failure);
}

std::size_t count(const std::vector<ledger_line>& lines, const std::string& tenant, const std::string& kind) {
  std::size_t out = 0;
  for (const auto& x : lines)
    out += x.tenant == tenant && x.kind == kind ? 1U : 0U;
  return out;
}

} // namespace roamsync::integration
