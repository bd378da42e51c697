#include "engine/tenant/pack.hpp"
#include "engine/tenant/waiting_jobs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace roamsync {
namespace {

std::string id_of(std::size_t i) {
  auto digits = std::to_string(i);
  return "5f1c2e8a-0b7d-4c53-9a61-" + std::string(12 - digits.size(), '0') + digits;
}

/// A member as a directory has them: much is the same for all, some lack what others have.
planned_job someone(std::size_t i) {
  planned_job x;
  const auto address = "person" + std::to_string(i) + "@company.example";
  x.job = {.user_id = id_of(i),
           .mailbox = address,
           .own_mailbox = "service@company.example",
           .day = 20'000,
           .search = i % 5 == 0,
           .drift = i % 2 == 0 ? drift_rule::ask : drift_rule::repair};
  x.who.user_id = x.job.user_id;
  x.who.user_principal_name = address;
  x.who.mail = address;
  x.who.proxy_addresses = {"SMTP:" + address};
  x.who.attributes = {{"city", "München"},
                      {"companyName", "Company & Söhne GmbH"},
                      {"displayName", "Zoë Müller " + std::to_string(i)},
                      {"streetAddress", "Am Mühlenbach 12"}};
  if (i % 3 == 0)
    x.who.attributes["mobilePhone"] = "+49 171 55" + std::to_string(i);
  x.job.known_look = i % 14 == 0;
  x.who.lists = {{"businessPhones", {"+49 89 1234-" + std::to_string(i)}}};
  if (i % 4 == 0)
    x.job.aliases = {"p" + std::to_string(i) + "@company.example", ""};
  if (i % 7 == 0)
    x.job.known = receipt{.user_id = x.job.user_id,
                          .mailbox = "former" + address,
                          .digest = std::string(64, static_cast<char>('a' + i % 6)),
                          .owned = {"Standard", "Short"},
                          .checked = -3,
                          .shown = std::string(32, static_cast<char>('a' + i % 5))};
  return x;
}

void expect_same(const planned_job& is, const planned_job& wanted) {
  EXPECT_EQ(is.who, wanted.who);
  EXPECT_EQ(is.job.user_id, wanted.job.user_id);
  EXPECT_EQ(is.job.mailbox, wanted.job.mailbox);
  EXPECT_EQ(is.job.aliases, wanted.job.aliases);
  EXPECT_EQ(is.job.digest, wanted.job.digest);
  EXPECT_EQ(is.job.known, wanted.job.known);
  EXPECT_EQ(is.job.own_mailbox, wanted.job.own_mailbox);
  EXPECT_EQ(is.job.day, wanted.job.day);
  EXPECT_EQ(is.job.known_look, wanted.job.known_look);
  EXPECT_EQ(is.job.search, wanted.job.search);
  EXPECT_EQ(is.job.take_names, wanted.job.take_names);
  EXPECT_EQ(is.job.drift, wanted.job.drift);
  EXPECT_EQ(is.job.dry_run, wanted.job.dry_run);
}

TEST(waiting_jobs, come_out_as_they_went_in_and_in_their_order) {
  for (std::size_t count : {0U, 1U, 2U, 100U}) {
    SCOPED_TRACE(count);
    std::vector<planned_job> all;
    for (std::size_t i = 0; i < count; ++i)
      all.push_back(someone(i));
    waiting_jobs waiting;
    waiting.assign(all);
    EXPECT_EQ(waiting.size(), count);
    for (const auto& x : all)
      expect_same(waiting.pop_front(), x);
    EXPECT_TRUE(waiting.empty());
  }
}

TEST(waiting_jobs, members_that_have_nothing_in_common_come_out_as_well) {
  planned_job odd;
  odd.job.take_names = odd.job.dry_run = true;
  odd.who.account_enabled = false;
  odd.who.attributes = {{"", ""}, {"x", std::string(1'000, 'x')}};
  odd.who.lists = {{"a", {}}, {"b", {"", "b", "b"}}};
  odd.who.user_id = "5F1C2E8A-0B7D-4C53-9A61-3D2F8E7B9C10"; // capitals are no smaller letters
  odd.job.user_id = std::string(64, '-');
  const std::vector<planned_job> all{odd, someone(1), odd, someone(28), odd};
  waiting_jobs waiting;
  waiting.assign(all);
  for (const auto& x : all)
    expect_same(waiting.pop_front(), x);
}

TEST(waiting_jobs, what_several_have_in_common_is_kept_once) {
  const std::vector<std::string> titles{"Head of Accounting", "Sales Manager", "Clerk", "Zoë", ""};
  std::vector<planned_job> all;
  for (std::size_t i = 0; i < 400; ++i) {
    all.push_back(someone(i));
    all.back().who.attributes["jobTitle"] = titles[i % titles.size()];
    // More of these than can have a number.
    all.back().who.attributes["office"] = "Building " + std::to_string(i % 190);
    all.back().who.lists["businessPhones"].emplace_back(titles[i % 2]);
  }
  waiting_jobs waiting;
  waiting.assign(all);
  for (const auto& x : all)
    expect_same(waiting.pop_front(), x);
}

TEST(waiting_jobs, common_texts_are_the_longest_and_most_frequent_of_those_that_come_twice) {
  common_texts x;
  std::vector<std::string> all;
  for (auto i = 100; i < 300; ++i)
    all.push_back("text" + std::to_string(i));
  for (const auto& text : all) {
    x.see(text);
    x.see(text);
  }
  for (const auto* text :
       {"once and rather long", "abc", "abc", "longest of them all", "longest of them all"})
    x.see(text);
  x.settle();
  EXPECT_EQ(x.find("longest of them all"), 0U);
  EXPECT_FALSE(x.find("once and rather long"));
  EXPECT_FALSE(x.find("abc")) << "too short";
  EXPECT_EQ(std::ranges::count_if(all, [&](const auto& text) { return x.find(text).has_value(); }), 127);
}

TEST(waiting_jobs, photos_are_shared_and_let_go) {
  auto with_photo = someone(2);
  with_photo.who.photo = std::make_shared<const std::string>("data:image/png;base64,AAAA");
  waiting_jobs waiting;
  waiting.assign({someone(1), with_photo, someone(3)});
  EXPECT_EQ(waiting.pop_front().who.photo, nullptr);
  EXPECT_EQ(waiting.pop_front().who.photo.get(), with_photo.who.photo.get());
  EXPECT_EQ(with_photo.who.photo.use_count(), 1);
  EXPECT_EQ(waiting.pop_front().who.photo, nullptr);
}

TEST(waiting_jobs, are_replaced_and_cleared) {
  waiting_jobs waiting;
  waiting.assign({someone(1), someone(2)});
  (void)waiting.pop_front();
  waiting.assign({someone(7)});
  ASSERT_EQ(waiting.size(), 1U);
  expect_same(waiting.pop_front(), someone(7));
  waiting.assign({someone(1)});
  waiting.clear();
  EXPECT_TRUE(waiting.empty());
}

TEST(waiting_jobs, one_that_is_begun_anew_comes_before_all_others) {
  waiting_jobs x;
  x.assign({someone(0), someone(1), someone(2)});
  auto begun = x.pop_front();
  x.push_front(begun);
  EXPECT_EQ(x.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_EQ(x.pop_front().job.user_id, id_of(i));
  EXPECT_TRUE(x.empty());
  x.push_front(begun);
  EXPECT_FALSE(x.empty());
  x.clear();
  EXPECT_TRUE(x.empty());
}

} // namespace
} // namespace roamsync
