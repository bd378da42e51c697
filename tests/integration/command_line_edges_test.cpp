#include "bench/demo/files.hpp"
#include "tests/integration/honesty.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

namespace roamsync::integration {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// The service takes the list's request and never answers it.
lab with_a_hanging_service() {
  auto c = make_customer("firm", 4);
  c.mock["fault"] = json::object{{"kind", "hang"}, {"on", json::array{"list", "patch"}}};
  return lab{{std::move(c)}, quick_answers(), "[net]\nrequest_timeout_ms = 600000"};
}

class by_hand : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(by_hand, work_at_a_hanging_service_can_be_stopped) {
  auto in = with_a_hanging_service();
  auto process = in.start(GetParam(), "asked");
  EXPECT_TRUE(wait_until([&] { return process.exit_code() || count(in.ledger(), "firm", "owa") > 0; }));
  ::kill(process.pid(), SIGINT);
  EXPECT_TRUE(wait_until([&] { return process.exit_code().has_value(); })) << "SIGINT is not heard";
  EXPECT_EQ(process.exit_code(), 130);
}

INSTANTIATE_TEST_SUITE_P(
    open, by_hand,
    testing::Values(std::vector<std::string>{"check"},
                    std::vector<std::string>{"signature", "get", "firm", "ann-0@firm.example"},
                    std::vector<std::string>{"signature", "delete", "firm", "ann-0@firm.example"}));

TEST(night_report, stopped_at_a_hanging_service_still_writes_its_report) {
  auto in = with_a_hanging_service();
  const auto file = in.folder() / "report.json";
  auto process = in.start({"--json", "night", "--now", "--report", file.string()}, "stopped");
  EXPECT_TRUE(wait_until([&] { return process.exit_code() || count(in.ledger(), "firm", "owa") > 0; }));
  ::kill(process.pid(), SIGTERM);
  EXPECT_TRUE(wait_until([&] { return process.exit_code().has_value(); }));
  EXPECT_EQ(process.exit_code(), 143);
  EXPECT_TRUE(fs::exists(file));
  EXPECT_FALSE(in.output("stopped").empty()) << "--json and no document";
}

TEST(night_report, whose_report_cannot_be_written_is_not_begun) {
  lab in{{make_customer("firm", 2)}};
  EXPECT_EQ(in.run({"night", "--now", "--report", "/proc/none/x.json"}).code, 2);
  EXPECT_EQ(count(in.ledger(), "firm", "patch"), 0U) << "it was told after the whole night";
}

TEST(edges, another_key_than_the_one_that_sealed_is_no_defect_of_roamsync) {
  lab in{{make_customer("firm", 1)}};
  fs::remove(in.folder() / "secrets" / "key");
  EXPECT_EQ(in.run({"keygen", (in.folder() / "secrets" / "key").string()}).code, 0);
  const auto done = in.run({"night", "--now"});
  EXPECT_EQ(done.code, 3) << done.out;
  EXPECT_NE(done.err.find("key"), std::string::npos) << done.err;
}

TEST(edges, output_that_a_full_disk_does_not_take_is_no_success) {
  const auto ended = [](const std::string& to) {
    const auto call = roamsync_file().string() + " config reference 2>/dev/null >" + to;
    return WEXITSTATUS(
        std::system(call.c_str())); // NOLINT(concurrency-mt-unsafe,cert-env33-c): no other thread
  };
  EXPECT_EQ(ended("/dev/null"), 0);
  EXPECT_EQ(ended("/dev/full"), 3);
}

TEST(edges, output_that_is_lost_is_said_of_a_command_that_found_faults_too) {
  lab in{{}};
  ASSERT_EQ(in.run({"tenant", "add", "bare"}).code, 0);
  ASSERT_EQ(in.run({"check", "bare"}).code, 1);
  const auto call = roamsync_file().string() + " --config " + in.config_file().string()
                    + " check bare 2>/dev/null >/dev/full";
  EXPECT_EQ(WEXITSTATUS(std::system(call.c_str())),
            3); // NOLINT(concurrency-mt-unsafe,cert-env33-c): likewise
}

TEST(edges, a_log_that_cannot_be_written_is_a_fault_of_the_configuration) {
  lab in{{}};
  auto text = demo::read_file(in.config_file());
  const std::string name = "roamsync.log";
  ASSERT_NE(text.find(name), std::string::npos);
  demo::write_file(in.config_file(), text.erase(text.find(name), name.size())); // the folder
  const auto done = in.run({"tenant", "list"});
  EXPECT_EQ(done.code, 3);
  EXPECT_NE(done.err.find("log.file cannot be used: "), std::string::npos) << done.err;
}

TEST(edges, signature_set_for_an_unknown_tenant_says_so) {
  lab in{{make_customer("firm", 1)}};
  const auto done = in.run({"signature", "set", "new", "a@new.example"});
  EXPECT_EQ(done.code, 2);
  EXPECT_NE(done.err.find("no tenant \"new\""), std::string::npos) << done.err;
}

TEST(edges, every_command_writes_one_document_with_json) {
  lab in{{make_customer("firm", 1)}};
  for (const std::vector<std::string>& words : {std::vector<std::string>{"--json", "nigth"},
                                                {"--json", "config", "print"},
                                                {"--json", "config", "reference"},
                                                {"--json", "completion", "bash"}}) {
    boost::system::error_code failed;
    (void)json::parse(in.run(words).out, failed);
    EXPECT_FALSE(failed) << testing::PrintToString(words);
  }
}

} // namespace
} // namespace roamsync::integration
