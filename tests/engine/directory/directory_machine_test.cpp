#include "tests/engine/directory/harness.hpp"

#include <algorithm>

namespace roamsync {
namespace {

using namespace std::chrono_literals;

TEST_F(directory_machine_test, asks_for_nothing_that_the_catalogue_does_not_use) {
  add_people(3);
  read({});
  EXPECT_EQ(sent_.size(), 2u) << "the token and the page";
  EXPECT_EQ(*done_, people_);
}

TEST_F(directory_machine_test, stores_managers_and_photos_with_their_members) {
  add_people(25);
  read(both);
  ASSERT_TRUE(done_);
  ASSERT_EQ(done_->size(), 25u);
  for (const auto& who : *done_) {
    EXPECT_EQ(who.attributes.at("manager.displayName"), "boss of " + who.user_id);
    EXPECT_EQ(*who.photo, "data:" + who.user_id);
  }
  ASSERT_EQ(batches().size(), 3u);
  for (const auto& x : batches())
    EXPECT_LE(x.size(), detail_questions_max);
}

TEST_F(directory_machine_test, fills_batches_with_managers_but_not_with_photos) {
  add_people(25);
  read({.manager = {"mail"}});
  ASSERT_EQ(batches().size(), 2u);
  EXPECT_EQ(batches()[0].size(), 20u);
  EXPECT_EQ(batches()[1].size(), 5u);
}

TEST_F(directory_machine_test, asks_for_few_photos_at_once) {
  add_people(25);
  read({.photo = true});
  ASSERT_EQ(batches().size(), 3u);
  EXPECT_EQ(batches()[0].size(), detail_photos_max);
}

TEST_F(directory_machine_test, asks_only_about_those_who_may_get_a_signature) {
  add_people(4);
  people_[0].account_enabled = false;
  people_[2].mail.clear();
  read({.photo = true});
  ASSERT_EQ(batches().size(), 1u);
  EXPECT_EQ(batches()[0],
            (std::vector<detail_question>{{1, "u1", member_detail::photo}, {3, "u3", member_detail::photo}}));
  EXPECT_EQ(done_->size(), 4u);
}

TEST_F(directory_machine_test, asks_about_one_only_if_only_one_is_meant) {
  add_people(30);
  read({.photo = true, .only_address = "m7@contoso.com"});
  ASSERT_EQ(batches().size(), 1u);
  EXPECT_EQ(batches()[0], (std::vector<detail_question>{{7, "u7", member_detail::photo}}));
}

TEST_F(directory_machine_test, none_is_an_answer) {
  add_people(2);
  details_ = [](const auto& asked, directory_reply& out) { out.details.resize(asked.size()); };
  read(both);
  EXPECT_EQ(batches().size(), 1u);
  EXPECT_EQ(*done_, people_);
}

TEST_F(directory_machine_test, a_part_that_is_throttled_without_end_ends_the_reading) {
  add_people(1);
  details_ = [](const auto& asked, directory_reply& out) {
    out.details.assign(asked.size(), {.call = bad(verdict::throttled, cause::throttled, 60s)});
  };
  read({.photo = true});
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::throttled);
  EXPECT_LE(sent_.back().at - sent_.front().at, 1h);
}

TEST_F(directory_machine_test, a_part_that_finds_the_token_too_old_gets_a_new_one_once) {
  add_people(1);
  details_ = [](const auto& asked, directory_reply& out) {
    out.details.assign(asked.size(), {.call = bad(verdict::sign_in_again, cause::group_unreadable)});
  };
  read({.photo = true});
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::group_unreadable);
  EXPECT_EQ(batches().size(), 2u);
  EXPECT_EQ(sent_.size(), 5u) << "token, page, batch, token, batch";
}

TEST_F(directory_machine_test, an_answer_that_is_too_large_is_asked_for_in_halves) {
  add_people(12);
  details_ = [](const auto& asked, directory_reply& out) {
    const bool large = std::any_of(asked.begin(), asked.end(), [](const auto& x) { return x.member == 6; });
    if (large && asked.size() > 1) {
      out.too_large = true;
      out.call = bad(verdict::failed, cause::unreadable_answer);
      return;
    }
    for (const auto& x : asked)
      out.details.push_back(large ? detail_reply{} : good(x));
  };
  read({.photo = true});
  ASSERT_FALSE(failed_);
  for (std::size_t i = 0; i < 12; ++i)
    EXPECT_EQ(static_cast<bool>((*done_)[i].photo), i != 6) << i;
  EXPECT_LE(batches().size(), 9u);
}

TEST_F(directory_machine_test, a_group_whose_values_are_too_large_is_not_read_to_its_end) {
  machine_ = directory_machine{{}, {.bytes_max = 100'000}, now_};
  add_people(20);
  people_[3].attributes["jobTitle"] = std::string(100'000, 'x');
  read(both);
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::group_unreadable);
  EXPECT_TRUE(batches().empty());
}

TEST_F(directory_machine_test, photos_count_among_a_group_s_values) {
  machine_ = directory_machine{{}, {.bytes_max = 100'000}, now_};
  add_people(40);
  details_ = [](const auto& asked, directory_reply& out) {
    for (std::size_t i = 0; i < asked.size(); ++i)
      out.details.push_back({.photo = std::string(4'000, 'x')});
  };
  read({.photo = true});
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::group_unreadable);
  EXPECT_EQ(batches().size(), 3u) << "two batches of ten photos fit";
}

TEST_F(directory_machine_test, details_that_are_always_put_off_come_to_an_end) {
  add_people(40);
  bool put_off = true;
  details_ = [&](const auto& asked, directory_reply& out) {
    put_off = !put_off; // Each batch is answered with a wait first, and whole at the second time.
    for (const auto& x : asked)
      out.details.push_back(put_off ? good(x)
                                    : detail_reply{.call = bad(verdict::throttled, cause::throttled, 15min)});
  };
  read({.photo = true});
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::group_unreadable);
  EXPECT_LT(now_, time_point{} + 60min);
}

} // namespace
} // namespace roamsync
