#include "protocols/db/engine_lock.hpp"
#include "protocols/db/sqlite_store.hpp"
#include "tests/protocols/db/child.hpp"
#include "tests/protocols/db/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <thread>

namespace roamsync::db {

namespace {

constexpr std::size_t batch_rows = 2'000;

/// The batch `number`; each row carries a receipt.
std::vector<mailbox_record> batch(std::uint32_t number) {
  std::vector<mailbox_record> rows(batch_rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].tenant = "a";
    rows[i].user_id = std::to_string(number) + "/" + std::to_string(i);
    rows[i].mailbox = rows[i].user_id;
    rows[i].end = {outcome_kind::written, cause::none, std::to_string(number)};
    rows[i].proof = receipt{rows[i].user_id, rows[i].mailbox, "d", {"Work"}, 1};
  }
  return rows;
}

/// Records batch after batch until it is killed; tells each one after record() has returned.
int record_without_end(const std::string& path, int to) {
  const auto opened = sqlite_store::open(path);
  if (!opened)
    return 1;
  for (std::uint32_t number = 1;; ++number) {
    if (!opened.value()->record(1, batch(number)))
      return 2;
    tell(to, number);
  }
}

} // namespace

TEST(killed_process, loses_nothing_that_was_recorded_and_leaves_no_half_batch) {
  constexpr int rounds = 10;
  constexpr std::uint32_t told = 3;
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE("killed after " + std::to_string(round) + "/" + std::to_string(rounds) + " of batch 4");
    const temp_dir dir;
    const auto path = dir.file("x.db");
    {
      const auto made = sqlite_store::open(path);
      tenant_settings tenant;
      tenant.id = "a";
      ASSERT_TRUE(made.value()->put_tenant(tenant));
      ASSERT_EQ(made.value()->open(open_run{}).value().number, 1);
    }
    child writer{[&](int to) { return record_without_end(path, to); }};
    ASSERT_EQ(writer.next(), 1u);
    const auto begun = std::chrono::steady_clock::now();
    for (std::uint32_t number = 2; number <= told; ++number)
      ASSERT_EQ(writer.next(), number);
    const auto batch_time = (std::chrono::steady_clock::now() - begun) / (told - 1);
    std::this_thread::sleep_for(batch_time * round / rounds); // any moment must do: try all parts of a batch
    writer.kill();

    const auto after = sqlite_store::open(path);
    ASSERT_TRUE(after) << after.failure().message;
    std::map<std::string, std::size_t> rows_of_batch;
    const auto records = after.value()->records(1, "a");
    for (const auto& row : records.value())
      ++rows_of_batch[row.end.detail];
    std::size_t rows = 0;
    for (const auto& [number, count] : rows_of_batch) {
      EXPECT_EQ(count, batch_rows) << "batch " << number << " is there in part";
      rows += count;
    }
    EXPECT_GE(rows_of_batch.size(), told) << "a batch that was recorded is lost";
    EXPECT_EQ(after.value()->receipts("a").value().size(), rows) << "outcomes and receipts are not one";
  }
}

TEST(engine_lock, is_free_again_after_the_holder_was_killed) {
  const temp_dir dir;
  const auto path = dir.file("x.db");
  child holder{[&](int to) {
    const auto lock = engine_lock::acquire(path);
    tell(to, lock ? 1 : 0);
    ::pause();
    return 0;
  }};
  ASSERT_EQ(holder.next(), 1u);
  const auto refused = engine_lock::acquire(path);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.failure().message, testing::StartsWith("Process " + std::to_string(holder.pid())
                                                             + " runs roamsync on the database " + path));
  EXPECT_TRUE(sqlite_store::open(path)) << "short commands must work beside the engine";
  holder.kill();
  EXPECT_TRUE(engine_lock::acquire(path));
}

TEST(engine_lock, goes_with_the_object_that_holds_it) {
  const temp_dir dir;
  const auto path = dir.file("x.db");
  {
    auto first = engine_lock::acquire(path);
    ASSERT_TRUE(first);
    const engine_lock moved = std::move(first.value());
    EXPECT_FALSE(engine_lock::acquire(path));
    EXPECT_TRUE(engine_lock::is_held(path).value());
    EXPECT_TRUE(engine_lock::acquire(dir.file("y.db"))) << "another database has its own lock";
  }
  EXPECT_FALSE(engine_lock::is_held(path).value());
  EXPECT_TRUE(engine_lock::acquire(path));
}

} // namespace roamsync::db
