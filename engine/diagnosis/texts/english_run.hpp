#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

inline constexpr auto english_run = std::to_array<cause_text>({
    {cause::none, {"Everything is in order", "Nothing is wrong.", "", "Nothing has to be done."}},
    {cause::throttled,
     {"Microsoft slowed the run down",
      "Microsoft allows a service user only so many requests. roamsync kept to the waiting "
      "times that it was given, and the time or the attempts ran out for these mailboxes.",
      "See whether it happens each night or only after large changes, "
      "and whether another program uses the same service user.",
      "Usually nothing: the next run takes these mailboxes up again. Let roamsync "
      "have a service user of its own. If it happens each night, let roamsync work "
      "on fewer mailboxes at once, or open the tenant's window earlier, for example:\n"
      "roamsync tenant set TENANT lanes=2 opens=00:30"}},
    {cause::server_error,
     {"Microsoft's service reports a fault",
      "Exchange or Graph answered with a server error, also after several attempts.",
      "Look at the service health in the Microsoft 365 admin "
      "center. Does it happen with one mailbox or with many?",
      "Wait for the next run. If it stays with single mailboxes, open one of them in Outlook on "
      "the web and save a signature by hand; if that fails as well, ask Microsoft's support."}},
    {cause::unreadable_answer,
     {"The answer could not be read",
      "Something else came back than roamsync expected: a page in place of data, broken data, or "
      "far too much of it. A proxy may stand in between, or Microsoft has changed the service.",
      "See whether all tenants are affected, and whether a "
      "proxy or a firewall changes the traffic of the machine.",
      "Exempt the traffic to Microsoft 365 from TLS inspection. If there is none, the "
      "operator reports it to the developers of roamsync, with the log and with this report:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::timed_out,
     {"No answer in time",
      "The service took the request, but did not answer before the time was up. "
      "If it was a write, roamsync checks in the next run whether it took effect.",
      "See whether other mailboxes and tenants were slow as well, and look at the service health.",
      "Nothing, if it passes. If it happens often, let roamsync "
      "work on fewer mailboxes of the tenant at once, for example:\n"
      "roamsync tenant set TENANT lanes=2"}},
    {cause::unreachable,
     {"The service cannot be reached", "Name, connection or encryption failed on the way to Microsoft.",
      "On the machine of roamsync, see whether https://outlook.office.com and "
      "https://graph.microsoft.com can be reached, through the proxy if one is set.",
      "The operator checks name resolution, proxy, firewall, the egress address and "
      "the certificates of the machine. The mailboxes come along in the next run."}},
    {cause::window_closed,
     {"The window was over",
      "The time of the night was up before it was this mailbox's "
      "turn. Nothing was begun and nothing is half done.",
      "Look at the run: was it slowed down, did it begin late, or did a large change touch all mailboxes?",
      "The mailbox comes first in the next night. To have it now, for the whole group:\n"
      "roamsync group push TENANT\n"
      "If it happens each night, the operator makes the window longer (night.length_minutes)."}},
    {cause::stopped,
     {"The run was stopped", "The operator stopped the run before it was this mailbox's turn.",
      "The log of roamsync has the time and the signal.",
      "The mailbox comes along in the next run. To have it now, for the whole group:\n"
      "roamsync group push TENANT"}},
    {cause::settings_missing,
     {"The tenant is not set up",
      "The tenant takes part in the night, but the details name what roamsync still needs to "
      "sign in: the Entra tenant, the service user, or its password. Nothing was sent.",
      "See what is there:\n"
      "roamsync tenant show TENANT",
      "Set what is missing, or take the tenant out of the night until it is set up:\n"
      "roamsync tenant set TENANT entra_tenant=ENTRA-TENANT service_user=SERVICE-USER\n"
      "roamsync tenant password TENANT\n"
      "roamsync tenant set TENANT automate=false"}},
    {cause::catalogue_invalid,
     {"The catalogue cannot be used",
      "The signatures of the tenant have an error, or their folder cannot "
      "be read. Nothing was written, and the mailboxes keep what they have.",
      "The details name file, line and what is allowed.",
      "Correct the file and check the catalogue again:\n"
      "roamsync check TENANT"}},
    {cause::dry_run,
     {"A dry run: nothing was written", "The run only found out what would be done; the details say it.", "",
      "Start the run without --dry-run to do it."}},
    {cause::no_sign_of_life,
     {"No sign of life",
      "Within roamsync nothing was heard of it any more, although nothing was left that it waited for: no request, no "
      "waiting time, no pause. It was ended so that the run could go on with the others. What was written up to then "
      "stays, and the next run reads the mailbox again before it relies on anything.",
      "See whether it happens again with the same mailbox or tenant, and whether the database's disk answers.",
      "It comes along in the next run. It is a defect of roamsync, or of the machine under it: the operator reports it "
      "to the developers of roamsync, with the log and with this report; neither holds a password:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::internal_error,
     {"A defect of roamsync",
      "roamsync came into a state that must not exist. The "
      "mailbox was left, and the run went on with the others.",
      "See whether it happens again with the same mailbox.",
      "The mailbox comes along in the next run. The operator reports the defect to the "
      "developers of roamsync, with the log and with this report; neither holds a password:\n"
      "roamsync report --tenant TENANT --failed --json"}},
});

} // namespace roamsync
