#include "actors/ledger/ledger.hpp"
#include "actors/support/system_config.hpp"
#include "engine/store/memory_store.hpp"
#include "tests/protocols/db/temp_dir.hpp"

#include <caf/actor_cast.hpp>
#include <caf/actor_system.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

// What is told of a run whose store failed, or that was given up, must neither go into the next run nor keep it from
// opening.
namespace roamsync::actors {
namespace {

/// Takes as many calls less.
struct failing_store final : memory_store {
  result<night> open(const open_run& what) override {
    if (refused_opens-- > 0)
      return error{"the disk is full"};
    return memory_store::open(what);
  }
  status record(std::int64_t number, std::span<const mailbox_record> rows) override {
    if (refused_records-- > 0)
      return error{"the disk is full"};
    return memory_store::record(number, rows);
  }
  std::atomic<int> refused_opens = 0;
  std::atomic<int> refused_records = 0;
};

class ledger_late_words : public testing::Test {
protected:
  ledger_late_words() {
    shared_->settings.store.path = folder_.file("roamsync.db");
    shared_->utc = [] { return utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 1}}; };
    to_ = system_.spawn(ledger, std::shared_ptr<const context>{shared_}, where_, nullptr);
  }
  ~ledger_late_words() override { caf::anon_send_exit(to_, caf::exit_reason::kill); }

  template <class Handle>
  Handle me() {
    return caf::actor_cast<Handle>(self_->address());
  }

  void order(std::uint64_t serial) {
    const std::chrono::day day{static_cast<unsigned>(serial)};
    const auto opened = utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / day}};
    self_->send(to_,
                run_order{.what = {.kind = run_kind::night,
                                   .date = std::chrono::year{2026} / 11 / day,
                                   .opened = opened,
                                   .closes = opened + std::chrono::hours{4}},
                          .serial = serial},
                me<supervisor_actor>());
  }

  /// The number of the run that the order opened; 0: it did not.
  std::int64_t opened(std::uint64_t serial) {
    std::int64_t out = 0;
    self_->receive([&](const run_opened& x) { out = x.order.serial == serial ? x.run.number : 0; },
                   [&](const run_ended& x) { ADD_FAILURE() << x.failure; },
                   [&](const store_broken& x) { ADD_FAILURE() << x.message; },
                   [&](const tenant_ended& x) { ADD_FAILURE() << x.run.tenant << " ended"; },
                   caf::after(std::chrono::minutes{1}) >> [] { ADD_FAILURE() << "no answer"; });
    return out;
  }

  void tell_of(std::uint64_t serial) {
    self_->send(to_,
                record_rows{{{.tenant = "firm", .user_id = "u1", .end = {outcome_kind::written}}}, serial});
    self_->send(to_, tenant_ended{{.tenant = "firm", .state = tenant_state::done}, serial});
  }

  /// As the first tenant of a night: all that waits is written before.
  void load(std::int64_t run, std::uint64_t serial) {
    self_->send(to_, load_tenant{run, "other", serial}, me<tenant_actor>());
    self_->receive([](const tenant_file&) {}, [&](const tenant_ended& x) { ADD_FAILURE() << x.run.tenant; },
                   caf::after(std::chrono::minutes{1}) >> [] { ADD_FAILURE() << "no file"; });
  }

  void expect_nothing_in(std::int64_t run) {
    EXPECT_TRUE(where_->records(run, "firm").value().empty());
    EXPECT_TRUE(where_->tenant_runs(run).value().empty());
  }

  db::temp_dir folder_;
  std::shared_ptr<context> shared_ = std::make_shared<context>();
  std::shared_ptr<failing_store> where_ = std::make_shared<failing_store>();
  system_config options_{2};
  caf::actor_system system_{options_};
  caf::scoped_actor self_{system_};
  ledger_actor to_;
};

TEST_F(ledger_late_words, of_a_run_whose_store_failed_do_not_go_into_the_next_one) {
  order(1);
  ASSERT_GT(opened(1), 0);
  where_->refused_opens = 1;
  order(2);
  self_->receive([](const store_broken& x) { EXPECT_EQ(x.serial, 2U); });
  tell_of(2); // by tenants whom the kill has not reached
  self_->send(to_, load_tenant{0, "firm", 2}, me<tenant_actor>());
  order(3);
  const auto run = opened(3);
  ASSERT_GT(run, 0);
  load(run, 3);
  expect_nothing_in(run);
}

TEST_F(ledger_late_words, that_come_after_the_next_run_opened_are_not_taken_for_its_own) {
  order(1);
  ASSERT_GT(opened(1), 0);
  self_->send(to_, run_given_up{});
  order(2);
  const auto run = opened(2);
  ASSERT_GT(run, 0);
  tell_of(1);
  load(run, 2);
  expect_nothing_in(run);
}

TEST_F(ledger_late_words, the_engine_lock_is_given_back_once_what_was_told_is_written) {
  order(1);
  const auto run = opened(1);
  ASSERT_GT(run, 0);
  where_->refused_records = 2;
  self_->send(to_, record_rows{{{.tenant = "firm", .user_id = "u1", .end = {outcome_kind::written}}}, 1});
  self_->send(to_, run_given_up{});
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{30};
  auto lock = db::engine_lock::acquire(shared_->settings.store.path);
  while (!lock && std::chrono::steady_clock::now() < patience) {
    // The lock is another process's business too: nobody tells when it is free, so it is asked for again.
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    lock = db::engine_lock::acquire(shared_->settings.store.path);
  }
  EXPECT_TRUE(lock) << "no night opens until the process is started again";
  EXPECT_EQ(where_->refused_records, -1);
}

TEST_F(ledger_late_words, a_run_that_was_given_up_and_cannot_be_written_does_not_lock_the_next_order_out) {
  order(1);
  ASSERT_GT(opened(1), 0);
  where_->refused_records = 2;
  self_->send(to_, record_rows{{{.tenant = "firm", .user_id = "u1", .end = {outcome_kind::written}}}, 1});
  self_->send(to_, run_given_up{});
  order(2);
  const auto run = opened(2);
  ASSERT_GT(run, 0);
  load(run, 2);
  expect_nothing_in(run);
}

} // namespace
} // namespace roamsync::actors
