#include "tests/mock_exchange/playground.hpp"

#include <boost/json/array.hpp>
#include <gtest/gtest.h>

namespace mock_exchange {

namespace {

constexpr auto query = "?settingname=roaming_signature_list";

std::string ann_fault(std::string_view fault) {
  return "\"fault\":" + std::string(fault);
}

request read_of(playground& mock) {
  return make_request("GET", settings_path("ann@t1.example", query), "",
                      {{"Authorization", "Bearer " + mock.outlook_token()}});
}

request write_of(playground& mock, std::string_view address = "ann@t1.example") {
  return make_request("PATCH", settings_path(address, "/account"),
                      "[" + content_item("Work", "txt", "w", address) + "]",
                      {{"Authorization", "Bearer " + mock.outlook_token()},
                       {"Content-Type", "application/json"},
                       {"x-islargesetting", "true"}});
}

std::uint64_t writes_of_ann(playground& mock) {
  return mock.mock.state().find_tenant("t1.example")->box("ann@t1.example")->writes;
}

/// Plays a fault on a write to ann.
turn play(playground& mock) {
  auto in = write_of(mock);
  auto open = mock.begin(in);
  auto copy = open;
  mock.end(open, open.how == delivery::whole || open.how == delivery::trickle);
  return copy;
}

} // namespace

TEST(fault, some_take_the_place_of_the_work) {
  const std::vector<std::pair<std::string, unsigned>> answers{
      {"html", 200},        {"500", 500}, {"503", 503}, {"outage", 503}, {"redirect_foreign", 302},
      {"sanitize_500", 500}};
  for (const auto& [kind, status] : answers) {
    playground mock(scenario_text("", "", ann_fault("\"" + kind + "\"")));
    auto played = play(mock);
    EXPECT_EQ(played.answer.status, status) << kind;
    EXPECT_EQ(played.how, delivery::whole) << kind;
    EXPECT_EQ(writes_of_ann(mock), 0u) << kind;
    EXPECT_EQ(text_of(mock.lines().back(), "fault"), kind);
  }
}

TEST(fault, html_comes_as_html_where_json_was_due) {
  playground mock(scenario_text("", "", ann_fault("\"html\"")));
  auto answer = mock.ask(read_of(mock));
  EXPECT_TRUE(answer.header("content-type").starts_with("text/html"));
}

TEST(fault, some_let_the_work_be_done_and_spoil_the_delivery) {
  const std::vector<std::pair<std::string, delivery>> kinds{{"applied_lost", delivery::cut_before},
                                                            {"reset_mid", delivery::cut_mid},
                                                            {"trickle", delivery::trickle},
                                                            {"endless", delivery::endless}};
  for (const auto& [kind, how] : kinds) {
    playground mock(scenario_text("", "", ann_fault("\"" + kind + "\"")));
    EXPECT_EQ(play(mock).how, how) << kind;
    EXPECT_EQ(writes_of_ann(mock), 1u) << kind;
  }
}

TEST(fault, hang_and_reset_do_no_work_and_book_status_0) {
  for (std::string kind : {"hang", "reset_before"}) {
    playground mock(scenario_text("", "", ann_fault("\"" + kind + "\"")));
    EXPECT_EQ(play(mock).how, kind == "hang" ? delivery::never : delivery::cut_before);
    EXPECT_EQ(writes_of_ann(mock), 0u);
    EXPECT_EQ(mock.lines().back().at("status").as_int64(), 0);
  }
}

TEST(fault, applied_lost_leaves_reads_alone) {
  playground mock(scenario_text("", "", ann_fault("\"applied_lost\"")));
  auto in = read_of(mock);
  auto open = mock.begin(in);
  EXPECT_EQ(open.how, delivery::whole);
  mock.end(open);
}

TEST(fault, json_can_be_truncated_or_deep_and_headers_huge) {
  playground truncated(scenario_text("", "", ann_fault("\"truncated_json\"")));
  auto half = truncated.ask(read_of(truncated)).body;
  EXPECT_TRUE(half.starts_with("[{")) << half;
  EXPECT_FALSE(half.ends_with("]"));
  playground deep(scenario_text("", "", ann_fault("\"deep_json\"")));
  EXPECT_TRUE(deep.ask(read_of(deep)).body.starts_with("[[[[[["));
  playground huge(scenario_text("", "", ann_fault("\"huge_headers\"")));
  std::size_t bytes = 0;
  for (const auto& [name, value] : huge.ask(read_of(huge)).headers)
    bytes += value.size();
  EXPECT_GT(bytes, 200'000u);
}

TEST(fault, sanitize_incident_spares_the_own_mailbox) {
  playground mock(scenario_text("\"fault\":\"sanitize_500\""));
  auto other = mock.ask(write_of(mock));
  EXPECT_EQ(other.status, 500u);
  EXPECT_NE(other.body.find("action=SanitizeHtml action 'SanitizeHtml' is InternalServerError"),
            std::string::npos);
  EXPECT_EQ(mock.ask(write_of(mock, "svc@t1.example")).status, 200u);
}

TEST(fault, times_and_kinds_bound_it) {
  playground mock(scenario_text("", "", ann_fault(R"({"kind":"500","times":2,"on":["list"]})")));
  auto in = read_of(mock);
  EXPECT_EQ(mock.ask(write_of(mock)).status, 200u) << "another kind";
  EXPECT_EQ(mock.ask(in).status, 500u);
  EXPECT_EQ(mock.ask(in).status, 500u);
  EXPECT_EQ(mock.ask(in).status, 200u);
}

TEST(fault, window_is_in_seconds_of_the_clock) {
  playground mock(scenario_text("", "", ann_fault(R"({"kind":"503","from_s":10,"until_s":20})")));
  auto in = read_of(mock);
  EXPECT_EQ(mock.ask(in).status, 200u);
  mock.advance(9);
  EXPECT_EQ(mock.ask(in).status, 503u);
  mock.advance(10);
  EXPECT_EQ(mock.ask(in).status, 200u);
}

TEST(fault, ratio_hits_its_part_and_the_seed_replays_it) {
  auto hits = [] {
    playground mock(scenario_text("", "", ann_fault(R"({"kind":"500","ratio":0.3})")));
    auto in = read_of(mock);
    std::string row;
    for (int i = 0; i < 1000; ++i)
      row += mock.ask(in).status == 500 ? 'x' : '.';
    return row;
  };
  auto row = hits();
  EXPECT_NEAR(static_cast<double>(std::ranges::count(row, 'x')), 300, 60);
  EXPECT_EQ(row, hits());
}

TEST(fault, tenant_fault_hits_sign_in_too) {
  playground mock(scenario_text("\"fault\":{\"kind\":\"503\",\"on\":[\"token\"]}"));
  EXPECT_EQ(mock.ask(make_request("POST", "/identity/t1.example/oauth2/v2.0/token")).status, 503u);
  EXPECT_EQ(mock.ask(make_request("GET", "/identity/t1.example/adminconsent")).status, 400u)
      << "another kind";
}

TEST(latency, is_drawn_from_the_seed_and_clamped) {
  auto delays = [](std::string_view more) {
    playground mock(scenario_text("\"latency\":{\"median_ms\":20,\"sigma\":1" + std::string(more) + "}"));
    auto in = read_of(mock);
    std::vector<double> out;
    for (int i = 0; i < 1001; ++i) {
      auto open = mock.begin(in);
      out.push_back(seconds_of(open.delay) * 1000);
      mock.end(open);
    }
    return out;
  };
  auto row = delays("");
  EXPECT_EQ(row, delays(""));
  auto sorted = row;
  std::ranges::sort(sorted);
  EXPECT_NEAR(sorted[500], 20, 3);
  EXPECT_NEAR(sorted[841], 20 * 2.718, 12) << "one deviation above the median";
  auto clamped = delays(",\"min_ms\":15,\"max_ms\":25");
  EXPECT_EQ(std::ranges::min(clamped), 15);
  EXPECT_EQ(std::ranges::max(clamped), 25);
}

} // namespace mock_exchange
