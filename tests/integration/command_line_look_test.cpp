#include "bench/demo/files.hpp"
#include "tests/integration/honesty.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <csignal>
#include <memory>
#include <string>

// What one sees of a night from another terminal, and what a night would be: top and simulate.
namespace roamsync::integration {
namespace {

namespace json = boost::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

customer slow_customer(const std::string& id, std::size_t mailboxes) {
  auto out = make_customer(id, mailboxes);
  out.settings = "lanes = 1";
  return out;
}

json::object unhurried() {
  return {{"latency", {{"median_ms", 40}, {"sigma", 0.2}, {"min_ms", 20}, {"max_ms", 80}}}};
}

json::object looked(lab& in) {
  const auto done = in.run({"--json", "top"});
  EXPECT_EQ(done.code, 0) << done.err;
  return json::parse(done.out).as_object();
}

TEST(top, says_that_nothing_is_running) {
  lab in{{make_customer("firm", 2)}};
  const auto done = in.run({"top"});
  EXPECT_EQ(done.code, 0);
  EXPECT_THAT(done.out, AllOf(HasSubstr("Nothing is running"), HasSubstr("roamsync.db.sock")));
  EXPECT_FALSE(looked(in).at("running").as_bool());
}

TEST(top, shows_the_tenants_of_a_run_from_another_process) {
  lab in{{slow_customer("firm", 60), slow_customer("other", 60)}, unhurried()};
  auto night = in.start({"night", "--now", "--plain"}, "night");
  json::object seen;
  EXPECT_TRUE(wait_until([&] {
    seen = looked(in);
    if (night.exit_code())
      return true;
    const auto* rows = seen.if_contains("tenants");
    return rows != nullptr && rows->as_array().size() == 2
           && rows->as_array()[0].at("outcomes").at("written").to_number<int>() > 2;
  }));
  ASSERT_FALSE(night.exit_code()) << "it ended too soon";
  EXPECT_TRUE(seen.at("running").as_bool());
  EXPECT_GT(seen.at("night").at("node_requests").to_number<int>(), 0);
  const auto& row = seen.at("tenants").at(0);
  EXPECT_EQ(row.at("stage").as_string(), "mailboxes");
  EXPECT_EQ(row.at("pace").at("lanes").to_number<int>(), 1);
  EXPECT_EQ(row.at("weight").to_number<int>(), 10);
  const auto table = in.run({"top", "--once", "--sort", "name", "--filter", "other"});
  EXPECT_EQ(table.code, 0) << table.err;
  EXPECT_THAT(table.out, AllOf(HasSubstr("other"), Not(HasSubstr("\nfirm")), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(table.out, AllOf(Not(HasSubstr(" 0/s")), Not(HasSubstr("–/s")))) << "rates by two looks";
  EXPECT_EQ(in.run({"tune", "tenant.other.paused=true"}).code, 0);
  EXPECT_TRUE(wait_until([&] {
    return night.exit_code()
           || in.run({"top", "--filter", "paused"}).out.find("\nother") != std::string::npos;
  }));
  EXPECT_EQ(in.run({"tune", "--reset", "tenant.other.paused"}).code, 0);
  ::kill(night.pid(), SIGTERM);
  EXPECT_TRUE(wait_until([&] { return night.exit_code().has_value(); }));
}

TEST(report, says_how_good_the_night_s_own_forecast_was) {
  lab in{{slow_customer("firm", 25)}, unhurried()};
  EXPECT_EQ(in.night().code, 0);
  const auto night = json::parse(in.run({"--json", "report"}).out).at("night").as_object();
  ASSERT_TRUE(night.at("forecast").is_object()) << night;
  const auto& x = night.at("forecast").as_object();
  EXPECT_LE(night.at("opened").as_string(), x.at("made").as_string());
  EXPECT_LT(x.at("made").as_string(), night.at("finished").as_string());
  EXPECT_LE(x.at("early").as_string(), x.at("likely").as_string());
  EXPECT_LE(x.at("likely").as_string(), x.at("late").as_string());
  EXPECT_LT(x.at("off").to_number<double>(), 2.0);
  EXPECT_THAT(in.run({"report"}).out, AllOf(HasSubstr(" (10 % or more done): "), HasSubstr("(off ")));
}

TEST(simulate, works_without_a_night_and_says_what_it_took_for_granted) {
  lab in{{make_customer("firm", 2), make_customer("other", 2)}};
  const auto done = in.run({"simulate"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("Tonight, simulated"));
  const auto facts = in.run({"--json", "simulate"}).out; // not wrapped
  EXPECT_THAT(facts,
              AllOf(HasSubstr("Of 2 tenants no run has told how many: 50 each"), HasSubstr("not known 2")));
  EXPECT_EQ(in.run({"simulate", "--run", "7"}).code, 2);
  EXPECT_EQ(in.run({"simulate", "--set", "tenant.gone.lanes=3"}).code, 2);
  EXPECT_EQ(in.number_in_store("SELECT count(*) FROM changes"), 0);
}

TEST(simulate, shows_what_a_run_really_was_beside_it) {
  lab in{{make_customer("firm", 2)}};
  EXPECT_EQ(in.night().code, 0);
  const auto done = in.run({"--json", "simulate", "--run", "1"});
  EXPECT_EQ(done.code, 0) << done.err;
  const auto recorded = json::parse(done.out).at("recorded");
  EXPECT_EQ(recorded.at("tenants").to_number<int>(), 1);
  EXPECT_EQ(recorded.at("mailboxes").to_number<int>(), 2);
  EXPECT_EQ(recorded.at("done").to_number<int>(), 2);
}

TEST(simulate, tells_a_run_without_tenants_from_a_database_that_cannot_be_read) {
  lab in{{}};
  (void)in.run({"night", "--now"});
  const auto done = in.run({"simulate", "--run", "1"});
  EXPECT_EQ(done.code, 2);
  EXPECT_THAT(done.err, HasSubstr("run 1 had no tenants; roamsync report --night 1"));
  in.change_store("DROP TABLE tenant_runs");
  EXPECT_EQ(in.run({"simulate", "--run", "1"}).code, 3);
}

TEST(simulate, writes_its_report_to_a_pipe_too) {
  lab in{{make_customer("firm", 2)}};
  const auto done = in.run({"simulate", "--report", "/dev/stdout"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("\"as_it_is\""));
}

TEST(simulate, a_group_that_is_known_to_be_empty_has_no_mailboxes) {
  auto empty = make_customer("empty", 2);
  empty.main_group()["members"] = json::array{};
  lab in{{make_customer("firm", 2), std::move(empty)}};
  EXPECT_EQ(in.night().what.tenants.at("empty").cause, "group_empty");
  const auto done = in.run({"--json", "simulate", "--all"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(json::parse(done.out).at("as_it_is").at("mailboxes").to_number<int>(), 2) << done.out;
}

TEST(simulate, an_interrupted_chart_leaves_what_was_there) {
  lab in{{}};
  const auto chart = in.folder() / "night.svg";
  const auto draw = [&](const std::string& size_max) {
    demo::child process{"/bin/sh",
                        {"-c", "ulimit -f " + size_max + "; exec \"$@\"", "sh", roamsync_file().string(),
                         "--config", in.config_file().string(), "simulate", "--made-up", "--tenants", "20",
                         "--mailboxes", "400", "--chart", chart.string()},
                        {in.folder() / "draw.out", in.folder() / "draw.err"}};
    EXPECT_TRUE(wait_until([&] { return process.exit_code().has_value(); }));
    return process.exit_code().value_or(-1);
  };
  EXPECT_NE(draw("8"), 0) << "4 KB are too little for it: the kernel ends the process";
  EXPECT_FALSE(std::filesystem::exists(chart));
  EXPECT_EQ(draw("unlimited"), 0) << demo::read_file(in.folder() / "draw.err");
  const auto whole = demo::read_file(chart);
  EXPECT_TRUE(whole.ends_with("</svg>\n")) << whole.size();
  EXPECT_NE(draw("8"), 0);
  EXPECT_EQ(demo::read_file(chart), whole);
  EXPECT_EQ(draw("unlimited"), 0) << "what a broken one left is no hindrance";
  EXPECT_FALSE(std::filesystem::exists(chart.string() + ".part"));
}

TEST(simulate, with_an_order_that_is_refused_makes_no_file) {
  lab in{{make_customer("firm", 2)}};
  const auto chart = in.folder() / "night.svg";
  EXPECT_EQ(in.run({"simulate", "--run", "7", "--chart", chart.string()}).code, 2);
  EXPECT_FALSE(std::filesystem::exists(chart));
  const auto none = in.run({"simulate", "--chart", (in.folder() / "none" / "night.svg").string()});
  EXPECT_EQ(none.code, 2);
  EXPECT_THAT(none.err, HasSubstr("night.svg cannot be written"));
}

TEST(simulate, compares_with_a_night_that_was_recorded_also_while_one_is_under_way) {
  lab in{{slow_customer("firm", 30), slow_customer("other", 10)}, unhurried()};
  EXPECT_EQ(in.night().code, 0);
  in.set_catalogue("version-two");
  auto night = in.start({"night", "--now", "--plain"}, "night");
  EXPECT_TRUE(
      wait_until([&] { return night.exit_code() || in.number_in_store("SELECT count(*) FROM runs") == 2; }));
  const auto done =
      in.run({"--json", "simulate", "--run", "1", "--set", "tenant.firm.lanes=4", "--seeds", "3", "--report",
              (in.folder() / "r.json").string(), "--chart", (in.folder() / "c.svg").string()});
  EXPECT_EQ(done.code, 0) << done.err;
  const auto x = json::parse(done.out);
  EXPECT_EQ(x.at("recorded").at("run").to_number<int>(), 1);
  EXPECT_GT(x.at("recorded").at("took_ms").to_number<int>(), 0);
  EXPECT_EQ(x.at("changed").at(0).at("before").as_string(), "1");
  EXPECT_EQ(x.at("as_it_is").at("nights").as_array().size(), 3U);
  EXPECT_LT(x.at("what_if").at("median").at("ends_ms").to_number<int>(),
            x.at("as_it_is").at("median").at("ends_ms").to_number<int>());
  EXPECT_GT(std::filesystem::file_size(in.folder() / "c.svg"), 1'000U);
  EXPECT_GT(std::filesystem::file_size(in.folder() / "r.json"), 500U);
  const auto all = in.run({"simulate", "--all", "--tenants-times", "3"});
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_THAT(all.out, HasSubstr("3 times the tenants"));
  ::kill(night.pid(), SIGTERM);
  EXPECT_TRUE(wait_until([&] { return night.exit_code().has_value(); }));
}

} // namespace
} // namespace roamsync::integration
