#include "tests/integration/honesty.hpp"

#include <boost/json.hpp>
#include <curl/curl.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

// Knobs that are turned while the real programs work: the mock's ledger shows what they did.
namespace roamsync::integration {
namespace {

namespace json = boost::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

customer patient(const std::string& id, std::size_t mailboxes, const std::string& settings) {
  auto out = make_customer(id, mailboxes);
  out.settings = settings;
  return out;
}

/// Slow enough that there is time to turn knobs.
json::object slow_answers() {
  return {{"latency", {{"median_ms", 40}, {"sigma", 0.2}, {"min_ms", 20}, {"max_ms", 80}}}};
}

/// Of the lines from `from` on.
std::uint64_t most_in_flight(const std::vector<ledger_line>& lines, std::size_t from,
                             std::size_t to = SIZE_MAX) {
  std::uint64_t out = 0;
  for (std::size_t i = from; i < std::min(to, lines.size()); ++i)
    if (!lines[i].mailbox.empty())
      out = std::max(out, lines[i].in_flight);
  return out;
}

std::string me() {
  const auto* entry = ::getpwuid(::getuid()); // NOLINT(concurrency-mt-unsafe): no other thread
  return entry != nullptr ? entry->pw_name : "user " + std::to_string(::getuid());
}

std::size_t append(char* bytes, std::size_t size, std::size_t count, void* to) {
  static_cast<std::string*>(to)->append(bytes, size * count);
  return size * count;
}

struct said {
  long status = 0;
  std::string body;
};

/// As any program would ask: HTTP over the socket, by curl.
said ask(const lab& in, const std::string& path, const std::optional<std::string>& body = {}) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), &curl_easy_cleanup};
  const auto socket = (in.folder() / "roamsync.db.sock").string();
  const auto url = "http://localhost" + path;
  said out;
  curl_easy_setopt(curl.get(), CURLOPT_UNIX_SOCKET_PATH, socket.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 30L);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &append);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &out.body);
  if (body) {
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body->size()));
    curl_easy_setopt(curl.get(), CURLOPT_COPYPOSTFIELDS, body->c_str());
  }
  (void)curl_easy_perform(curl.get());
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &out.status);
  return out;
}

/// A night by hand that runs, once it has worked on that many mailboxes of the customer.
std::unique_ptr<demo::child> begun_night(lab& in, const std::string& tenant, std::size_t mailboxes) {
  std::unique_ptr<demo::child> process{new demo::child(in.start({"night", "--now", "--plain"}, "night"))};
  EXPECT_TRUE(wait_until(
      [&] { return process->exit_code() || count(in.ledger(), tenant, "defaults") >= mailboxes; }));
  EXPECT_FALSE(process->exit_code()) << in.errors("night");
  return process;
}

void expect_end(lab& in, demo::child& process, int code = 0) {
  EXPECT_TRUE(wait_until([&] { return process.exit_code().has_value(); }));
  EXPECT_EQ(process.exit_code(), code) << in.errors("night");
}

TEST(tune, of_lanes_is_seen_by_the_service_at_once) {
  lab in{{patient("firm", 60, "lanes = 1")}, slow_answers()};
  auto night = begun_night(in, "firm", 5);
  const auto before = in.ledger().size();
  const auto done = in.run({"tune", "tenant.firm.lanes=6", "--note", "it is late"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(done.out, AllOf(HasSubstr("tenant.firm.lanes: 1 -> 6"), HasSubstr("It holds at once.")));
  const auto after = in.ledger().size();
  expect_end(in, *night);
  const auto lines = in.ledger();
  EXPECT_EQ(most_in_flight(lines, 0, before), 1U);
  EXPECT_EQ(most_in_flight(lines, after), 6U);
  const auto history = json::parse(in.run({"--json", "tune", "--history"}).out).at("changes").as_array();
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history[0].at("who").as_string(), me());
  EXPECT_EQ(history[0].at("way").as_string(), "tune");
  EXPECT_EQ(history[0].at("knob").as_string(), "tenant.firm.lanes");
  EXPECT_EQ(history[0].at("before").as_string(), "1");
  EXPECT_EQ(history[0].at("after").as_string(), "6");
  EXPECT_EQ(history[0].at("note").as_string(), "it is late");
  EXPECT_THAT(in.run({"tenant", "show", "firm"}).out, HasSubstr("6")) << "it is the tenant's own setting";
}

TEST(tune, by_tenant_set_is_live_and_audited_too) {
  lab in{{patient("firm", 60, "lanes = 1")}, slow_answers()};
  auto night = begun_night(in, "firm", 5);
  EXPECT_EQ(in.run({"tenant", "set", "firm", "lanes=5", "name=Other"}).code, 0);
  const auto after = in.ledger().size();
  expect_end(in, *night);
  EXPECT_EQ(most_in_flight(in.ledger(), after), 5U);
  EXPECT_THAT(in.run({"tune", "--history"}).out, HasSubstr("tenant.firm.lanes"));
  EXPECT_THAT(in.run({"tenant", "show", "firm"}).out, HasSubstr("Other"));
}

TEST(tune, pauses_a_tenant_and_lets_it_go_on) {
  lab in{{patient("firm", 40, "lanes = 2"), patient("other", 10, "lanes = 1")}, slow_answers()};
  auto night = begun_night(in, "firm", 5);
  EXPECT_EQ(in.run({"tune", "tenant.firm.paused=true"}).code, 0);
  const auto shown_night = [&] { return json::parse(ask(in, "/v1/night").body).at("night"); };
  json::value shown;
  EXPECT_TRUE(wait_until([&] {
    shown = shown_night();
    const auto& tenants = shown.at("unfinished").as_array();
    return std::any_of(tenants.begin(), tenants.end(), [](const json::value& x) {
      return x.at("tenant").as_string() == "firm" && x.at("paused").as_bool()
             && x.at("in_work").to_number<int>() == 0;
    });
  })) << shown;
  const auto begun = count(in.ledger(), "firm", "defaults");
  EXPECT_LT(begun, 40U);
  EXPECT_TRUE(wait_until([&] { return (shown = shown_night()).at("unfinished").as_array().size() == 1; }))
      << shown;
  EXPECT_EQ(count(in.ledger(), "firm", "defaults"), begun) << "nothing was begun while the other one went on";
  EXPECT_FALSE(night->exit_code());
  EXPECT_EQ(shown.at("paused").to_number<int>(), 1);
  EXPECT_EQ(shown.at("unfinished").at(0).at("tenant").as_string(), "firm");
  EXPECT_THAT(in.run({"tune"}).out, AllOf(HasSubstr("tenant.firm.paused"), HasSubstr("set by " + me())));
  EXPECT_EQ(in.run({"tune", "--reset", "tenant.firm.paused"}).code, 0);
  expect_end(in, *night);
  const auto end = parse_report(in.run({"--json", "report"}).out);
  EXPECT_EQ(end.count("written"), 50U);
  expect_honest(in, end, "version-one");
}

TEST(tune, of_a_paused_tenant_refuses_a_push_with_the_way_out) {
  lab in{{make_customer("firm", 2)}};
  EXPECT_EQ(in.run({"tune", "tenant.firm.paused=true"}).code, 0);
  const auto push = in.run({"group", "push", "firm", "--yes"});
  EXPECT_EQ(push.code, 2);
  EXPECT_THAT(push.err, HasSubstr("roamsync tune --reset tenant.firm.paused"));
  EXPECT_TRUE(in.ledger().empty());
}

TEST(tune, moves_the_end_of_the_window_of_the_night_under_way) {
  lab in{{patient("firm", 60, "lanes = 1")}, slow_answers()};
  auto night = begun_night(in, "firm", 5);
  const auto closes = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto day = std::chrono::floor<std::chrono::days>(closes);
  const std::chrono::hh_mm_ss time{closes - day};
  const std::chrono::year_month_day date{day};
  char text[64];
  (void)std::snprintf(text, sizeof text, "night.closes=%04d-%02u-%02uT%02d:%02d:%02dZ",
                      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                      static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                      static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  EXPECT_EQ(in.run({"tune", text}).code, 0);
  expect_end(in, *night, 1);
  const auto end = parse_report(in.run({"--json", "report"}).out);
  EXPECT_GT(end.count("deferred"), 20U);
  EXPECT_EQ(end.count("deferred") + end.count("written"), 60U);
  expect_honest(in, end, "version-one");
  EXPECT_EQ(in.number_in_store("SELECT closes FROM runs WHERE number = 1"),
            closes.time_since_epoch().count() * 1'000)
      << "the store tells when the window really ended";
}

TEST(tune, without_a_run_waits_in_the_store_for_the_next_one) {
  lab in{{make_customer("firm", 12)}};
  const auto set = in.run({"tune", "limits.lanes=1"});
  EXPECT_EQ(set.code, 0) << set.err;
  EXPECT_THAT(set.out, AllOf(HasSubstr("limits.lanes: 3 -> 1"), HasSubstr("the next one begins with it")));
  EXPECT_EQ(in.night().code, 0);
  EXPECT_EQ(most_in_flight(in.ledger(), 0), 1U);
  EXPECT_THAT(in.run({"tune", "--reset", "limits.lanes"}).out, HasSubstr("limits.lanes: 1 -> 3"));
  EXPECT_EQ(in.run({"tune", "--reset", "limits.lanes"}).out, "Nothing changed: that is how it is already.\n");
  EXPECT_THAT(in.run({"tune"}).out, Not(HasSubstr("set by")));
}

TEST(tune, refuses_bad_values_and_changes_nothing) {
  lab in{{make_customer("firm", 2)}};
  for (const auto& bad :
       std::vector<std::vector<std::string>>{{"tune", "limits.lanes=99"},
                                             {"tune", "limits.lanes=4", "tenant.gone.lanes=1"},
                                             {"tune", "store.path=x"},
                                             {"tune", "night.closes=tomorrow"}}) {
    const auto done = in.run(bad);
    EXPECT_EQ(done.code, 2) << bad.back();
    EXPECT_FALSE(done.err.empty());
  }
  EXPECT_EQ(in.number_in_store("SELECT count(*) FROM overrides"), 0);
  EXPECT_EQ(in.number_in_store("SELECT count(*) FROM changes"), 0);
}

TEST(admin_socket, answers_programs_and_survives_hostile_ones) {
  lab in{{patient("firm", 60, "lanes = 1")}, slow_answers()};
  auto night = begun_night(in, "firm", 2);
  struct stat found {};
  ASSERT_EQ(::stat((in.folder() / "roamsync.db.sock").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U) << "only its owner may turn knobs";
  EXPECT_EQ(found.st_uid, ::getuid());
  EXPECT_EQ(ask(in, "/v1/tune", "{").status, 400);
  EXPECT_EQ(ask(in, "/v1/tune", std::string(50'000, '[')).status, 400);
  EXPECT_EQ(ask(in, "/v1/tune", std::string(200'000, 'x')).status, 413);
  EXPECT_EQ(ask(in, "/v1/nothing").status, 404);
  const auto half = ask(in, "/v1/tune", R"({"set":{"limits.node_requests":7,"limits.lanes":1000}})");
  EXPECT_EQ(half.status, 400);
  EXPECT_THAT(half.body, HasSubstr("limits.lanes = 1000: not allowed"));
  EXPECT_EQ(in.number_in_store("SELECT count(*) FROM changes"), 0) << "all or nothing";
  const auto good = ask(in, "/v1/tune", R"({"set":{"limits.node_requests":7},"note":"by a program"})");
  EXPECT_EQ(good.status, 200) << good.body;
  const auto change = json::parse(ask(in, "/v1/changes").body).at("changes").at(0);
  EXPECT_EQ(change.at("way").as_string(), "api");
  EXPECT_EQ(change.at("who").as_string(), me());
  const auto shown = json::parse(ask(in, "/v1/night").body).at("night");
  EXPECT_TRUE(shown.at("active").as_bool());
  EXPECT_EQ(shown.at("run").at("number").to_number<int>(), 1);
  for (const auto& path : {"/v1/tune", "/v1/changes", "/v1/night"})
    for (const auto& c : in.customers())
      EXPECT_EQ(ask(in, path).body.find(c.password), std::string::npos) << path;
  EXPECT_FALSE(night->exit_code()) << "it goes on";
  ::kill(night->pid(), SIGTERM);
  expect_end(in, *night, 143);
  EXPECT_NE(::stat((in.folder() / "roamsync.db.sock").c_str(), &found), 0) << "it takes its socket away";
}

TEST(admin_socket, that_a_killed_process_left_is_taken_over) {
  lab in{{patient("firm", 60, "lanes = 1")}, slow_answers()};
  begun_night(in, "firm", 2)->end(SIGKILL);
  EXPECT_EQ(ask(in, "/v1/tune").status, 0);
  EXPECT_EQ(in.run({"tune", "limits.weight=20"}).code, 0) << "nobody listens: the store takes it";
  auto again = in.start({"night", "--now", "--plain"}, "night");
  EXPECT_TRUE(wait_until([&] { return again.exit_code() || ask(in, "/v1/tune").status == 200; }));
  EXPECT_THAT(ask(in, "/v1/tune").body, HasSubstr("\"limits.weight\",\"value\":\"20\""));
  expect_end(in, again);
}

TEST(admin_socket, of_serve_stays_its_own_and_a_night_by_hand_hears_all_the_same) {
  lab in{{patient("firm", 60, "lanes = 1")}, slow_answers()};
  auto serve = in.start({"serve"}, "serve");
  EXPECT_TRUE(wait_until([&] { return serve.exit_code() || ask(in, "/v1/tune").status == 200; }));
  auto night = begun_night(in, "firm", 3);
  EXPECT_TRUE(in.log_has("another process listens there"));
  EXPECT_EQ(in.run({"tune", "tenant.firm.lanes=4"}).code, 0);
  expect_end(in, *night);
  EXPECT_EQ(most_in_flight(in.ledger(), 0), 4U) << "found in the store";
  EXPECT_EQ(ask(in, "/v1/tune").status, 200);
}

TEST(sighup, takes_the_knobs_of_a_good_file_and_nothing_of_a_bad_one) {
  lab in{{patient("firm", 80, "")}, slow_answers(), "[limits]\nlanes = 1"};
  auto night = begun_night(in, "firm", 3);
  in.change_config("lanes = 1", "lanes = 99");
  ::kill(night->pid(), SIGHUP);
  EXPECT_TRUE(wait_until([&] { return in.log_has("nothing is changed"); }));
  EXPECT_TRUE(in.log_has("limits.lanes = 99: not allowed"));
  EXPECT_EQ(in.number_in_store("SELECT count(*) FROM changes"), 0);
  in.change_config("lanes = 99", "lanes = 5");
  in.change_config("base_ms = 20", "base_ms = 30");
  ::kill(night->pid(), SIGHUP);
  EXPECT_TRUE(wait_until([&] { return in.log_has("SIGHUP: limits.lanes: 1 -> 5"); }));
  EXPECT_TRUE(in.log_has("SIGHUP: retry.base_ms differs, and needs a restart"));
  expect_end(in, *night);
  EXPECT_EQ(most_in_flight(in.ledger(), 0), 5U);
  const auto history = json::parse(in.run({"--json", "tune", "--history"}).out).at("changes").as_array();
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history[0].at("who").as_string(), "file");
  EXPECT_EQ(history[0].at("way").as_string(), "file");
  EXPECT_EQ(history[0].at("before").as_string(), "1");
  EXPECT_EQ(history[0].at("after").as_string(), "5");
}

TEST(sighup, does_not_overrule_what_was_turned_by_hand) {
  lab in{{patient("firm", 60, "")}, slow_answers(), "[limits]\nlanes = 1"};
  auto night = begun_night(in, "firm", 3);
  EXPECT_EQ(in.run({"tune", "limits.lanes=2"}).code, 0);
  in.change_config("lanes = 1", "lanes = 6");
  ::kill(night->pid(), SIGHUP);
  EXPECT_TRUE(wait_until([&] { return in.log_has("SIGHUP: limits.lanes stays 2"); }));
  expect_end(in, *night);
  EXPECT_EQ(most_in_flight(in.ledger(), 0), 2U);
}

} // namespace
} // namespace roamsync::integration
