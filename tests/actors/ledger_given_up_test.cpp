#include "actors/ledger/ledger.hpp"
#include "actors/support/ended_actor.hpp"
#include "actors/support/system_config.hpp"
#include "engine/store/memory_store.hpp"
#include "tests/protocols/db/temp_dir.hpp"

#include <caf/actor_system.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <future>
#include <memory>

// A ledger that was silent for so long that its run was ended, and that is back.
namespace roamsync::actors {
namespace {

run_order night_of(unsigned day) {
  const auto opened = utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / day}};
  return {.what = {.kind = run_kind::night,
                   .date = std::chrono::year{2026} / 11 / std::chrono::day{day},
                   .opened = opened,
                   .closes = opened + std::chrono::hours{4}}};
}

mailbox_record outcome_of(const char* user) {
  return {.tenant = "firm", .user_id = user, .mailbox = user, .end = {.kind = outcome_kind::written}};
}

struct seen {
  std::vector<std::int64_t> opened;
  std::string failure;
};

/// Gives up its first run and opens another; quits when it has heard of both.
supervisor_actor::behavior_type impatient(supervisor_actor::pointer self, ledger_actor to, seen* what) {
  self->send(to, night_of(1), supervisor_actor{self});
  return {
      [=](run_order&) {},
      [=](run_opened& x) {
        what->opened.push_back(x.run.number);
        if (what->opened.size() == 2)
          return self->quit();
        self->send(to, record_rows{{outcome_of("told-before")}});
        self->send(to, run_given_up{});
        self->send(to, night_of(2), supervisor_actor{self});
      },
      [](const tenant_shown&) {},
      [](const tenant_ended&) {},
      [=](const run_ended& x) {
        what->failure = x.failure;
        self->quit();
      },
      [=](const store_broken& x) {
        what->failure = x.message;
        self->quit();
      },
      [](stop_run) {},
      [](const base_changed&) {},
      [](const knobs_turned&) {},
      [](const tenant_lives&) {},
      [](ledger_lives) {},
      [](timer_token) {},
  };
}

TEST(ledger_given_up, keeps_what_it_was_told_under_its_own_run_and_lets_the_next_one_open) {
  const db::temp_dir folder;
  auto shared = std::make_shared<context>();
  shared->settings.store.path = folder.file("roamsync.db");
  shared->utc = [] { return utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 1}}; };
  auto where = std::make_shared<memory_store>();
  seen what;
  {
    system_config options{2};
    caf::actor_system system{options};
    auto to = system.spawn(ledger, std::shared_ptr<const context>{shared}, where, nullptr);
    caf::scoped_actor self{system};
    self->wait_for(system.spawn(impatient, to, &what));
    caf::anon_send_exit(to, caf::exit_reason::kill);
  }
  EXPECT_EQ(what.failure, "");
  ASSERT_EQ(what.opened.size(), 2U);
  EXPECT_NE(what.opened[0], what.opened[1]);
  EXPECT_EQ(where->records(what.opened[0], "firm").value().size(), 1U);
  EXPECT_TRUE(where->records(what.opened[1], "firm").value().empty());
}

/// A store on a disk that does not answer.
class hanging_store : public memory_store {
public:
  result<std::vector<tenant_settings>> tenants() override {
    entered.set_value();
    answers.get_future().wait();
    return memory_store::tenants();
  }
  std::promise<void> entered;
  std::promise<void> answers;
};

TEST(ledger_given_up, that_hangs_is_not_waited_for_at_the_end) {
  const db::temp_dir folder;
  auto shared = std::make_shared<context>();
  shared->settings.store.path = folder.file("roamsync.db");
  shared->utc = [] { return utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 1}}; };
  auto where = std::make_shared<hanging_store>();
  system_config options{2};
  caf::actor_system system{options};
  auto to = system.spawn<caf::detached>(ledger, std::shared_ptr<const context>{shared}, where, nullptr);
  const ended_actor end{to};
  caf::anon_send(to, ask_openings{}, schedule_actor{});
  where->entered.get_future().wait();
  caf::anon_send_exit(to, caf::exit_reason::kill);
  to = nullptr;
  EXPECT_FALSE(end.wait(std::chrono::milliseconds{20}));
  where->answers.set_value();
  EXPECT_TRUE(end.wait(std::chrono::minutes{1}));
}

} // namespace
} // namespace roamsync::actors
