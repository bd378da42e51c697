#include "actors/messages/interfaces.hpp"
#include "actors/supervisor/supervisor.hpp"
#include "actors/support/system_config.hpp"

#include <caf/actor_system.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>
#include <vector>

// A defect in an actor must cost its mailbox or its tenant, never the run.
namespace roamsync::actors {
namespace {

/// What the stubs saw; read when the run has ended.
struct seen {
  int loads = 0;
  std::vector<tenant_run> ended;
};

std::shared_ptr<const catalogue> some_catalogue() {
  auto lookup = [](std::string_view) { return std::optional<std::string>{"<p>{{displayName}}</p>"}; };
  auto read = parse_catalogue(
      "[[signature]]\nname = \"S\"\nhtml = \"a.html\"\n[[rule]]\nsignatures = [\"S\"]\n", lookup);
  return std::make_shared<const catalogue>(std::move(read.value()));
}

/// A ledger without a store: one tenant, and all that is said is durable at once.
ledger_actor::behavior_type ledger_stub(ledger_actor::pointer self, supervisor_actor* boss, seen* what) {
  return {
      [=](run_order& x, const supervisor_actor& from) {
        *boss = from;
        run_opened out{.order = x, .run = {.number = 1}};
        out.run.closes = utc_time{std::chrono::sys_days{std::chrono::year{2100} / 1 / 1}};
        tenant_settings firm{
            .id = "firm", .entra_tenant = "firm.example", .service_user = "svc@firm.example"};
        firm.group = "1111";
        out.parts.push_back({.settings = firm});
        self->send(from, std::move(out));
      },
      [=](const load_tenant&, const tenant_actor& from) {
        ++what->loads;
        self->send(from, tenant_file{.passwords = {{"svc@firm.example", secret{"not empty"}}},
                                     .signatures = some_catalogue()});
      },
      [](record_rows&) {},
      [](keep_standing&) {},
      [=](keep_standing&, session_actor& from) { self->send(from, standing_kept{}); },
      [](keep_limit&) {},
      [](keep_group&) {},
      [=](const tenant_ended& x) {
        what->ended.push_back(x.run);
        self->send(*boss, x);
      },
      [=](const run_ended& x) { self->send(*boss, x); },
      [](ask_openings, const schedule_actor&) {},
      [](look_at_knobs) {},
      [](const end_moved&) {},
      [](const forecast_made&) {},
      [](timer_token) {},
  };
}

/// A network in which every caller breaks off.
bridge_actor::behavior_type bridge_stub(bridge_actor::pointer self) {
  return {
      [=](net_call& x) { self->send_exit(x.to, caf::exit_reason::unhandled_exception); },
      [](const flow_ended&) {},
      [](net_batch&) {},
      [](const flow_closed&) {},
      [](const turns_set&) {},
      [](const node_share&) {},
      [](timer_token) {},
  };
}

TEST(broken_child, starts_its_tenant_again_once_and_then_ends_it) {
  seen what;
  supervisor_actor boss;
  std::promise<run_ended> end;
  system_config settings{2};
  caf::actor_system system{settings};
  auto shared = std::make_shared<context>(context{
      .utc = [] { return std::chrono::floor<duration>(std::chrono::system_clock::now()); }, .seed = 1});
  auto ledger = system.spawn(ledger_stub, &boss, &what);
  auto bridge = system.spawn(bridge_stub);
  auto supervisor_of_run =
      system.spawn(supervisor, std::shared_ptr<const context>{shared},
                   supervisor_order{.ledger = ledger,
                                    .bridge = bridge,
                                    .shown = std::make_shared<board>(),
                                    .on_end = [&](const run_ended& x) { end.set_value(x); }});
  caf::anon_send(supervisor_of_run, run_order{});
  auto ended = end.get_future();
  auto in_time = ended.wait_for(std::chrono::minutes{1}) == std::future_status::ready;
  caf::anon_send_exit(supervisor_of_run, caf::exit_reason::kill);
  caf::anon_send_exit(ledger, caf::exit_reason::kill);
  caf::anon_send_exit(bridge, caf::exit_reason::kill);
  boss = nullptr;
  ASSERT_TRUE(in_time) << "the run hangs";
  EXPECT_TRUE(ended.get().failure.empty());
  EXPECT_EQ(what.loads, 2);
  ASSERT_EQ(what.ended.size(), 1U);
  EXPECT_EQ(what.ended[0].state, tenant_state::failed);
  EXPECT_EQ(what.ended[0].why, cause::internal_error);
}

} // namespace
} // namespace roamsync::actors
