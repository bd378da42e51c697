#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

/// Where the words for a run are not true of a person at a terminal, who asked once and has the answer now.
inline constexpr auto english_desk = std::to_array<cause_text>({
    {cause::wrong_password,
     {"Wrong password of the service user",
      "Microsoft refuses the user name or the password of the service user. roamsync does not "
      "post it again until a password is stored, so that the account is not locked.",
      "Sign in at https://outlook.office.com as the service "
      "user, with the password that is stored in roamsync.",
      "If the password is not known, reset it in the Entra admin center. Then "
      "store the right one (32 characters or more) and check the sign-in:\n"
      "roamsync tenant password TENANT\n"
      "roamsync check TENANT"}},
    {cause::sign_in_unanswered,
     {"Nobody read the answers to the password",
      "roamsync sent the password of the service user several times and never got to read the answer, because the "
      "connection broke or roamsync was ended. Whether the password is right is not known. roamsync does not send "
      "it again until a password is stored, so that the account is not locked.",
      "See in the log whether connections to the sign-in host broke or roamsync was started again. "
      "See whether the service user can sign in at https://outlook.office.com by hand.",
      "Store the password once more, the same one if it is right, and check the sign-in:\n"
      "roamsync tenant password TENANT\n"
      "roamsync check TENANT"}},
    {cause::sign_in_unreachable,
     {"Microsoft's sign-in gave no answer",
      "The sign-in service could not be reached or gave no usable answer. This is rarely the tenant's fault.",
      "See whether other tenants fail in the same way, and look at https://status.cloud.microsoft",
      "Try again in a few minutes. If it stays, or all tenants are affected, the "
      "operator checks name resolution, proxy and firewall of the machine."}},
    {cause::consent_missing,
     {"Consent is missing",
      "An administrator has not agreed, or no longer agrees, "
      "that roamsync may use the permission that it needs.",
      "In the Entra admin center, open Enterprise applications, the application of "
      "roamsync, Permissions: the permissions must be listed under admin consent.",
      "Open this address as a Global Administrator and agree:\n"
      "https://SIGN-IN-HOST/ENTRA-TENANT/adminconsent?client_id=CLIENT-ID\n"
      "It can take some seconds until the consent is seen. Then check again:\n"
      "roamsync check TENANT"}},
    {cause::group_unreadable,
     {"The group cannot be read",
      "Microsoft does not show roamsync the members of the group. So "
      "that nobody's mailbox is changed by mistake, nothing was done.",
      "In the Entra admin center, open Enterprise applications, the application "
      "of roamsync, Permissions: GroupMember.Read.All and User.Read.All must be "
      "granted; for a group with hidden membership also Member.Read.Hidden.",
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
     {"Microsoft's service reports a fault", "Exchange or Graph answered with a server error.",
      "Look at the service health in the Microsoft 365 admin "
      "center. Does it happen with one mailbox or with many?",
      "Try again in a few minutes. If it stays with single mailboxes, open one of them in Outlook on "
      "the web and save a signature by hand; if that fails as well, ask Microsoft's support."}},
    {cause::timed_out,
     {"No answer in time", "The service took the request, but did not answer before the time was up.",
      "See whether other mailboxes and tenants are slow as well, and look at the service health.",
      "Try again in a few minutes. If something was to be changed, read the mailbox first:\n"
      "roamsync signature get TENANT MAILBOX"}},
    {cause::unreachable,
     {"The service cannot be reached", "Name, connection or encryption failed on the way to Microsoft.",
      "On the machine of roamsync, see whether https://outlook.office.com and "
      "https://graph.microsoft.com can be reached, through the proxy if one is set.",
      "The operator checks name resolution, proxy, firewall, the "
      "egress address and the certificates of the machine. Then try again."}},
});

} // namespace roamsync
