#include "bench/cells/document.hpp"
#include "bench/cells/json.hpp"
#include "bench/cells/picture.hpp"
#include "bench/cells/publish.hpp"
#include "bench/cells/text.hpp"
#include "tests/bench/cells/sample.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/resource.h>

namespace roamsync::bench {
namespace {

namespace json = boost::json;

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

/// One that is met, one that is not, one that is invalid.
std::vector<cell> three() {
  auto missed = sample();
  missed.name = "missed";
  missed.values.assign(10, 1.03);
  missed.notes = {"the largest tenant waits for its own 429s"};
  auto invalid = sample();
  invalid.name = "invalid";
  invalid.bad.clear();
  return {sample(), missed, invalid};
}

std::vector<std::string> keys_of(const json::object& x) {
  std::vector<std::string> out;
  for (const auto& m : x)
    out.emplace_back(m.key());
  return out;
}

TEST(json, begins_with_the_members_that_readers_expect) {
  const auto cells = three();
  const auto all = json::parse(json_of(cells)).as_array();
  ASSERT_EQ(all.size(), 3U);
  const auto& x = all[0].as_object();
  auto keys = keys_of(x);
  keys.resize(9);
  EXPECT_THAT(keys,
              ElementsAre("name", "goal", "median", "worst", "seeds", "rivals", "bad", "met", "command"));
  EXPECT_EQ(x.at("name"), "Zipf 1.0, limits known");
  EXPECT_EQ(x.at("goal"), "<= 1.02 median, <= 1.04 worst");
  EXPECT_DOUBLE_EQ(x.at("median").as_double(), 1.015);
  EXPECT_DOUBLE_EQ(x.at("worst").as_double(), 1.03);
  EXPECT_THAT(x.at("seeds").as_array(), SizeIs(10));
  EXPECT_DOUBLE_EQ(x.at("rivals").at("round robin").as_double(), 1.39);
  EXPECT_DOUBLE_EQ(x.at("bad").at("FIFO by tenant").as_double(), 1.58);
  EXPECT_TRUE(x.at("met").as_bool());
  EXPECT_EQ(x.at("command"), "./dev bench night --seeds 10");
}

TEST(json, met_is_false_of_what_is_missed_or_invalid) {
  const auto cells = three();
  const auto all = json::parse(json_of(cells)).as_array();
  EXPECT_FALSE(all[1].at("met").as_bool());
  EXPECT_EQ(all[1].at("judgement"), "not met");
  EXPECT_FALSE(all[2].at("met").as_bool());
  EXPECT_EQ(all[2].at("judgement"), "invalid");
  EXPECT_EQ(all[2].at("why").at(0), "no bad policy took part");
}

TEST(json, has_each_value_and_plain_numbers) {
  const std::vector cells{sample()};
  const auto text = json_of(cells);
  EXPECT_THAT(text, AllOf(HasSubstr("\"worst\": 1.03,"), HasSubstr("\"seeds\": [1, 2, 3,")));
  const auto x = json::parse(text).at(0);
  EXPECT_THAT(x.at("values").as_array(), SizeIs(10));
  EXPECT_THAT(x.at("rival_values").at("random").as_array(), SizeIs(10));
  EXPECT_EQ(x.at("machine").at("cores"), 2);
}

TEST(json, of_nothing_is_valid) {
  EXPECT_THAT(json::parse(json_of({})).as_array(), SizeIs(0));
  const std::vector cells{cell{.name = "a \"b\" \n", .values = {std::numeric_limits<double>::infinity()}}};
  const auto x = json::parse(json_of(cells)).at(0);
  EXPECT_EQ(x.at("name"), "a \"b\" \n");
  EXPECT_TRUE(x.at("median").is_null());
}

TEST(text, says_what_is_not_met_and_why) {
  const auto cells = three();
  const auto text = text_of(cells, 160, {});
  EXPECT_THAT(text, AllOf(HasSubstr("met      Zipf 1.0, limits known   1.015"), HasSubstr("not met  missed"),
                          HasSubstr("invalid  invalid"), HasSubstr("median 1.03, wanted <= 1.02"),
                          HasSubstr("no bad policy took part"), HasSubstr("the largest tenant waits"),
                          HasSubstr("1.29 random"), HasSubstr("1.58 FIFO by tenant"),
                          HasSubstr("1 met, 1 not met, 1 invalid\n")));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(text, colours_say_the_same_as_the_words) {
  const auto cells = three();
  const auto text = text_of(cells, 160, {.on = true});
  EXPECT_THAT(text,
              AllOf(HasSubstr("\x1b[32mmet"), HasSubstr("\x1b[31mnot met"), HasSubstr("\x1b[33minvalid")));
  EXPECT_THAT(text, HasSubstr("\x1b[33m1 met, 1 not met, 1 invalid"))
      << "the sum is as bad as the worst cell";
  const std::vector good{sample()};
  EXPECT_THAT(text_of(good, 160, {.on = true}), HasSubstr("\x1b[32m1 met, 0 not met, 0 invalid"));
}

TEST(picture, has_all_policies_the_best_first) {
  const auto x = picture_of(sample());
  std::vector<std::string> names;
  for (const auto& b : x.bars)
    names.push_back(b.name);
  EXPECT_THAT(names, ElementsAre("roamsync", "random", "round robin", "FIFO by tenant"));
  EXPECT_EQ(x.bars[0].as, console::chart::role::ours);
  EXPECT_EQ(x.bars[3].as, console::chart::role::bad);
  EXPECT_DOUBLE_EQ(x.bars[0].worst, 1.03);
  EXPECT_EQ(x.base, 1);
  EXPECT_THAT(x.goals, SizeIs(2));
  EXPECT_EQ(picture_of(sample_of_high_values()).bars.back().name, "none") << "high is good";
}

TEST(picture, cuts_only_what_would_hide_the_rest) {
  auto x = sample();
  EXPECT_FALSE(picture_of(x).values.to);
  x.rivals.push_back({"rclone", std::vector<double>(10, 25)});
  const auto to = picture_of(x).values.to;
  ASSERT_TRUE(to);
  EXPECT_GT(*to, 1.58) << "the others are seen in full";
  EXPECT_LT(*to, 25);
}

TEST(document, links_each_chart_that_it_writes) {
  auto cells = three();
  cells[1].name = cells[0].name; // the same name twice
  cells[0].charts.emplace_back(console::chart::line_chart{.title = "Work left"});
  const auto files = files_of({"night", "Night", "What it is.", cells});
  ASSERT_EQ(files.size(), 5U);
  EXPECT_EQ(files[0].name, "night.md");
  std::vector<std::string> names;
  for (std::size_t i = 1; i < files.size(); ++i) {
    names.push_back(files[i].name);
    EXPECT_THAT(files[0].bytes, HasSubstr("](" + files[i].name + ")"));
    EXPECT_THAT(files[i].bytes, HasSubstr("<svg"));
  }
  EXPECT_THAT(names, ElementsAre("night-zipf-1-0-limits-known.svg", "night-zipf-1-0-limits-known-2.svg",
                                 "night-zipf-1-0-limits-known-3.svg", "night-invalid.svg"));
}

TEST(document, says_what_was_found_and_how_to_find_it_again) {
  auto cells = three();
  cells[0].name = "a|b <c>";
  const auto text = files_of({"night", "Night", "What it is.", cells}).front().bytes;
  EXPECT_THAT(text, AllOf(HasSubstr("# Night\n\nWhat it is.\n"), HasSubstr("| met | a\\|b \\<c> |"),
                          HasSubstr("| **not met** | missed |"), HasSubstr("- median 1.03, wanted \\<= 1.02"),
                          HasSubstr("1 met, 1 not met, 1 invalid.")));
  EXPECT_THAT(text, AllOf(HasSubstr("| FIFO by tenant (bad, has to miss) | 1.58 | 1.58 | 1.56 times |"),
                          HasSubstr("Seeds 1, 2, 3, 4, 5, 6, 7, 8, 9, 10; 2 cores, Xeon. Again:\n\n"
                                    "    ./dev bench night --seeds 10\n")));
}

TEST(publish, leaves_the_last_page_whole_if_it_cannot_be_finished) {
  std::string folder = (std::filesystem::temp_directory_path() / "publish-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const auto page = std::filesystem::path{folder} / "night.md";
  const auto put = [&] {
    std::ostringstream terminal;
    publish({"night", "Night", "What it is.", three()}, {.json = {}, .out = folder}, terminal, {});
  };
  const auto text = [&] {
    std::ifstream in{page};
    return std::string{std::istreambuf_iterator<char>{in}, {}};
  };
  put();
  const auto whole = text();
  ASSERT_GT(whole.size(), 100U);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{100, before.rlim_max};
  const auto on_signal = std::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_THROW(put(), std::runtime_error);
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, on_signal);
  EXPECT_EQ(text(), whole);
  std::filesystem::remove_all(folder);
}

} // namespace
} // namespace roamsync::bench
