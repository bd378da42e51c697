#pragma once

#include "actors/messages/interfaces.hpp"
#include "actors/supervisor/supervisor.hpp"
#include "actors/support/system_config.hpp"

#include <caf/actor_system.hpp>
#include <caf/send.hpp>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// A run of one tenant by the real supervisor, tenant, directory, session and mailbox, between a ledger without a store
// and a bridge without a network that do as they are told.
namespace roamsync::actors {

inline std::shared_ptr<const catalogue> some_catalogue() {
  auto lookup = [](std::string_view) { return std::optional<std::string>{"<p>{{displayName}}</p>"}; };
  auto read = parse_catalogue(
      "[[signature]]\nname = \"S\"\nhtml = \"a.html\"\n[[rule]]\nsignatures = [\"S\"]\n", lookup);
  return std::make_shared<const catalogue>(std::move(read.value()));
}

inline tenant_settings firm() {
  tenant_settings out{.id = "firm", .entra_tenant = "firm.example", .service_user = "svc@firm.example"};
  out.group = "1111";
  out.sign_in = sign_in_way::token;
  return out;
}

struct stage {
  // How it plays.
  config settings;
  tenant_settings tenant = firm();
  run_kind kind = run_kind::night;
  /// Each call to the bridge, with its number from 1; what it neither answers nor holds is lost.
  std::function<void(bridge_actor::pointer self, int number, net_call& x)> on_call;
  std::function<void(bridge_actor::pointer self, int number)> on_round = [](auto, int) {};
  std::function<void(bridge_actor::pointer self)> on_closed = [](auto) {};
  bool loses_file = false;
  int loses_ends = 0; ///< of tenants
  /// The ledger is to keep what must be durable before the password is posted; true: it does not say that it is.
  std::function<bool(session_actor& from)> on_keep = [](const auto&) { return false; };
  int loses_kept = 0; ///< the standing_kept of that number, from 1, and those after it; 0: none
  bool ledger_hangs = false;
  std::uint32_t open_posts_before = 0; ///< that an earlier process left
  std::vector<receipt> receipts;       ///< of earlier nights
  std::string client_secret;           ///< of the tenant's own app
  int orders = 1;                      ///< given at once; the run is that of the last one
  /// The ledger's answer to an order; false: it opens the run.
  std::function<bool(ledger_actor::pointer self, const run_order& x, const supervisor_actor& from)> on_order =
      [](auto*, const auto&, const auto&) { return false; };
  std::function<void(ledger_actor::pointer self, const supervisor_actor& boss)> on_load = [](auto*,
                                                                                             const auto&) {};

  // What was seen; read when play() has ended.
  int calls = 0;
  int rounds = 0;
  int loads = 0;
  std::vector<net_call> held;            ///< by the bridge
  std::vector<std::string> dropped;      ///< at the bridge
  std::vector<std::string> flows_ended;  ///< at the bridge
  int standings = 0;                     ///< of which the session waits to hear
  std::vector<std::uint32_t> open_posts; ///< as the session kept them, each time
  std::vector<tenant_run> ended;
  std::vector<mailbox_record> rows;
  std::vector<run_ended> ends;

  /// The last run's end; nothing if it did not come within a minute.
  std::optional<run_ended> play();
};

/// One tenant, and all that is said is durable at once.
inline ledger_actor::behavior_type ledger_stub(ledger_actor::pointer self, stage* of) {
  auto boss = std::make_shared<supervisor_actor>();
  return {
      [=](run_order& x, const supervisor_actor& from) {
        *boss = from;
        if (of->on_order(self, x, from))
          return;
        run_opened out{.order = x, .run = {.number = 1, .kind = of->kind}};
        out.run.closes = utc_time{std::chrono::sys_days{std::chrono::year{2100} / 1 / 1}};
        out.parts.push_back({.settings = std::make_shared<const tenant_settings>(of->tenant)});
        self->send(from, std::move(out));
      },
      [=](const load_tenant&, const tenant_actor& from) {
        ++of->loads;
        of->on_load(self, *boss);
        if (!of->loses_file)
          self->send(from, tenant_file{.settings = std::make_shared<const tenant_settings>(of->tenant),
                                       .passwords = {{of->tenant.service_user, secret{"not empty"}}},
                                       .client_secret = secret{of->client_secret},
                                       .signatures = some_catalogue(),
                                       .receipts = of->receipts,
                                       .standings = {{.tenant = of->tenant.id,
                                                      .service_user = of->tenant.service_user,
                                                      .open_posts = of->open_posts_before}}});
      },
      [=](record_rows& x) {
        for (auto& row : x.rows)
          of->rows.push_back(std::move(row));
      },
      [=](const keep_standing& x) { of->open_posts.push_back(x.row.open_posts); },
      [=](const keep_standing& x, session_actor& from) {
        of->open_posts.push_back(x.row.open_posts);
        const auto number = ++of->standings;
        if (!of->on_keep(from) && (of->loses_kept == 0 || number < of->loses_kept))
          self->send(from, standing_kept{});
      },
      [](keep_limit&) {},
      [](keep_group&) {},
      [=](const tenant_ended& x) {
        if (of->loses_ends-- > 0)
          return;
        of->ended.push_back(x.run);
        self->send(*boss, x);
      },
      [=](const run_ended& x) { self->send(*boss, x); },
      [](ask_openings, const schedule_actor&) {},
      [](look_at_knobs) {},
      [](const end_moved&) {},
      [](run_given_up) {},
      [=](ledger_lives x, const supervisor_actor& from) {
        if (!of->ledger_hangs)
          self->send(from, x);
      },
      [](const forecast_made&) {},
      [](timer_token) {},
  };
}

inline bridge_actor::behavior_type bridge_stub(bridge_actor::pointer self, stage* of) {
  return {
      [=](net_call& x) { of->on_call(self, ++of->calls, x); },
      [=](const flow_ended& x) { of->flows_ended.push_back(x.flow); },
      [](net_batch&) {},
      [=](const flow_closed&) { of->on_closed(self); },
      [=](const flow_dropped& x) { of->dropped.push_back(x.flow); },
      [](const turns_set&) {},
      [](const node_share&) {},
      [=](roll_call) {
        for (const auto& x : of->held)
          self->send(x.to, calls_held{{x.id}});
        of->on_round(self, ++of->rounds);
      },
      [](timer_token) {},
  };
}

inline std::optional<run_ended> stage::play() {
  std::promise<run_ended> end;
  auto ended_run = end.get_future();
  system_config options{2};
  caf::actor_system system{options};
  std::shared_ptr<const context> shared = std::make_shared<context>(
      context{.settings = settings,
              .utc = [] { return std::chrono::floor<duration>(std::chrono::system_clock::now()); },
              .seed = 1});
  auto ledger = system.spawn(ledger_stub, this);
  auto bridge = system.spawn(bridge_stub, this);
  auto boss = system.spawn(supervisor, shared,
                           supervisor_order{.ledger = ledger,
                                            .bridge = bridge,
                                            .shown = std::make_shared<board>(),
                                            .on_end = [&](const run_ended& x) {
                                              ends.push_back(x);
                                              if (ends.size() == static_cast<std::size_t>(orders))
                                                end.set_value(x);
                                            }});
  for (int i = 0; i < orders; ++i)
    caf::anon_send(boss, run_order{});
  const auto in_time = ended_run.wait_for(std::chrono::minutes{1}) == std::future_status::ready;
  caf::anon_send_exit(boss, caf::exit_reason::kill);
  caf::anon_send_exit(ledger, caf::exit_reason::kill);
  caf::anon_send_exit(bridge, caf::exit_reason::kill);
  held.clear();
  return in_time ? std::optional{ended_run.get()} : std::nullopt;
}

} // namespace roamsync::actors
