#include "console/metrics/handler.hpp"
#include "tests/console/live/fixture.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace roamsync::console::testing {

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

metrics_source sample() {
  metrics_source x;
  x.version = "0.1.0";
  x.night = sample_view(20);
  x.counters.mailboxes[outcome_kind::failed] = 3;
  x.counters.requests = 5000;
  return x;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

answer_source sources(health_reasons reasons = {}) {
  return {.metrics = [] { return sample(); }, .health = [reasons] { return reasons; }};
}

} // namespace

TEST(metrics, have_the_figures_of_night_and_process) {
  const auto text = metrics_text(sample());
  EXPECT_THAT(text, AllOf(HasSubstr("roamsync_night_mailboxes{outcome=\"written\"} 300\n"),
                          HasSubstr("roamsync_night_tenants{state=\"working\"} 30\n"),
                          HasSubstr("roamsync_night_remaining_seconds 860\n"),
                          HasSubstr("roamsync_night_active 1\n"),
                          HasSubstr("roamsync_night_tenants_throttled 2\n")));
  EXPECT_THAT(text, AllOf(HasSubstr("roamsync_mailboxes_total{outcome=\"failed\"} 3\n"),
                          HasSubstr("roamsync_requests_total 5000\n"),
                          HasSubstr("roamsync_build_info{version=\"0.1.0\"} 1\n"),
                          HasSubstr("roamsync_store_up 1\n")));
}

TEST(metrics, every_line_is_of_the_text_format) {
  const std::regex comment{R"(# (HELP|TYPE) [a-z_]+ .+)"};
  const std::regex value{R"re([a-z_]+(\{[a-z]+="[^"]*"\})? -?[0-9.e+-]+)re"};
  for (const auto& line : lines_of(metrics_text(sample())))
    EXPECT_TRUE(std::regex_match(line, comment) || std::regex_match(line, value)) << line;
}

TEST(metrics, names_have_prefix_unit_and_kind) {
  const std::regex type{R"(# TYPE ([a-z_]+) ([a-z]+))"};
  std::set<std::string> seen;
  for (const auto& line : lines_of(metrics_text(sample()))) {
    std::smatch found;
    if (!std::regex_match(line, found, type))
      continue;
    const auto name = found[1].str();
    EXPECT_TRUE(seen.insert(name).second) << name << " stands twice";
    EXPECT_TRUE(name.starts_with("roamsync_") || name.starts_with("process_")) << name;
    EXPECT_EQ(name.ends_with("_total"), found[2].str() == "counter") << name;
  }
  EXPECT_GT(seen.size(), 20U);
}

TEST(metrics, series_do_not_depend_on_the_customers) {
  auto many = sample();
  many.night = sample_view(20, 50);
  EXPECT_EQ(lines_of(metrics_text(many)).size(), lines_of(metrics_text(sample())).size());
  EXPECT_THAT(metrics_text(many), Not(HasSubstr("t10")));
}

TEST(metrics, before_the_first_night_there_are_no_night_series) {
  auto x = sample();
  x.night.reset();
  x.store_ok = false;
  EXPECT_THAT(metrics_text(x), AllOf(Not(HasSubstr("roamsync_night_n")), HasSubstr("roamsync_store_up 0\n")));
}

TEST(metrics, a_finished_night_is_not_active) {
  auto x = sample();
  x.night->run.finished = x.night->now;
  x.night->active = false;
  EXPECT_THAT(metrics_text(x), AllOf(HasSubstr("roamsync_night_active 0\n"),
                                     HasSubstr("roamsync_night_finished_timestamp_seconds")));
}

TEST(process_facts, are_of_this_process) {
  const auto before = read_process_facts();
  EXPECT_GT(before.resident_bytes, 1'000'000U);
  EXPECT_GE(before.open_files, 3U);
  EXPECT_GT(before.open_files_max, before.open_files);
  EXPECT_GT(before.started, 1.6e9) << "later than 2020";
  const std::ifstream one_more{"/proc/self/stat"};
  EXPECT_EQ(read_process_facts().open_files, before.open_files + 1);
}

TEST(handler, serves_metrics) {
  const auto x = handle("GET", "/metrics", sources());
  EXPECT_EQ(x.status, 200);
  EXPECT_EQ(x.content_type, "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(x.body, metrics_text(sample()));
  EXPECT_EQ(handle("GET", "/metrics?x=1", sources()), x);
}

TEST(handler, is_healthy_without_reasons) {
  const auto x = handle("GET", "/healthz", sources());
  EXPECT_EQ(x.status, 200);
  EXPECT_EQ(x.content_type, "application/json");
  EXPECT_EQ(x.body, "{\"status\":\"ok\",\"reasons\":[]}\n");
}

TEST(handler, names_the_reasons_when_not_healthy) {
  const auto x = handle("GET", "/healthz", sources({"The database cannot be written: disk full."}));
  EXPECT_EQ(x.status, 503);
  const auto document = boost::json::parse(x.body);
  EXPECT_EQ(document.at("status"), "unhealthy");
  EXPECT_EQ(document.at("reasons").at(0), "The database cannot be written: disk full.");
}

TEST(handler, head_has_no_body) {
  EXPECT_EQ(handle("HEAD", "/healthz", sources({"x"})), (http_answer{503, "application/json", ""}));
}

TEST(handler, refuses_everything_else_and_repeats_nothing) {
  EXPECT_EQ(handle("POST", "/metrics", sources()).status, 405);
  EXPECT_EQ(handle("get", "/metrics", sources()).status, 405);
  for (const char* target :
       {"/", "", "/metrics/", "/healthz/../metrics", "/<script>", "metrics", "?/metrics"}) {
    const auto x = handle("GET", target, sources());
    EXPECT_EQ(x.status, 404) << target;
    EXPECT_THAT(x.body, Not(HasSubstr("script")));
  }
}

} // namespace roamsync::console::testing
