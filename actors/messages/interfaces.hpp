#pragma once

#include "actors/messages/messages.hpp"

#include <caf/typed_actor.hpp>

// The architecture on one page: who can be told what. Commands go from tenant to mailbox to session to bridge
// (docs/architecture.md), answers come back; nobody waits for an answer.
namespace roamsync::actors {

/// Whoever sends requests over the BRIDGE.
using net_caller = caf::typed_actor<
    // The answer to one net_call.
    caf::reacts_to<net_reply>,
    // In each round of the watchdog: which of its calls the BRIDGE has.
    caf::reacts_to<calls_held>>;

/// A request to send; `to` gets exactly one net_reply with `id`.
struct net_call {
  std::uint64_t id = 0;
  wire::http_request request;
  duration timeout{0};
  std::string flow; ///< requests of one flow queue behind each other when the node is full: the tenant's id
  std::uint32_t weight = 1;        ///< the tenant's share of a full node
  std::optional<work_ahead> ahead; ///< of the tenant, if the caller knows
  net_caller to;
  std::uint64_t wait_heard = 0; ///< net_reply::wait_told, the largest that was read
};

/// What a tenant, or one caller of it, has waiting is not sent any more: it was ended, and nobody is told.
struct flow_dropped {
  std::string flow;
  net_caller whose; ///< null: everybody's
};

/// The BRIDGE between actors and the network thread.
using bridge_actor = caf::typed_actor<
    // Sends a request, as soon as the limits of the node and the tenant's share allow.
    caf::reacts_to<net_call>,
    // A tenant has nothing to send any more.
    caf::reacts_to<flow_ended>,
    // A tenant's window is over, or a stop came.
    caf::reacts_to<flow_closed>,
    // A tenant, or one caller of it, was ended from outside.
    caf::reacts_to<flow_dropped>,
    // The SUPERVISOR says how turns are given.
    caf::reacts_to<turns_set>,
    // The SUPERVISOR sets another limit of the process.
    caf::reacts_to<node_share>,
    // The watchdog: tells each caller what it holds of it.
    caf::reacts_to<roll_call>,
    // INTERNAL: answers from the I/O thread.
    caf::reacts_to<net_batch>,
    // INTERNAL: the limits let go on, or a call hangs for too long.
    caf::reacts_to<timer_token>>;

struct mailbox_work;

/// One MAILBOX being brought in line; when it has ended, its actor gets the next one of its lane or is ended.
using mailbox_actor = caf::typed_actor<
    // From the TENANT: the mailbox, or the next one.
    caf::reacts_to<mailbox_work>,
    // The SESSION's answer to a mailbox_call.
    caf::reacts_to<mailbox_answer>,
    // The TENANT's answer to ask_to_write.
    caf::reacts_to<write_permit>,
    // The TENANT's answer to ask_to_delete.
    caf::reacts_to<deletions_granted>,
    // The DIRECTORY's answer to ask_kind.
    caf::reacts_to<kind_answer>,
    // INTERNAL: the pause before another reading is over.
    caf::reacts_to<timer_token>>;

/// A roaming command for a mailbox; `from` gets exactly one mailbox_answer.
struct mailbox_call {
  roaming_command command;
  std::string mailbox;
  bool own = false;   ///< the service user's own mailbox
  bool first = false; ///< of this mailbox
  std::string user_id;
  time_point deadline{};
  mailbox_actor from;
};

/// One signed-in SESSION of a service user.
using session_actor = caf::typed_actor<
    // Performs a command, with repeats, throttling and renewed sign-in.
    caf::reacts_to<mailbox_call>,
    // From the TENANT: the mailboxes that it still has.
    caf::reacts_to<mailboxes_ahead>,
    // The window is over: what was not begun, or what is not in flight, is refused.
    caf::reacts_to<window_over>,
    // Finishes what is in flight, refuses the rest.
    caf::reacts_to<stop_run>,
    // The TENANT sets another limit.
    caf::reacts_to<tenant_share>,
    // The BRIDGE's answer.
    caf::reacts_to<net_reply>,
    // The watchdog: the TENANT asks, the BRIDGE has told.
    caf::reacts_to<roll_call>, caf::reacts_to<calls_held>,
    // The LEDGER's answer to keep_standing.
    caf::reacts_to<standing_kept>,
    // INTERNAL: a wait is over, or the sign-in is to be renewed.
    caf::reacts_to<timer_token>>;

/// A mailbox to bring in line; the TENANT gets exactly one mailbox_ended.
struct mailbox_work {
  planned_job what;
  bool control_good = false;
  session_actor session;
};

/// What kind of mailbox a user has; `from` gets one kind_answer.
struct ask_kind {
  std::string user_id;
  mailbox_actor from;
};

/// The DIRECTORY of one tenant, read with the product's own consent.
using directory_actor = caf::typed_actor<
    // Reads all members of a group; the TENANT gets members_read or directory_failed.
    caf::reacts_to<read_group>,
    // Asks what kind of mailbox a user has.
    caf::reacts_to<ask_kind>,
    // Sends nothing more; who has asked is answered at once.
    caf::reacts_to<stop_calls>,
    // The BRIDGE's answer.
    caf::reacts_to<net_reply>,
    // The watchdog: the TENANT asks, the BRIDGE has told.
    caf::reacts_to<roll_call>, caf::reacts_to<calls_held>,
    // INTERNAL: a wait is over.
    caf::reacts_to<timer_token>>;

/// One TENANT's part of a run.
using tenant_actor = caf::typed_actor<
    // The LEDGER's answer to load_tenant: work begins.
    caf::reacts_to<tenant_file>,
    // The DIRECTORY's answers.
    caf::reacts_to<members_read>, caf::reacts_to<directory_failed>,
    // The SESSION's state.
    caf::reacts_to<session_ready>, caf::reacts_to<session_failed>,
    // What SESSION and DIRECTORY sent.
    caf::reacts_to<calls_counted>,
    // A MAILBOX asks, tells and ends.
    caf::reacts_to<ask_to_write>, caf::reacts_to<ask_to_delete>, caf::reacts_to<write_begun>,
    caf::reacts_to<write_proven>, caf::reacts_to<mailbox_ended>,
    // A MAILBOX asks the DIRECTORY, which is opened for it.
    caf::reacts_to<ask_kind>,
    // The SUPERVISOR sets another limit, or pauses it.
    caf::reacts_to<tenant_share>,
    // The watchdog: the SUPERVISOR asks, SESSION and DIRECTORY answer.
    caf::reacts_to<roll_call>, caf::reacts_to<session_holds>, caf::reacts_to<directory_holds>,
    // No mailbox is begun any more.
    caf::reacts_to<close_tenant>>;

/// The SUPERVISOR of the run that is under way.
using supervisor_actor = caf::typed_actor<
    // Opens a run, or joins it; one at a time.
    caf::reacts_to<run_order>,
    // The LEDGER's answer.
    caf::reacts_to<run_opened>,
    // A TENANT shows where it stands.
    caf::reacts_to<tenant_shown>,
    // A tenant has ended, and its outcomes are durable (from the LEDGER).
    caf::reacts_to<tenant_ended>,
    // The run's end is durable (from the LEDGER).
    caf::reacts_to<run_ended>,
    // The store failed (from the LEDGER).
    caf::reacts_to<store_broken>,
    // Ends the run in order.
    caf::reacts_to<stop_run>,
    // The configuration says otherwise of the knobs.
    caf::reacts_to<base_changed>,
    // Knobs were turned by hand (from the LEDGER).
    caf::reacts_to<knobs_turned>,
    // The watchdog: TENANT and LEDGER answer.
    caf::reacts_to<tenant_lives>, caf::reacts_to<ledger_lives>,
    // INTERNAL: the next start, the window's end, the next view, the time of day.
    caf::reacts_to<timer_token>>;

/// The SCHEDULE of the nights.
using schedule_actor = caf::typed_actor<
    // A run has ended, or could not be opened.
    caf::reacts_to<run_ended>,
    // The LEDGER's answer to ask_openings.
    caf::reacts_to<openings>,
    // The configuration says otherwise of the window.
    caf::reacts_to<window_rule>,
    // INTERNAL: time to look at the clock.
    caf::reacts_to<timer_token>>;

/// The LEDGER: the one writer of the store.
using ledger_actor = caf::typed_actor<
    // Opens a run; the SUPERVISOR gets run_opened.
    caf::reacts_to<run_order, supervisor_actor>,
    // Reads what a tenant works with; the TENANT gets tenant_file.
    caf::reacts_to<load_tenant, tenant_actor>,
    // Outcomes of mailboxes, written in groups.
    caf::reacts_to<record_rows>,
    // What a service asked of a tenant, written at once.
    caf::reacts_to<keep_standing>,
    // The same; the SESSION gets standing_kept when it is durable.
    caf::reacts_to<keep_standing, session_actor>,
    // Keeps what a run found out about a service user's limit.
    caf::reacts_to<keep_limit>,
    // Keeps what a DIRECTORY knows of the tenant's group, for the next night.
    caf::reacts_to<keep_group>,
    // A tenant has ended; passed on to the SUPERVISOR once all is durable.
    caf::reacts_to<tenant_ended>,
    // The run has ended; passed on likewise.
    caf::reacts_to<run_ended>,
    // When tenants open; the SCHEDULE gets openings.
    caf::reacts_to<ask_openings, schedule_actor>,
    // Looks whether knobs were turned; the SUPERVISOR gets knobs_turned then.
    caf::reacts_to<look_at_knobs>,
    // The run's window has another end.
    caf::reacts_to<end_moved>,
    // The SUPERVISOR has ended the run without waiting for us any longer.
    caf::reacts_to<run_given_up>,
    // The watchdog: the SUPERVISOR gets it back.
    caf::reacts_to<ledger_lives, supervisor_actor>,
    // The forecast of the run that its report judges.
    caf::reacts_to<forecast_made>,
    // INTERNAL: time to write the group.
    caf::reacts_to<timer_token>>;

} // namespace roamsync::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::flow_dropped)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::net_call)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::mailbox_work)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::mailbox_call)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(roamsync::actors::ask_kind)
