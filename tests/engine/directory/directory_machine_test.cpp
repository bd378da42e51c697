#include "engine/directory/directory_machine.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <functional>

// The machine in virtual time, against a directory that is a function of this test.
namespace roamsync {
namespace {

using namespace std::chrono_literals;

class directory_machine_test : public ::testing::Test {
protected:
  struct request {
    time_point at;
    directory_call_t call;
  };

  /// Lets the machine read until it says members or failed.
  void read(const details_wanted& wanted) {
    take(machine_.read_members(wanted, now_));
    while (!done_ && (!open_.empty() || wake_)) {
      if (open_.empty()) {
        now_ = std::max(now_, *std::exchange(wake_, std::nullopt));
        take(machine_.on_wake(now_));
        continue;
      }
      const auto [id, call] = open_.front();
      open_.pop_front();
      sent_.push_back({now_, call});
      take(machine_.on_reply(id, answer(call), now_, 0));
    }
  }

  directory_reply answer(const directory_call_t& call) {
    directory_reply out;
    if (std::holds_alternative<directory_call::token>(call))
      out.lifetime = 1h;
    else if (std::holds_alternative<directory_call::members>(call))
      out.members = people_;
    else if (const auto* x = std::get_if<directory_call::details>(&call))
      details_(x->asked, out);
    return out;
  }

  void take(directory_effects effects) {
    for (auto& effect : effects) {
      if (auto* send = std::get_if<directory_effect::send>(&effect))
        open_.emplace_back(send->id, send->call);
      else if (auto* wake = std::get_if<directory_effect::wake>(&effect))
        wake_ = wake->at;
      else if (auto* keep = std::get_if<directory_effect::keep>(&effect))
        kept_ = keep->not_before;
      else if (auto* all = std::get_if<directory_effect::members>(&effect))
        done_.emplace(std::move(all->all));
      else if (auto* why = std::get_if<directory_effect::failed>(&effect)) {
        failed_ = why->why;
        done_.emplace();
      }
    }
  }

  void add_people(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto name = std::to_string(people_.size());
      people_.push_back({.user_id = "u" + name, .mail = "m" + name + "@contoso.com"});
    }
  }

  /// The batches that were sent.
  [[nodiscard]] std::vector<std::vector<detail_question>> batches() const {
    std::vector<std::vector<detail_question>> out;
    for (const auto& x : sent_)
      if (const auto* details = std::get_if<directory_call::details>(&x.call))
        out.push_back(details->asked);
    return out;
  }

  /// Every manager is called after its user, every photo too.
  static detail_reply good(const detail_question& x) {
    detail_reply out;
    if (x.what == member_detail::photo)
      out.photo = "data:" + x.user_id;
    else
      out.manager.emplace().attributes["displayName"] = "boss of " + x.user_id;
    return out;
  }

  static call_result bad(verdict what, cause why, std::optional<duration> wait = std::nullopt) {
    return {.what = what, .why = why, .retry_after = wait, .detail = "status"};
  }

  std::function<void(const std::vector<detail_question>&, directory_reply&)> details_ =
      [](const auto& asked, directory_reply& out) {
        for (const auto& x : asked)
          out.details.push_back(good(x));
      };
  std::vector<member> people_;
  time_point now_{};
  directory_machine machine_{{}, {}, now_};
  std::deque<std::pair<call_queue::call_id, directory_call_t>> open_;
  std::optional<time_point> wake_;
  std::vector<request> sent_;
  std::optional<std::vector<member>> done_;
  std::optional<call_result> failed_;
  std::optional<time_point> kept_;
};

const details_wanted both{.manager = {"displayName"}, .photo = true};

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

TEST_F(directory_machine_test, asks_again_for_the_throttled_part_alone_and_not_before_its_wait) {
  add_people(3);
  details_ = [this](const auto& asked, directory_reply& out) {
    const bool first = batches().size() == 1;
    for (const auto& x : asked) {
      out.details.push_back(good(x));
      if (first && x.member == 1 && x.what == member_detail::manager)
        out.details.back() = {.call = bad(verdict::throttled, cause::throttled, 7s)};
      if (first && x.member == 2 && x.what == member_detail::photo)
        out.details.back() = {.call = bad(verdict::throttled, cause::throttled, 40s)};
      if (first && x.member == 0 && x.what == member_detail::photo)
        out.details.back() = {.call = bad(verdict::transient, cause::server_error)};
    }
  };
  read(both);
  ASSERT_EQ(batches().size(), 2u);
  EXPECT_EQ(batches()[1], (std::vector<detail_question>{{0, "u0", member_detail::photo},
                                                        {1, "u1", member_detail::manager},
                                                        {2, "u2", member_detail::photo}}));
  EXPECT_GE(sent_.back().at - sent_.front().at, 40s) << "the longest wait of the batch";
  EXPECT_GE(*kept_ - sent_.front().at, 40s) << "also for the process that comes after this one";
  for (const auto& who : *done_) {
    EXPECT_EQ(who.attributes.at("manager.displayName"), "boss of " + who.user_id);
    EXPECT_TRUE(who.photo) << who.user_id;
  }
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

TEST_F(directory_machine_test, a_part_that_is_refused_ends_the_reading_and_says_what_was_asked) {
  add_people(30);
  details_ = [](const auto& asked, directory_reply& out) {
    for (const auto& x : asked)
      out.details.push_back(good(x));
    out.details.at(3) = {.call = bad(verdict::throttled, cause::throttled, 60s)};
    out.details.at(1) = {.call = bad(verdict::failed, cause::group_unreadable)};
  };
  read(both);
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::group_unreadable);
  EXPECT_EQ(failed_->detail, "photo of user u0: status");
  EXPECT_EQ(batches().size(), 1u);
}

TEST_F(directory_machine_test, a_part_that_the_answer_leaves_out_is_asked_for_again) {
  add_people(2);
  details_ = [this](const auto& asked, directory_reply& out) {
    for (const auto& x : asked)
      if (batches().size() > 1 || x.member == 0)
        out.details.push_back(good(x));
  };
  read({.photo = true});
  ASSERT_EQ(batches().size(), 2u);
  EXPECT_EQ(batches()[1].size(), 1u);
  EXPECT_TRUE((*done_)[1].photo);
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

TEST_F(directory_machine_test, one_manager_whose_answer_is_too_large_ends_the_reading) {
  add_people(1);
  details_ = [](const auto&, directory_reply& out) {
    out.too_large = true;
    out.call = bad(verdict::failed, cause::unreadable_answer);
  };
  read({.manager = {"mail"}});
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::unreadable_answer);
}

TEST_F(directory_machine_test, a_whole_batch_that_fails_is_sent_again_as_it_was) {
  add_people(2);
  details_ = [this](const auto& asked, directory_reply& out) {
    if (batches().size() == 1)
      out.call = bad(verdict::transient, cause::server_error);
    else
      for (const auto& x : asked)
        out.details.push_back(good(x));
  };
  read(both);
  ASSERT_EQ(batches().size(), 2u);
  EXPECT_EQ(batches()[0], batches()[1]);
  EXPECT_TRUE((*done_)[1].photo);
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
