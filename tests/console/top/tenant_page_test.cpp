#include "console/admin/night_json.hpp"
#include "console/top/tenant_page.hpp"

#include <gmock/gmock.h>

namespace roamsync::console {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

tenant_view working(std::string id, duration remaining) {
  return {.tenant = std::move(id), .state = tenant_state::working, .remaining = remaining};
}

std::vector<tenant_view> some() {
  auto a = working("a", 10s);
  a.mailboxes = 5;
  a.throttled = 2;
  a.name = "Zebra";
  auto b = working("b", 90s);
  b.mailboxes = 50;
  b.pace = pace_view{.in_use = {.lanes = 2, .rate = 4.5, .burst = 3}, .learned = true};
  auto c = working("c", 0s);
  c.wait_left = 20s;
  tenant_view d{.tenant = "d", .state = tenant_state::done, .mailboxes = 70};
  tenant_view e{.tenant = "e", .state = tenant_state::failed, .why = cause::wrong_password};
  tenant_view f{.tenant = "f"};
  return {a, b, c, d, e, f};
}

std::string order(const tenant_query& q) {
  std::string out;
  for (const auto& x : page_of(some(), q).rows)
    out += x.tenant;
  return out;
}

TEST(tenant_page, is_sorted_in_each_way_and_back) {
  EXPECT_EQ(order({}), "bacfed") << "the longest remaining first, what ended last";
  EXPECT_EQ(order({.sort = tenant_sort::mailboxes}), "dbacef");
  EXPECT_EQ(order({.sort = tenant_sort::throttled}), "abcdef");
  EXPECT_EQ(order({.sort = tenant_sort::rate}), "bacdef");
  EXPECT_EQ(order({.sort = tenant_sort::name}), "bcdefa") << "by the name, where there is one";
  EXPECT_EQ(order({.sort = tenant_sort::mailboxes, .reversed = true}), "cefabd")
      << "equal ones stay in order";
}

TEST(tenant_page, is_a_part_and_says_of_what) {
  const auto x = page_of(some(), {.offset = 1, .limit = 2, .find = "d"});
  EXPECT_EQ(x.total, 6U);
  EXPECT_EQ(x.matched, 6U);
  EXPECT_EQ(x.offset, 1U);
  EXPECT_EQ(x.found, 5U);
  ASSERT_EQ(x.rows.size(), 2U);
  EXPECT_EQ(x.rows[0].tenant, "a");
  const auto behind = page_of(some(), {.offset = 100});
  EXPECT_THAT(behind.rows, IsEmpty());
  EXPECT_EQ(behind.offset, 6U);
  EXPECT_THAT(page_of({}, {}).rows, IsEmpty());
}

TEST(tenant_page, is_filtered_by_id_name_and_status) {
  EXPECT_EQ(order({.filter = "zebra"}), "a");
  EXPECT_EQ(order({.filter = "WAITS"}), "c");
  EXPECT_EQ(order({.filter = "wrong_password failed"}), "e");
  EXPECT_EQ(order({.filter = "fehlgeschlagen"}), "e") << "as a German screen shows it";
  EXPECT_EQ(order({.filter = "nicht BEGONNEN"}), "f");
  EXPECT_EQ(order({.filter = "  "}), "bacfed");
  const auto none = page_of(some(), {.filter = "nobody", .find = "a"});
  EXPECT_EQ(none.matched, 0U);
  EXPECT_FALSE(none.found);
  EXPECT_EQ(none.total, 6U);
}

TEST(tenant_query, goes_through_its_target) {
  const tenant_query asked{.sort = tenant_sort::throttled,
                           .reversed = true,
                           .filter = "Müller & Söhne=?",
                           .offset = 70,
                           .limit = 9,
                           .find = "a.b"};
  const auto read = parse_tenant_query(tenant_target(asked));
  ASSERT_TRUE(read) << read.failure().message;
  EXPECT_EQ(*read, asked);
  EXPECT_EQ(*parse_tenant_query("/v1/tenants"), tenant_query{});
}

TEST(tenant_query, that_is_wrong_says_what_is_allowed) {
  const auto why = [](const std::string& query) {
    const auto x = parse_tenant_query("/v1/tenants?" + query);
    return x ? "" : x.failure().message;
  };
  EXPECT_THAT(why("sort=size"), HasSubstr("remaining, mailboxes, 429, rate and name"));
  EXPECT_THAT(why("limit=0"), HasSubstr("from 1 to 10000"));
  EXPECT_THAT(why("limit=-1"), HasSubstr("from 1 to 10000"));
  EXPECT_THAT(why("offset=x"), HasSubstr("whole number"));
  EXPECT_THAT(why("reversed=1"), HasSubstr("true and false"));
  EXPECT_THAT(why("state=done"), HasSubstr("only sort, reversed"));
}

TEST(tenants_json, is_read_as_it_was_written) {
  auto all = some();
  all[0].opens = utc_time{1'772'000'000'123ms};
  all[0].stage = tenant_stage::proof;
  all[0].weight = 20;
  all[0].outcomes[outcome_kind::failed] = 3;
  all[1].pace->critical = true;
  all[1].ends_likely = all[1].ends_early = all[1].ends_late = utc_time{1'772'000'000'123ms};
  all[1].fits = window_fit::tight;
  all[1].will_not_fit = 4;
  all[1].pace->queued = 70ms;
  const auto page = page_of(all, {.limit = 4, .find = "a"});
  const auto read = parse_tenants(tenants_json(page));
  ASSERT_TRUE(read) << read.failure().message;
  EXPECT_EQ(*read, page);
  for (const auto* bad : {"", "[]", "{}", R"({"tenants":5})", R"({"tenants":[5]})"})
    EXPECT_FALSE(parse_tenants(bad)) << bad;
}

TEST(night_json, is_read_as_it_was_written) {
  night_view x{.run = {.number = 3,
                       .kind = run_kind::push,
                       .date = std::chrono::year{2026} / 3 / 1,
                       .sequence = 2,
                       .opened = utc_time{1'772'000'000'123ms},
                       .closes = utc_time{1'772'014'400'000ms}},
               .now = utc_time{1'772'000'060'001ms},
               .tenants = {1, 2, 3, 4},
               .mailboxes = 70,
               .requests = 900,
               .throttled = 8,
               .in_work = 7,
               .waiting = 6,
               .paused = 5,
               .remaining = 95s,
               .active = true,
               .stopping = true,
               .node_requests = 500,
               .node_in_flight = 0,
               .ends_likely = utc_time{1'772'003'000'000ms},
               .ends_early = utc_time{1'772'002'000'000ms},
               .ends_late = utc_time{1'772'004'000'000ms},
               .fits = window_fit::does_not_fit,
               .will_not_fit = 12};
  x.outcomes[outcome_kind::deferred] = 11;
  auto read = parse_night(night_json(x));
  ASSERT_TRUE(read) << read.failure().message;
  EXPECT_EQ(**read, x);
  x.run.finished = x.now;
  x.node_in_flight.reset();
  EXPECT_EQ(**parse_night(night_json(x)), x);
  read = parse_night(night_json(std::nullopt));
  ASSERT_TRUE(read);
  EXPECT_FALSE(*read) << "before the first run";
  for (const auto* bad : {"", "[]", "{}", R"({"night":5})", R"({"night":{}})"})
    EXPECT_FALSE(parse_night(bad)) << bad;
  EXPECT_TRUE(parse_night(R"({"night":{"run":{"number":1},"later":"x"}})"))
      << "other versions are understood";
}

} // namespace
} // namespace roamsync::console
