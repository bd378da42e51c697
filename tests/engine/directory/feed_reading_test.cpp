#include "tests/engine/directory/harness.hpp"

namespace roamsync {
namespace {

/// The machine with its change feeds, which tell nothing unless the test says otherwise.
class feed_reading_test : public directory_machine_test {
protected:
  feed_reading_test() {
    add_people(3);
    feeds_ = {.source = "s", .group = "root", .day = 5};
    feed_ = [this](const directory_call_t& call, directory_reply& out) {
      if (const auto* x = std::get_if<directory_call::users>(&call)) {
        for (const auto& who : people_)
          if (std::find(x->ids.begin(), x->ids.end(), who.user_id) != x->ids.end())
            out.members.push_back(who);
        return;
      }
      const auto& x = std::get<directory_call::changes>(call);
      out.changes.delta = x.of == change_feed::groups ? "g" : "u";
      if (x.of == change_feed::groups && x.link.empty()) {
        out.changes.groups = {{.id = "root"}};
        for (const auto& who : people_)
          out.changes.groups[0].members.push_back({who.user_id, member_change::kind::user, false});
      }
    };
  }

  void know_people() {
    feeds_.known = known_group{.source = "s",
                               .full_day = 4,
                               .groups_link = "g0",
                               .users_link = "u0",
                               .groups = {{"root", {}}},
                               .members = people_};
    for (const auto& who : people_)
      feeds_.known->groups["root"].users.insert(who.user_id);
  }

  template <class Call>
  [[nodiscard]] std::size_t sent() const {
    return static_cast<std::size_t>(std::count_if(
        sent_.begin(), sent_.end(), [](const request& x) { return std::holds_alternative<Call>(x.call); }));
  }
};

TEST_F(feed_reading_test, an_unchanged_group_costs_a_token_and_two_feeds) {
  know_people();
  read({});
  EXPECT_EQ(sent_.size(), 3u);
  EXPECT_EQ(done_, people_);
  ASSERT_TRUE(kept_group_);
  EXPECT_EQ(kept_group_->groups_link, "g");
  EXPECT_EQ(kept_group_->users_link, "u");
  EXPECT_TRUE(kept_group_->put.empty() && kept_group_->removed.empty() && !kept_group_->groups);
}

TEST_F(feed_reading_test, the_first_reading_begins_the_feeds_before_it_reads) {
  read({});
  ASSERT_EQ(sent_.size(), 4u);
  EXPECT_EQ(std::get<directory_call::changes>(sent_[1].call).of, change_feed::users);
  EXPECT_EQ(std::get<directory_call::changes>(sent_[2].call).of, change_feed::groups);
  EXPECT_TRUE(std::holds_alternative<directory_call::members>(sent_[3].call));
  ASSERT_TRUE(kept_group_);
  EXPECT_TRUE(kept_group_->all);
  EXPECT_EQ(kept_group_->put, people_);
  EXPECT_EQ(kept_group_->full_day, 5);
}

TEST_F(feed_reading_test, details_are_asked_of_those_who_changed_only) {
  know_people();
  auto quiet = feed_;
  feed_ = [quiet](const directory_call_t& call, directory_reply& out) {
    quiet(call, out);
    if (const auto* x = std::get_if<directory_call::changes>(&call); x && x->of == change_feed::users)
      out.changes.users = {"U1", "a-stranger"};
  };
  read(both);
  const auto asked = batches();
  ASSERT_EQ(asked.size(), 1u);
  for (const auto& x : asked[0])
    EXPECT_EQ(x.user_id, "u1");
  ASSERT_TRUE(kept_group_);
  ASSERT_EQ(kept_group_->put.size(), 1u);
  EXPECT_EQ(*kept_group_->put[0].photo, "data:u1");
}

TEST_F(feed_reading_test, a_feed_that_refuses_leads_to_the_pages_and_to_new_links) {
  know_people();
  auto quiet = feed_;
  feed_ = [quiet](const directory_call_t& call, directory_reply& out) {
    if (const auto* x = std::get_if<directory_call::changes>(&call); x && x->link == "u0")
      out.call = bad(verdict::failed, cause::group_unreadable);
    else
      quiet(call, out);
  };
  read({});
  EXPECT_EQ(sent<directory_call::members>(), 1u);
  EXPECT_EQ(done_, people_);
  ASSERT_TRUE(kept_group_);
  EXPECT_TRUE(kept_group_->all);
  EXPECT_EQ(notes_.size(), 1u);
}

TEST_F(feed_reading_test, a_feed_that_always_refuses_costs_no_member) {
  know_people();
  feed_ = [](const auto&, directory_reply& out) { out.call = bad(verdict::failed, cause::group_unreadable); };
  read({});
  EXPECT_FALSE(failed_);
  EXPECT_EQ(done_, people_);
  ASSERT_TRUE(kept_group_);
  EXPECT_TRUE(kept_group_->forget);
}

TEST_F(feed_reading_test, a_feed_that_is_down_is_given_up_when_patience_ends) {
  know_people();
  feed_ = [](const auto&, directory_reply& out) { out.call = bad(verdict::transient, cause::server_error); };
  read({});
  EXPECT_FALSE(failed_);
  EXPECT_EQ(done_, people_);
}

TEST_F(feed_reading_test, a_wait_that_a_feed_asks_for_is_kept) {
  know_people();
  auto quiet = feed_;
  feed_ = [quiet, throttled = false](const directory_call_t& call, directory_reply& out) mutable {
    if (!std::exchange(throttled, true))
      out.call = bad(verdict::throttled, cause::throttled, duration{90'000});
    else
      quiet(call, out);
  };
  read({});
  EXPECT_EQ(sent_.size(), 4u);
  EXPECT_GE(sent_[2].at - sent_[1].at, duration{90'000});
  EXPECT_EQ(done_, people_);
}

TEST_F(feed_reading_test, a_reading_that_fails_keeps_nothing) {
  details_ = [](const auto& asked, directory_reply& out) {
    out.details.assign(asked.size(), {.call = bad(verdict::failed, cause::consent_missing)});
  };
  read(both);
  EXPECT_TRUE(failed_);
  EXPECT_FALSE(kept_group_);
}

TEST_F(feed_reading_test, members_come_in_the_same_order_whichever_way_they_were_read) {
  std::reverse(people_.begin(), people_.end());
  read({});
  ASSERT_TRUE(done_);
  EXPECT_EQ(done_->front().user_id, "u0");
}

} // namespace
} // namespace roamsync
