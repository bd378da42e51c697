#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

inline constexpr auto english_sign_in = std::to_array<cause_text>({
    {cause::wrong_password,
     {"Wrong password of the service user",
      "Microsoft refuses the user name or the password of the service user. roamsync "
      "does not try this password again in this run, so that the account is not locked.",
      "Sign in at https://outlook.office.com as the service "
      "user, with the password that is stored in roamsync.",
      "If the password is not known, reset it in the Entra admin center. Then "
      "store the right one (32 characters or more) and check the sign-in:\n"
      "roamsync tenant password TENANT\n"
      "roamsync check TENANT"}},
    {cause::user_not_found,
     {"The service user does not exist",
      "Microsoft knows no user with the user name of the service user in this tenant.",
      "Compare the user name that is stored in roamsync (service_user) with the user principal "
      "name in the Entra admin center under Users. It is often not the same as the e-mail address.\n"
      "roamsync tenant show TENANT",
      "Correct the user name, or create the user again: a plain "
      "user without an admin role, with a licensed mailbox.\n"
      "roamsync tenant set TENANT service_user=SERVICE-USER"}},
    {cause::account_locked,
     {"The service user is locked",
      "Microsoft has locked the account for a while: after too many wrong "
      "passwords, or because it considers the address that signs in a risk.",
      "Look at the sign-in logs of the service user in the Entra admin "
      "center: who tries wrong passwords, and from which address?",
      "Wait until the lock ends, or reset the password and store the new one:\n"
      "roamsync tenant password TENANT\n"
      "If strangers keep trying passwords, give the service user a user name that is hard to guess."}},
    {cause::account_disabled,
     {"The service user is disabled", "Sign-in is blocked for the account of the service user.",
      "In the Entra admin center, open Users, the service user, and look at \"Account enabled\".",
      "Enable the account, or store another service user and its password:\n"
      "roamsync tenant set TENANT service_user=SERVICE-USER\n"
      "roamsync tenant password TENANT"}},
    {cause::password_expired,
     {"The password of the service user has expired",
      "Microsoft asks for a new password before it lets the "
      "service user in. roamsync never changes a password.",
      "Sign in at https://outlook.office.com as the service user: a page asks for a new password.",
      "Set a new password (32 characters or more) and store it:\n"
      "roamsync tenant password TENANT\n"
      "To keep it from expiring, run in Microsoft Graph PowerShell:\n"
      "Update-MgUser -UserId SERVICE-USER -PasswordPolicies DisablePasswordExpiration"}},
    {cause::mfa_demanded,
     {"Multi-factor authentication is demanded",
      "Microsoft asks the service user for a second factor. An unattended service cannot give one.",
      "In the sign-in logs of the service user in the Entra admin center, "
      "open the failed sign-in: the tab \"Conditional Access\" names the "
      "policy; without one it is the security defaults or per-user MFA.",
      "Exclude the service user from the policies that demand MFA, and protect it in another "
      "way: by a policy that lets it sign in only from the addresses of roamsync. The "
      "operator of roamsync knows them, and the failed sign-in shows the one that was used. "
      "The service user must not have an admin role, for which Microsoft always demands MFA."}},
    {cause::security_info_required,
     {"The service user must register security information",
      "Microsoft wants the service user to register a phone or an app "
      "before it goes on, and an unattended service cannot do that.",
      "Sign in at https://outlook.office.com as the service "
      "user: a page says that more information is required.",
      "Exclude the service user from the registration campaign and from the MFA "
      "registration policy (Entra admin center, Protection), and switch self-service "
      "password reset off for it or complete the registration once by hand."}},
    {cause::conditional_access_block,
     {"Conditional Access blocks the sign-in",
      "A Conditional Access policy or the security defaults do "
      "not let the service user sign in from where roamsync runs.",
      "In the sign-in logs of the service user in the Entra admin center, open the failed sign-in: "
      "the tab \"Conditional Access\" names the policy, and the entry shows the IP address.",
      "Allow the service user to sign in from the addresses of roamsync: as a "
      "named location in that policy, or by excluding the service user from it. "
      "The operator of roamsync knows the addresses, and the failed sign-in shows "
      "the one that was used. Do not demand a managed device of the service user."}},
    {cause::consent_missing,
     {"Consent is missing",
      "An administrator has not agreed, or no longer agrees, "
      "that roamsync may use the permission that it needs.",
      "In the Entra admin center, open Enterprise applications, the application of "
      "roamsync, Permissions: the permissions must be listed under admin consent.",
      "Open this address as a Global Administrator and agree. CLIENT-ID is identity.client_id in the "
      "configuration of roamsync; a national cloud has a sign-in host of its own.\n"
      "https://login.microsoftonline.com/ENTRA-TENANT/adminconsent?client_id=CLIENT-ID\n"
      "It can take some seconds until the consent is seen. Then check again:\n"
      "roamsync check TENANT"}},
    {cause::tenant_not_found,
     {"The Microsoft tenant was not found",
      "Microsoft knows no tenant of the id or domain that is "
      "stored, or the domain of the service user belongs to none.",
      "Compare the stored tenant (entra_tenant) with the tenant id or the "
      "primary domain on the overview page of the Entra admin center.\n"
      "roamsync tenant show TENANT",
      "Correct the tenant, and the domain in the user name of the service "
      "user. For a tenant of a national cloud, name that cloud as well.\n"
      "roamsync tenant set TENANT entra_tenant=ENTRA-TENANT cloud=CLOUD"}},
    {cause::client_secret_wrong,
     {"The client secret is wrong or has expired",
      "Microsoft refuses the secret with which roamsync signs in as an application.",
      "In the Entra admin center, open App registrations, the "
      "application, Certificates & secrets, and look at the end date.",
      "Create a new client secret and store its value (not its id):\n"
      "roamsync tenant password TENANT --field client_secret\n"
      "A secret that all tenants share stands in the file that identity.client_secret_file names."}},
    {cause::federated_sign_in,
     {"The domain signs in at another identity provider",
      "The domain of the service user is federated: passwords are checked by "
      "AD FS, Okta or the like, and roamsync can sign in at Microsoft only.",
      "Sign in at https://outlook.office.com as the service user: "
      "after the user name, a page of another provider appears.",
      "Give the service user a user name in a domain that is not federated, "
      "such as service-user@YOURTENANT.onmicrosoft.com, and store it:\n"
      "roamsync tenant set TENANT service_user=SERVICE-USER"}},
    {cause::sign_in_not_handed_back,
     {"The sign-in page did not lead back to Outlook",
      "Microsoft answered the sign-in with a page that leads nowhere and names no reason. Older tools "
      "report this as \"Invalid URI: The URI is empty\". Usual reasons are MFA, Conditional Access, an "
      "expired or wrong password, or that the service user has never signed in to Outlook on the web.",
      "Look at the sign-in logs of the service user in the Entra admin center: the "
      "failed sign-in has the reason. Then sign in at https://outlook.office.com "
      "as the service user and see whether the mailbox opens.",
      "Remove what the sign-in log or the page asks for. Sign in once by hand and choose language "
      "and time zone. If the sign-in log shows a success, Microsoft may have changed the page: "
      "the operator reports it to the developers of roamsync, with the log and with this report:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::owa_refused_sign_in,
     {"Outlook on the web refuses the service user",
      "The password was right, but Outlook on the web does not let the service user in. Usually its "
      "mailbox has no licence, is new and not ready yet, or Outlook on the web is switched off for it.",
      "Sign in at https://outlook.office.com as the service user. In Exchange Online PowerShell:\n"
      "Get-CASMailbox -Identity SERVICE-USER | Format-List OWAEnabled",
      "Give the service user a licence with Exchange Online and wait until "
      "the mailbox opens in Outlook on the web. If OWAEnabled is False:\n"
      "Set-CASMailbox -Identity SERVICE-USER -OWAEnabled $true"}},
    {cause::sign_in_unanswered,
     {"Nobody read the answers to the password",
      "roamsync sent the password of the service user several times tonight and never got to read the "
      "answer, because the connection broke or roamsync was ended. Whether the password is right is not "
      "known. roamsync does not send it again tonight, so that the account is not locked.",
      "See in the log whether connections to the sign-in host broke or roamsync was started again. "
      "See whether the service user can sign in at https://outlook.office.com by hand.",
      "roamsync signs in again next night. To do it sooner, "
      "store the password once more and start a night:\n"
      "roamsync tenant password TENANT\n"
      "roamsync night --now --tenant TENANT"}},
    {cause::sign_in_failed,
     {"The sign-in failed",
      "Microsoft refuses the sign-in of the service user with a code that "
      "roamsync has no advice for. The details have the code (AADSTS...).",
      "Look at the sign-in logs of the service user in the Entra admin "
      "center, and for the code at https://login.microsoftonline.com/error",
      "Fix what the sign-in log names. If that does not help, the operator reports it to the "
      "developers of roamsync, with the log and with this report; neither holds a password:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::sign_in_unreachable,
     {"Microsoft's sign-in gave no answer",
      "The sign-in service could not be reached or gave no usable answer. This is "
      "rarely the tenant's fault; roamsync tries again while the window is open.",
      "See whether other tenants fail in the same way, and look at https://status.cloud.microsoft",
      "Nothing, if it passes. If all tenants are affected, the operator "
      "checks name resolution, proxy and firewall of the machine."}},
});

} // namespace roamsync
