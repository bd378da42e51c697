#pragma once

#include "engine/base/secret.hpp"
#include "engine/directory/group_feed.hpp"
#include "engine/directory/member_details.hpp"
#include "engine/forecast/work_outlook.hpp"
#include "engine/limit/node_queue.hpp"
#include "engine/mailbox/roaming_settings.hpp"
#include "engine/model/known_limit.hpp"
#include "engine/model/mailbox_kind.hpp"
#include "engine/model/night.hpp"
#include "engine/model/night_view.hpp"
#include "engine/model/tenant.hpp"
#include "engine/schedule/window.hpp"
#include "engine/signature/catalogue.hpp"
#include "engine/store/store.hpp"
#include "engine/tenant/tenant_machine.hpp"
#include "engine/tune/live_settings.hpp"
#include "protocols/net/http_client.hpp"
#include "protocols/wire/http/message.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

// What actors say to each other: one type for each thing that is said. All are plain values; roamsync is one
// process, so none is ever serialized.
namespace roamsync::actors {

/// A timer went off. Only the token that was armed last counts: CAF cannot cancel a timer.
struct timer_token {
  std::uint64_t value = 0;
};

/// Ends what is under way in order: nothing more is sent, and what was sent is waited for. A mailbox between two calls stays as
/// it is, without an outcome (docs/decisions/0003).
struct stop_run {};

/// Sends nothing more; what waits for an answer ends without one.
struct stop_calls {
  cause why = cause::stopped; ///< or window_closed
};

// -- network ------------------------------------------------------------------

/// The answer to a net_call, exactly one.
struct net_reply {
  std::uint64_t id = 0; ///< the caller's number
  wire::http_result result;
  bool unsent =
      false; ///< held back before it was sent: the service had just asked its caller to wait, or the window is over
  passage how; ///< through the node's queue
  /// The number of this answer if it may ask to wait; of one that came back, that of the answer which it crossed; else 0.
  std::uint64_t wait_told = 0;
};
struct flow_ended {
  std::string flow;
};
/// A tenant's window is over, or a stop came: what it has waiting goes back to its callers, who know what was begun.
struct flow_closed {
  std::string flow;
};
/// How the node gives turns; nothing: as if all could be done in time.
struct turns_set {
  std::optional<most_first> most;
};
/// What the I/O thread gathered in one burst.
struct net_batch {
  std::vector<net::completion> all;
};

// -- watchdog -----------------------------------------------------------------
// A round goes from the SUPERVISOR by the LEDGER to the BRIDGE and the tenants, and from a TENANT to its sessions and
// its directory; answers come back (docs/decisions/0009).

/// What do you hold?
struct roll_call {};
/// The BRIDGE has these calls of the one that is told, by its own numbers.
struct calls_held {
  std::vector<std::uint64_t> ids;
};
struct session_holds {
  lines::number line = 0;
  session_word word = session_word::nothing;
  std::vector<std::string> user_ids; ///< mailboxes that it has calls of
};
struct directory_holds {
  bool reading = false;              ///< of the group
  std::vector<std::string> user_ids; ///< whose kind of mailbox it was asked for
};
struct tenant_lives {
  std::string tenant;
};
/// The LEDGER is asked; it gives the same back. `in_turn`: it has done all that it was told before.
struct ledger_lives {
  bool in_turn = false;
};

// -- runs ---------------------------------------------------------------------

/// Opens or joins a run.
struct run_order {
  open_run what;
  std::vector<std::string> tenants; ///< only these; empty: all with Automate on
  /// Of a scheduled run outside the night's window: only tenants that open then by their own setting.
  std::optional<std::chrono::minutes> opening;
  std::string address;  ///< only this mailbox; empty: all members
  bool dry_run = false; ///< nothing is written, nothing is recorded
  /// The SUPERVISOR numbers its orders: what is said of one comes late at times, and is not taken for the next one's.
  std::uint64_t serial = 0;
};
/// The run as the store knows it, and who takes part.
struct run_opened {
  run_order order;
  night run;
  bool joined = false; ///< it was there already
  struct part {
    std::shared_ptr<const tenant_settings> settings; ///< not null; its actors share it
    std::uint64_t expected = 0;                      ///< mailboxes that it had in an earlier run
    std::uint64_t requests = 0;                      ///< that its last run made
    std::optional<tenant_run> ended;                 ///< in this run, before
    outcome_counts outcomes;                         ///< if it has ended
  };
  std::vector<part> parts;
  std::vector<override_row> overrides; ///< knobs that were turned
};
/// The run has ended, and all that it says is durable.
struct run_ended {
  std::int64_t number = 0;
  std::string failure;                     ///< empty, or why the run could not be brought to its end
  bool locked = false;                     ///< another process runs on this database: nothing was begun
  bool broken = false;                     ///< the store cannot be used
  bool defect = false;                     ///< an actor broke off without which no run can end
  std::optional<utc_time> finished;        ///< as the store has it
  std::vector<mailbox_record> dry_records; ///< of a dry run
  std::vector<tenant_run> dry_tenants;     ///< of a dry run
  std::uint64_t serial = 0;                ///< of the order
};
/// The store cannot be used any more.
struct store_broken {
  std::string message;
  std::uint64_t serial = 0; ///< of the order
};

/// The times of day, after midnight UTC, that tenants open at by their own settings.
struct ask_openings {};
struct openings {
  std::set<std::chrono::minutes> all;
  std::optional<utc_time> closes; ///< another end of the window that it fits, by hand
};

// -- knobs --------------------------------------------------------------------

/// The configuration was read again: what it says of the knobs.
struct base_changed {
  live_base base;
};
/// Knobs may have been turned: the store knows.
struct look_at_knobs {};
/// The knobs as the store has them, and the tenants whose own settings were changed.
struct knobs_turned {
  std::vector<override_row> overrides;
  std::vector<tenant_settings> tenants;
};
/// What the whole process may send.
struct node_share {
  std::uint32_t requests = 1; ///< in flight
  double rate = 1;            ///< requests a second
};
/// The run has ended although the ledger was silent.
struct run_given_up {};
/// The run's window has another end.
struct end_moved {
  utc_time closes{};
};
/// A tenth of the run's work is done, if not more, and this is when it likely ends.
struct forecast_made {
  run_forecast what;
};

// -- tenants ------------------------------------------------------------------

struct load_tenant {
  std::int64_t run = 0;
  std::string tenant;
  std::uint64_t serial = 0; ///< of the order
};
/// What a tenant works with, read from the store and the catalogue's folder.
struct tenant_file {
  std::shared_ptr<const tenant_settings> settings;
  std::map<std::string, secret> passwords; ///< by service user, of those that have one
  secret client_secret;                    ///< of the tenant's own app registration; empty: the product's
  std::shared_ptr<const catalogue> signatures;
  std::string catalogue_error; ///< set if there is no usable catalogue
  std::vector<receipt> receipts;
  std::vector<standing> standings;
  std::vector<known_limit> limits;
  std::optional<known_group> group;
  std::set<std::string> recorded;
  std::set<std::string> deferred;
  std::optional<std::set<std::string>> seen_since_broken_off; ///< as in plan_input
  outcome_counts outcomes;                                    ///< of those recorded
  std::string failure;                                        ///< set if the store or the vault failed
};
struct close_tenant {
  cause why = cause::window_closed;
  bool cut = false; ///< the time after the window is over too: nothing more is sent
};
/// What the row of a tenant's part says besides: for the one that has to write it in the tenant's place.
struct part_facts {
  std::optional<utc_time> started;
  std::optional<utc_time> forecast;
  std::string group_source;
};
/// Where a tenant stands, for people and for the forecast.
struct tenant_shown {
  tenant_view view;
  work_outlook work;
  bool known = false; ///< its mailboxes are planned
  part_facts part;
};
struct tenant_ended {
  tenant_run run;
  std::uint64_t serial = 0; ///< of the order
};
struct keep_limit {
  known_limit row;
};
struct record_rows {
  std::vector<mailbox_record> rows;
  std::uint64_t serial = 0; ///< of the order
};
struct keep_standing {
  standing row;
};
struct keep_group {
  group_update what;
};

// -- directory ----------------------------------------------------------------

struct read_group {
  std::string group_id;
  details_wanted details;
  feed_order feeds;
};
struct members_read {
  std::vector<member> all;
};
struct directory_failed {
  call_result why;
};
struct kind_answer {
  std::string user_id;
  mailbox_kind kind = mailbox_kind::unknown;
  cause not_asked = cause::none; ///< none: the directory was asked
};

// -- session ------------------------------------------------------------------

struct mailbox_answer {
  roaming_reply reply;
};
/// What keep_standing asked for is durable.
struct standing_kept {};
struct session_ready {
  lines::number line = 0;
};
struct session_failed {
  lines::number line = 0;
  call_result why;
};
/// What a session or a directory sent since it last said so.
struct calls_counted {
  std::uint32_t requests = 0;
  std::uint32_t throttled = 0;
  duration wait_left{0};             ///< of the wait that the service asked for
  std::optional<lines::number> line; ///< of a session
  /// Of a session: what it has found out about its service user.
  std::optional<learned_limit> limit;
  mailbox_cost cost;
  std::optional<pace_view> pace; ///< likewise
  work_outlook work;             ///< likewise
  line_word heard;               ///< likewise
};
/// The window of its tenant is over.
struct window_over {
  bool cut = false; ///< and the time after it
};

// -- mailbox ------------------------------------------------------------------

struct ask_to_write {
  std::string user_id;
  bool blind = false;
};
struct ask_to_delete {
  std::string user_id;
  std::uint32_t count = 0;
};
struct deletions_granted {
  std::uint32_t count = 0;
};
struct write_begun {
  std::string user_id;
  std::vector<signature> what;
};
struct write_proven {
  std::string user_id;
};
struct mailbox_ended {
  std::string user_id;
  tenant_machine::mailbox_end end;
};

} // namespace roamsync::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::timer_token)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::stop_run)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::stop_calls)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::roll_call)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::calls_held)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::session_holds)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::directory_holds)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::tenant_lives)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::ledger_lives)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::net_reply)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::net_batch)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::run_order)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::run_opened)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::run_ended)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::store_broken)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::ask_openings)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::openings)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::base_changed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::look_at_knobs)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::knobs_turned)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::node_share)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::run_given_up)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::end_moved)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::forecast_made)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::load_tenant)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::tenant_file)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::close_tenant)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::tenant_ended)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::record_rows)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::keep_standing)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::keep_limit)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::keep_group)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::flow_ended)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::mailboxes_ahead)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::standing_kept)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::read_group)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::members_read)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::directory_failed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::kind_answer)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::mailbox_answer)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::session_ready)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::session_failed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::calls_counted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::ask_to_write)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::ask_to_delete)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::deletions_granted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::write_begun)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::write_proven)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::mailbox_ended)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::write_permit)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::tenant_share)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::window_rule)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::tenant_shown)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::window_over)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::flow_closed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::turns_set)
