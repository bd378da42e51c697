#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

/// Where the words for a run are not true of a person at a terminal, who asked once and has the answer now. An empty text is
/// as for a run.
inline constexpr auto english_desk = std::to_array<cause_text>({
    {cause::wrong_password,
     {"",
      "Microsoft refuses the user name or the password of the service user. roamsync does not "
      "post it again until a password is stored, so that the account is not locked.",
      "", ""}},
    {cause::sign_in_unanswered,
     {"",
      "roamsync sent the password of the service user several times and never got to read the answer, because the "
      "connection broke or roamsync was ended. Whether the password is right is not known. roamsync does not send "
      "it again until a password is stored, so that the account is not locked.",
      "",
      "Store the password once more, the same one if it is right, and check the sign-in:\n"
      "roamsync tenant password TENANT\n"
      "roamsync check TENANT"}},
    {cause::sign_in_unreachable,
     {"",
      "The sign-in service could not be reached or gave no usable answer. This is rarely the tenant's fault.",
      "",
      "Try again in a few minutes. If it stays, or all tenants are affected, the "
      "operator checks name resolution, proxy and firewall of the machine."}},
    {cause::consent_missing,
     {"", "", "",
      "Open this address as a Global Administrator and agree:\n"
      "https://SIGN-IN-HOST/ENTRA-TENANT/adminconsent?client_id=CLIENT-ID\n"
      "It can take some seconds until the consent is seen. Then check again:\n"
      "roamsync check TENANT"}},
    {cause::group_unreadable,
     {"", "", "",
      "If a permission is missing, open this address as a Global Administrator and agree:\n"
      "https://SIGN-IN-HOST/ENTRA-TENANT/adminconsent?client_id=CLIENT-ID\n"
      "If the permissions are there, try again in a few minutes; Microsoft may have had a fault."}},
    {cause::throttled,
     {"Microsoft asks to wait",
      "Microsoft allows a service user only so many requests, and has asked for a wait. "
      "roamsync keeps to it and sends nothing before it is over.",
      "See whether another program uses the same service user.",
      "Try again when the wait is over; the line above has the time, if Microsoft named one. "
      "Let roamsync have a service user of its own."}},
    {cause::server_error,
     {"", "Exchange or Graph answered with a server error.", "",
      "Try again in a few minutes. If it stays with single mailboxes, open one of them in Outlook on "
      "the web and save a signature by hand; if that fails as well, ask Microsoft's support."}},
    {cause::timed_out,
     {"", "The service took the request, but did not answer before the time was up.",
      "See whether other mailboxes and tenants are slow as well, and look at the service health.",
      "Try again in a few minutes. If something was to be changed, read the mailbox first:\n"
      "roamsync signature get TENANT MAILBOX"}},
    {cause::unreachable,
     {"", "", "",
      "The operator checks name resolution, proxy, firewall, the "
      "egress address and the certificates of the machine. Then try again."}},
});

} // namespace roamsync
