#include "engine/store/memory_store.hpp"
#include "protocols/db/sqlite_store.hpp"
#include "tests/protocols/db/temp_dir.hpp"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

// Random sequences of calls: the database must answer as the model does, also after it was closed and opened
// again. A failure names its seed; ROAMSYNC_SEED=n runs that one alone.

namespace roamsync::db {

namespace {

/// Draws calls from a small world, so that they meet each other.
class call_source {
public:
  explicit call_source(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool one_in(std::size_t n) { return below(n) == 0; }

  template <class T>
  T one_of(std::initializer_list<T> values) {
    return *(values.begin() + below(values.size()));
  }

  std::string text() {
    return one_of<std::string>({"", "x", "\xc3\xa4\xf0\x9f\x98\x80", std::string{"a\0b", 3},
                                "'; DROP TABLE runs; --", "\xff\xfe not utf-8", std::string(5'000, 'q'),
                                "[\"a\"]"});
  }
  std::string tenant_id() { return one_of<std::string>({"a", "b", "a-1"}); }
  std::string user_id() { return one_of<std::string>({"u1", "u2", "u3", "U1", ""}); }
  std::int64_t run() { return static_cast<std::int64_t>(below(5)); }
  utc_time time() { return utc_time{duration{static_cast<std::int64_t>(below(9)) - 2}}; }
  std::optional<utc_time> maybe_time() { return one_in(2) ? std::nullopt : std::optional{time()}; }
  std::uint32_t number() { return one_of<std::uint32_t>({0, 1, 64, UINT32_MAX}); }

  tenant_settings tenant() {
    return {.id = one_in(20) ? "" : tenant_id(),
            .name = text(),
            .entra_tenant = text(),
            .cloud = text(),
            .automate = one_in(2),
            .sign_in = one_of({sign_in_way::browser, sign_in_way::token}),
            .service_user = text(),
            .service_mailbox = text(),
            .more_service_users = one_in(2) ? std::vector<std::string>{"two@x"} : std::vector<std::string>{},
            .notify = text(),
            .group = text(),
            .connector_group = text(),
            .sync_group = text(),
            .catalogue = text(),
            .lanes = number(),
            .rate = one_of({0.0, 0.1, 1e-9, 12345.678}),
            .burst = number(),
            .weight = number(),
            .opens = text(),
            .drift = one_of({drift_rule::repair, drift_rule::keep, drift_rule::ask})};
  }
  open_run opening() {
    using namespace std::chrono;
    return {.kind = one_of({run_kind::night, run_kind::push}),
            .date = year{2026} / 2 / day{one_of({27U, 28U})},
            .opened = time(),
            .closes = time(),
            .again = one_in(2)};
  }
  tenant_run part() {
    return {.tenant = tenant_id(),
            .state = one_of(
                {tenant_state::waiting, tenant_state::working, tenant_state::done, tenant_state::failed}),
            .why = one_of({cause::none, cause::wrong_password, cause::internal_error}),
            .detail = text(),
            .group_source = text(),
            .mailboxes = number(),
            .started = maybe_time(),
            .finished = maybe_time(),
            .forecast = maybe_time(),
            .requests = one_of<std::uint64_t>({0, 7, UINT64_MAX}),
            .throttled = number()};
  }
  mailbox_record record() {
    mailbox_record x{.tenant = tenant_id(),
                     .user_id = user_id(),
                     .mailbox = text(),
                     .end = {one_of({outcome_kind::written, outcome_kind::unchanged, outcome_kind::skipped,
                                     outcome_kind::failed, outcome_kind::deferred}),
                             one_of({cause::none, cause::throttled, cause::user_not_found}), text()},
                     .at = time(),
                     .proof = std::nullopt};
    if (one_in(2))
      x.proof = receipt{one_in(9) ? user_id() : x.user_id, text(), text(), {}, run(), text()};
    while (x.proof && one_in(2))
      x.proof->owned.push_back(text());
    return x;
  }
  standing state() {
    return {.tenant = tenant_id(),
            .service = one_of({remote::outlook, remote::graph}),
            .service_user = one_in(2) ? "" : text(),
            .not_before = time(),
            .open_posts = number(),
            .posted = time()};
  }
  known_limit found() {
    return {.tenant = tenant_id(),
            .service_user = text(),
            .limit = {.rate = number() / 8.0, .lanes = number(), .wait = duration{run()}},
            .cost = {.calls = number() / 4.0}};
  }
  /// What JSON can hold, as all that the directory tells.
  std::string json_text() {
    auto out = text();
    return out.starts_with('\xff') ? std::string{"\t\"\\"} : out;
  }
  group_update group() {
    group_update out{.tenant = tenant_id(), .forget = one_in(8)};
    if (out.forget)
      return out;
    out.source = text();
    out.full_day = run();
    out.groups_link = text();
    out.users_link = text();
    out.all = one_in(2);
    if (out.all || one_in(2))
      out.groups = membership{{"g", {{user_id(), user_id()}, {}}}, {json_text(), {{}, {"g"}}}};
    while (one_in(2)) {
      member who{.user_id = user_id(), .mail = json_text(), .manager_id = json_text()};
      who.attributes["displayName"] = json_text();
      if (one_in(2))
        who.photo = std::make_shared<const std::string>(text());
      out.put.push_back(std::move(who));
    }
    while (one_in(2))
      out.removed.push_back(user_id());
    return out;
  }
  std::string knob() { return one_of<std::string>({"limits.lanes", "tenant.a.paused", "tenant.a-1.paused"}); }
  tenant_limits limits() { return {tenant_id(), number(), one_of({0.0, 0.1}), number(), number()}; }
  override_row turned() { return {knob(), text(), text(), time()}; }
  change_row change() {
    return {.at = time(),
            .who = text(),
            .way = one_of({tune_way::tune, tune_way::api, tune_way::file}),
            .knob = knob(),
            .before = text(),
            .after = text(),
            .note = text()};
  }
  template <class T>
  std::vector<T> some(T (call_source::*draw)()) {
    std::vector<T> rows;
    while (!one_in(4))
      rows.push_back((this->*draw)());
    return rows;
  }

private:
  std::mt19937_64 engine_;
};

/// The same call to both; equal answers or both an error.
template <class Call>
testing::AssertionResult agree(store& model, store& tested, const Call& call) {
  const auto wanted = call(model);
  const auto given = call(tested);
  if (wanted.ok() != given.ok())
    return testing::AssertionFailure()
           << (wanted.ok() ? "the database failed: " + given.failure().message
                           : "the database did what the model refuses: " + wanted.failure().message);
  if (wanted.ok() && !(wanted.value() == given.value()))
    return testing::AssertionFailure() << "the answers differ";
  return testing::AssertionSuccess();
}

testing::AssertionResult agree_on_a_call(call_source& draw, store& model, store& tested) {
  const auto with = [&](const auto& call) { return agree(model, tested, call); };
  const auto tenant = draw.tenant_id();
  const auto run = draw.run();
  const auto time = draw.time();
  const auto field = draw.one_of<std::string>({"password", "password two@x", "client_secret", "data_key"});
  switch (draw.below(21)) {
  case 0:
  case 1:
    return with([x = draw.tenant()](store& s) { return s.put_tenant(x); }) << "put_tenant";
  case 2:
    return with([&](store& s) { return s.remove_tenant(tenant); }) << "remove_tenant";
  case 3:
    return with([&, bytes = draw.text()](store& s) { return s.put_sealed(tenant, field, bytes); })
           << "put_sealed";
  case 4:
    return with([&, bytes = draw.text()](store& s) { return s.add_sealed(tenant, field, bytes); })
           << "add_sealed";
  case 5:
  case 6:
    return with([x = draw.opening()](store& s) { return s.open(x); }) << "open";
  case 7:
    return with([&](store& s) { return s.finish(run, time); }) << "finish";
  case 8:
    return with([&](store& s) { return s.forget_runs(time); }) << "forget_runs";
  case 9:
  case 10:
    return with([&, rows = draw.some(&call_source::part)](store& s) { return s.put_tenant_runs(run, rows); })
           << "put_tenant_runs";
  case 11:
    return with([&, most = draw.one_of<std::size_t>({0, 1, 2, SIZE_MAX})](store& s) {
             return s.runs(draw.one_of({run_kind::night}), most);
           })
           << "runs";
  case 12:
    return with([rows = draw.some(&call_source::state)](store& s) { return s.put_standings(rows); })
           << "put_standings";
  case 13:
    return with([rows = draw.some(&call_source::found)](store& s) { return s.put_known_limits(rows); })
           << "put_known_limits";
  case 14:
    return with([x = tuning{.put = draw.some(&call_source::turned),
                            .removed = draw.some(&call_source::knob),
                            .tenants = draw.some(&call_source::limits),
                            .changes = draw.some(&call_source::change)}](store& s) { return s.tune(x); })
           << "tune";
  case 15:
    return with([&](store& s) { return s.move_end(run, time); }) << "move_end";
  case 16:
  case 17:
    return with([rows = draw.some(&call_source::group)](store& s) { return s.put_groups(rows); })
           << "put_groups";
  case 18:
    return with([&, x = run_forecast{time, draw.time(), draw.time(), draw.time()}](store& s) {
             return s.put_forecast(run, x);
           })
           << "put_forecast";
  default:
    return with([&, rows = draw.some(&call_source::record)](store& s) { return s.record(run, rows); })
           << "record";
  }
}

testing::AssertionResult agree_on_everything(store& model, store& tested) {
  const auto with = [&](const auto& call) { return agree(model, tested, call); };
  auto all = with([](store& s) { return s.tenants(); }) << " (tenants)";
  if (all)
    all = with([](store& s) { return s.overrides(); }) << " (overrides)";
  if (all)
    all = with([](store& s) { return s.changes(2, 100); }) << " (changes)";
  for (const auto kind : {run_kind::night, run_kind::push})
    if (all)
      all = with([&](store& s) { return s.runs(kind, 100); }) << " (runs)";
  for (std::int64_t run = 0; run < 5; ++run) {
    if (all)
      all = with([&](store& s) { return s.run(run); }) << " (run)";
    if (all)
      all = with([&](store& s) { return s.forecast(run); }) << " (forecast)";
    if (all)
      all = with([&](store& s) { return s.tenant_runs(run); }) << " (tenant_runs)";
  }
  for (const auto* tenant : {"a", "b", "a-1", "none"}) {
    if (all)
      all = with([&](store& s) { return s.tenant(tenant); }) << " (tenant)";
    if (all)
      all = with([&](store& s) { return s.receipts(tenant); }) << " (receipts)";
    if (all)
      all = with([&](store& s) { return s.standings(tenant); }) << " (standings)";
    if (all)
      all = with([&](store& s) { return s.known_limits(tenant); }) << " (known_limits)";
    if (all)
      all = with([&](store& s) { return s.group(tenant); }) << " (group)";
    if (all)
      all = with([&](store& s) { return s.history(tenant, 3); }) << " (history)";
    if (all)
      all = with([&](store& s) { return s.last_ended(tenant); }) << " (last_ended)";
    for (std::int64_t run = 0; all && run < 5; ++run)
      all = with([&](store& s) { return s.records(run, tenant); }) << " (records)";
    for (const auto* field : {"password", "password two@x", "client_secret", "data_key"})
      if (all)
        all = with([&](store& s) { return s.sealed(tenant, field); }) << " (sealed)";
  }
  return all;
}

void run_seed(std::uint64_t seed) {
  const temp_dir dir;
  call_source draw{seed};
  memory_store model;
  auto tested = std::move(sqlite_store::open(dir.file("x.db")).value());
  for (int step = 0; step < 60; ++step) {
    ASSERT_TRUE(agree_on_a_call(draw, model, *tested)) << "seed " << seed << ", step " << step;
    if (draw.one_in(12)) {
      tested.reset();
      tested = std::move(sqlite_store::open(dir.file("x.db")).value());
    }
    if (draw.one_in(6)) {
      ASSERT_TRUE(agree_on_everything(model, *tested)) << "seed " << seed << ", after step " << step;
    }
  }
  ASSERT_TRUE(agree_on_everything(model, *tested)) << "seed " << seed << ", at the end";
}

} // namespace

TEST(sqlite_store_model, answers_every_sequence_of_calls_as_the_memory_store_does) {
  if (const char* chosen = std::getenv("ROAMSYNC_SEED")) {
    run_seed(std::stoull(chosen));
    return;
  }
  for (std::uint64_t seed = 0; seed < 150 && !HasFatalFailure(); ++seed)
    run_seed(seed);
}

} // namespace roamsync::db
