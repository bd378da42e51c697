#include "tests/engine/directory/harness.hpp"

#include <set>

// Whose failure it is that a manager or a photo cannot be read: a member's or the tenant's.
namespace roamsync {
namespace {

using namespace std::chrono_literals;

class member_details_test : public directory_machine_test {
protected:
  using rule = std::function<std::optional<call_result>(const detail_question&)>;

  /// Another reading, of a group without members yet.
  void start_anew() {
    people_.clear();
    sent_.clear();
    done_.reset();
    failed_.reset();
    machine_ = directory_machine{{}, {}, now_};
  }

  /// Everything is told but what fails.
  void fail_where(rule fails) {
    details_ = [fails = std::move(fails)](const auto& asked, directory_reply& out) {
      for (const auto& x : asked)
        if (auto why = fails(x))
          out.details.push_back({.call = std::move(*why)});
        else
          out.details.push_back(good(x));
    };
  }
  /// From the second batch on no batch is answered, for that long.
  void break_after_the_first_batch(duration how_long) {
    details_ = [this, how_long, until = std::optional<time_point>{}](const auto& asked,
                                                                     directory_reply& out) mutable {
      if (!until && batches().size() == 2)
        until = now_ + how_long;
      if (until && now_ < *until)
        out.call = bad(verdict::transient, cause::server_error);
      else
        for (const auto& x : asked)
          out.details.push_back(good(x));
    };
  }
  static bool is_photo_of(const detail_question& x, std::size_t member) {
    return x.member == member && x.what == member_detail::photo;
  }
  static call_result broken() { return bad(verdict::transient, cause::server_error); }
  static call_result refused() { return bad(verdict::failed, cause::request_refused); }
  static call_result denied() { return bad(verdict::failed, cause::consent_missing); }

  /// The members without all of their details.
  [[nodiscard]] std::set<std::size_t> unread() const {
    std::set<std::size_t> out;
    for (std::size_t i = 0; done_ && i < done_->size(); ++i)
      if ((*done_)[i].unread)
        out.insert(i);
    return out;
  }
  [[nodiscard]] std::size_t asked_for_photo_of(std::size_t member) const {
    std::size_t out = 0;
    for (const auto& batch : batches())
      out += static_cast<std::size_t>(
          std::count_if(batch.begin(), batch.end(), [&](const auto& x) { return is_photo_of(x, member); }));
    return out;
  }
};

const details_wanted photos{.photo = true};

TEST_F(member_details_test, one_that_is_refused_is_its_member_s_and_is_not_asked_again) {
  add_people(30);
  fail_where([](const auto& x) { return is_photo_of(x, 3) ? std::optional{refused()} : std::nullopt; });
  read(both);
  ASSERT_FALSE(failed_);
  EXPECT_EQ(unread(), (std::set<std::size_t>{3}));
  EXPECT_EQ((*done_)[3].unread, (detail_failure{cause::request_refused, "photo: status"}));
  EXPECT_EQ((*done_)[3].attributes.at("manager.displayName"), "boss of u3");
  EXPECT_EQ(batches().size(), 3u);
}

TEST_F(member_details_test, all_may_be_refused_without_a_word_of_permission) {
  add_people(50);
  fail_where(
      [](const auto& x) { return x.what == member_detail::photo ? std::optional{refused()} : std::nullopt; });
  read(both);
  ASSERT_FALSE(failed_);
  EXPECT_EQ(unread().size(), 50u);
  EXPECT_EQ(batches().size(), 5u);
}

TEST_F(member_details_test, a_permission_that_is_missing_is_the_tenant_s) {
  add_people(30);
  fail_where(
      [](const auto& x) { return x.what == member_detail::photo ? std::optional{denied()} : std::nullopt; });
  read(both);
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::consent_missing);
  EXPECT_EQ(failed_->detail, "photo of user u0: status");
  EXPECT_EQ(batches().size(), 1u);
}

TEST_F(member_details_test, a_permission_that_is_missing_for_one_only_is_that_member_s) {
  add_people(30);
  fail_where([](const auto& x) { return is_photo_of(x, 0) ? std::optional{denied()} : std::nullopt; });
  read(photos);
  ASSERT_FALSE(failed_);
  EXPECT_EQ(unread(), (std::set<std::size_t>{0}));
  EXPECT_EQ((*done_)[0].unread->why, cause::request_refused) << "the permission is there";
}

TEST_F(member_details_test, a_permission_that_is_taken_back_meanwhile_is_the_tenant_s) {
  add_people(100);
  fail_where([](const auto& x) { return x.member >= 10 ? std::optional{denied()} : std::nullopt; });
  read(photos);
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::consent_missing);
  EXPECT_EQ(batches().size(), 4u);
}

TEST_F(member_details_test, one_that_fails_for_now_is_asked_again_after_all_others) {
  add_people(25);
  fail_where([this](const auto& x) {
    return is_photo_of(x, 3) && asked_for_photo_of(3) == 1 ? std::optional{broken()} : std::nullopt;
  });
  read(photos);
  ASSERT_FALSE(failed_);
  EXPECT_TRUE(unread().empty());
  EXPECT_TRUE((*done_)[3].photo);
  ASSERT_EQ(batches().size(), 4u);
  EXPECT_EQ(batches()[3], (std::vector<detail_question>{{3, "u3", member_detail::photo, 1}}));
}

TEST_F(member_details_test, one_that_fails_at_each_try_is_its_member_s) {
  add_people(25);
  fail_where([](const auto& x) {
    return is_photo_of(x, 3) || (x.member == 20 && x.what == member_detail::manager) ? std::optional{broken()}
                                                                                     : std::nullopt;
  });
  read(both);
  ASSERT_FALSE(failed_);
  EXPECT_EQ(unread(), (std::set<std::size_t>{3, 20}));
  EXPECT_EQ((*done_)[3].unread, (detail_failure{cause::server_error, "photo: status"}));
  EXPECT_EQ((*done_)[20].unread, (detail_failure{cause::server_error, "manager: status"}));
  EXPECT_EQ(asked_for_photo_of(3), retry_options{}.attempts_max);
  EXPECT_LT(now_ - time_point{}, 1min);
}

TEST_F(member_details_test, both_of_one_member_are_named) {
  add_people(25);
  fail_where([](const auto& x) { return x.member == 3 ? std::optional{refused()} : std::nullopt; });
  read(both);
  ASSERT_FALSE(failed_);
  EXPECT_EQ((*done_)[3].unread, (detail_failure{cause::request_refused, "manager: status; photo: status"}));
}

TEST_F(member_details_test, those_that_hang_until_the_time_is_over_are_their_members) {
  machine_ = directory_machine{{}, {.details_deadline = 10min}, now_};
  add_people(100);
  fail_where([this](const auto& x) -> std::optional<call_result> {
    if (x.what != member_detail::photo || x.member < 80)
      return std::nullopt;
    now_ += 1min;
    return bad(verdict::transient, cause::timed_out);
  });
  read(photos);
  ASSERT_FALSE(failed_);
  EXPECT_EQ(unread().size(), 20u);
  EXPECT_EQ((*done_)[99].unread, (detail_failure{cause::timed_out, "photo: status"}));
  EXPECT_TRUE((*done_)[79].photo);
}

TEST_F(member_details_test, one_that_the_answer_leaves_out_each_time_is_its_member_s) {
  add_people(2);
  details_ = [](const auto& asked, directory_reply& out) {
    for (const auto& x : asked)
      if (x.member == 0)
        out.details.push_back(good(x));
  };
  read(photos);
  ASSERT_FALSE(failed_);
  EXPECT_EQ(unread(), (std::set<std::size_t>{1}));
  EXPECT_EQ((*done_)[1].unread->why, cause::unreadable_answer);
}

TEST_F(member_details_test, a_photo_on_which_the_whole_batch_breaks_is_its_member_s) {
  add_people(25);
  details_ = [](const auto& asked, directory_reply& out) {
    for (const auto& x : asked) {
      out.details.push_back(good(x));
      if (is_photo_of(x, 13))
        out.call = bad(verdict::transient, cause::timed_out);
    }
  };
  read(photos);
  ASSERT_FALSE(failed_);
  EXPECT_EQ(unread(), (std::set<std::size_t>{13}));
  EXPECT_EQ((*done_)[13].unread->why, cause::timed_out);
  for (std::size_t i = 0; i < 25; ++i)
    EXPECT_EQ(static_cast<bool>((*done_)[i].photo), i != 13) << i;
  EXPECT_EQ(asked_for_photo_of(13), retry_options{}.attempts_max);
  EXPECT_EQ(asked_for_photo_of(14), 2u);
}

TEST_F(member_details_test, a_photo_on_which_the_first_batch_breaks_is_its_member_s) {
  for (std::size_t size = 2; size <= 10; ++size)
    for (std::size_t broken = 0; broken < size; ++broken) {
      start_anew();
      add_people(size);
      details_ = [broken](const auto& asked, directory_reply& out) {
        for (const auto& x : asked) {
          out.details.push_back(good(x));
          if (is_photo_of(x, broken))
            out.call = bad(verdict::transient, cause::timed_out);
        }
      };
      read(photos);
      ASSERT_FALSE(failed_) << broken << " of " << size;
      EXPECT_EQ(unread(), (std::set<std::size_t>{broken})) << size;
      EXPECT_LE(asked_for_photo_of(broken), retry_options{}.attempts_max + 3) << size;
    }
}

TEST_F(member_details_test, a_manager_whose_answer_is_too_large_is_its_member_s) {
  add_people(3);
  details_ = [](const auto& asked, directory_reply& out) {
    if (asked.size() == 1 && asked[0].member != 1) {
      out.details.push_back(good(asked[0]));
      return;
    }
    out.too_large = true;
    out.call = bad(verdict::failed, cause::unreadable_answer);
  };
  read({.manager = {"mail"}});
  ASSERT_FALSE(failed_);
  EXPECT_EQ(unread(), (std::set<std::size_t>{1}));
  EXPECT_EQ((*done_)[1].unread, (detail_failure{cause::unreadable_answer, "manager: status"}));
}

TEST_F(member_details_test, a_batch_that_is_refused_as_a_whole_is_the_tenant_s) {
  add_people(3);
  details_ = [](const auto&, directory_reply& out) {
    out.call = bad(verdict::failed, cause::group_unreadable);
  };
  read(photos);
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::group_unreadable);
}

TEST_F(member_details_test, photos_that_all_break_from_the_first_on_are_the_tenant_s_after_its_patience) {
  add_people(100);
  fail_where(
      [](const auto& x) { return x.what == member_detail::photo ? std::optional{broken()} : std::nullopt; });
  read(both);
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::server_error);
  EXPECT_EQ(asked_for_photo_of(10), 0u) << "nothing beyond the first batch";
  EXPECT_LE(now_ - time_point{}, retry_options{}.patience);
}

TEST_F(member_details_test, photos_that_break_without_end_are_the_tenant_s) {
  add_people(1'000);
  fail_where([](const auto& x) {
    return x.what == member_detail::photo && x.member >= 10 ? std::optional{broken()} : std::nullopt;
  });
  read(both);
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::server_error);
  EXPECT_EQ(asked_for_photo_of(29), 1u) << "put aside";
  EXPECT_EQ(asked_for_photo_of(40), 0u) << "too many in a row before";
  EXPECT_LE(now_ - time_point{}, retry_options{}.patience + 1min);
}

TEST_F(member_details_test, an_outage_that_ends_costs_nobody) {
  for (const auto people : {200u, 20u}) { // In the middle of the reading, and in its last batch.
    start_anew();
    add_people(people);
    break_after_the_first_batch(10min);
    read(both);
    ASSERT_FALSE(failed_);
    EXPECT_TRUE(unread().empty());
    for (const auto& who : *done_)
      EXPECT_TRUE(who.photo && who.attributes.contains("manager.displayName")) << who.user_id;
    EXPECT_LT(batches().size(), 170u) << "a sick service is not asked at full pace";
  }
}

TEST_F(member_details_test, an_outage_of_the_last_batch_that_does_not_end_costs_its_members_only) {
  add_people(20);
  break_after_the_first_batch(24h);
  read(both);
  ASSERT_FALSE(failed_);
  EXPECT_EQ(unread(), (std::set<std::size_t>{10, 11, 12, 13, 14, 15, 16, 17, 18, 19}));
  EXPECT_LE(now_ - time_point{}, retry_options{}.patience + 1min);
}

TEST_F(member_details_test, repeats_are_backed_off_from) {
  add_people(5);
  fail_where([this](const auto& x) {
    return is_photo_of(x, 3) && now_ < time_point{} + 2s ? std::optional{broken()} : std::nullopt;
  });
  read(photos);
  ASSERT_FALSE(failed_);
  EXPECT_TRUE(unread().empty()) << "a short illness is waited out";
  std::vector<time_point> tries;
  for (const auto& x : sent_)
    if (const auto* batch = std::get_if<directory_call::details>(&x.call))
      if (std::ranges::any_of(batch->asked, [](const auto& one) { return is_photo_of(one, 3); }))
        tries.push_back(x.at);
  ASSERT_GE(tries.size(), 3u);
  for (std::uint32_t i = 1; i < tries.size(); ++i)
    EXPECT_GE(tries[i] - tries[i - 1], full_jitter(i - 1, 0.5, {})) << i;
}

TEST_F(member_details_test, one_that_failed_once_is_no_control) {
  add_people(10);
  auto failures = 0;
  fail_where([&](const auto& x) {
    return is_photo_of(x, 3) || (is_photo_of(x, 2) && ++failures == 1) ? std::optional{broken()}
                                                                       : std::nullopt;
  });
  read(photos);
  ASSERT_FALSE(failed_);
  EXPECT_EQ(unread(), (std::set<std::size_t>{3}));
  EXPECT_EQ(asked_for_photo_of(2), 2u);
}

TEST_F(member_details_test, what_a_control_tells_again_takes_no_room) {
  machine_ = directory_machine{{}, {.bytes_max = 3'000}, now_};
  add_people(2);
  details_ = [](const auto& asked, directory_reply& out) {
    for (const auto& x : asked)
      out.details.push_back(is_photo_of(x, 1) ? detail_reply{.call = broken()}
                                              : detail_reply{.photo = std::string(1'000, 'x')});
  };
  read(photos);
  ASSERT_FALSE(failed_) << failed_->detail;
  EXPECT_EQ(unread(), (std::set<std::size_t>{1}));
  EXPECT_GT(asked_for_photo_of(0), 3u);
}

TEST_F(member_details_test, a_stop_is_no_member_s) {
  add_people(25);
  fail_where([](const auto& x) {
    return x.member == 3 ? std::optional{bad(verdict::transient, cause::stopped)} : std::nullopt;
  });
  read(photos);
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::stopped);
}

TEST_F(member_details_test, a_throttled_part_is_asked_for_alone_and_not_before_its_wait) {
  add_people(3);
  fail_where([this](const detail_question& x) -> std::optional<call_result> {
    if (batches().size() > 1)
      return std::nullopt;
    if (x.member == 1 && x.what == member_detail::manager)
      return bad(verdict::throttled, cause::throttled, 7s);
    if (is_photo_of(x, 2))
      return bad(verdict::throttled, cause::throttled, 40s);
    if (is_photo_of(x, 0))
      return broken();
    return std::nullopt;
  });
  read(both);
  ASSERT_EQ(batches().size(), 3u);
  EXPECT_EQ(batches()[1], (std::vector<detail_question>{{1, "u1", member_detail::manager},
                                                        {2, "u2", member_detail::photo}}));
  EXPECT_EQ(batches()[2], (std::vector<detail_question>{{0, "u0", member_detail::photo, 1}}));
  EXPECT_GE(sent_.back().at - sent_.front().at, 40s) << "the longest wait of the batch";
  EXPECT_GE(*kept_ - sent_.front().at, 40s) << "also for the process that comes after this one";
  for (const auto& who : *done_) {
    EXPECT_EQ(who.attributes.at("manager.displayName"), "boss of " + who.user_id);
    EXPECT_TRUE(who.photo) << who.user_id;
  }
}

} // namespace
} // namespace roamsync
