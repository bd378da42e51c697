#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

inline constexpr auto english_mailbox = std::to_array<cause_text>({
    {cause::group_not_set,
     {"No group is set",
      "Neither the tenant, nor its connector, nor its user synchronisation "
      "names a group. Without a group nobody gets signatures.",
      "Look at group, connector_group and sync_group:\n"
      "roamsync tenant show TENANT",
      "Set the group whose members are to get signatures, by its object id in Entra:\n"
      "roamsync tenant set TENANT group=OBJECT-ID"}},
    {cause::group_not_found,
     {"The group does not exist",
      "Microsoft knows no group of the id that is stored. It may have been deleted.",
      "See which id is stored and whether it is that of the tenant, the connector "
      "or the user synchronisation (group, connector_group, sync_group). Look for "
      "it under Groups in the Entra admin center, also among the deleted groups.\n"
      "roamsync tenant show TENANT",
      "Restore the deleted group, or set one that exists:\n"
      "roamsync tenant set TENANT group=OBJECT-ID"}},
    {cause::group_unreadable,
     {"The group cannot be read",
      "Microsoft does not show roamsync the members of the group. So "
      "that nobody's mailbox is changed by mistake, nothing was done.",
      "In the Entra admin center, open Enterprise applications, the application "
      "of roamsync, Permissions: GroupMember.Read.All and User.Read.All must be "
      "granted; for a group with hidden membership also Member.Read.Hidden.",
      "If a permission is missing, open this address as a Global Administrator and agree. CLIENT-ID is "
      "identity.client_id in the configuration of roamsync; a national cloud has a sign-in host of its own.\n"
      "https://login.microsoftonline.com/ENTRA-TENANT/adminconsent?client_id=CLIENT-ID\n"
      "If the permissions are there, wait for the next run; Microsoft may have had a fault."}},
    {cause::group_empty,
     {"The group has no members",
      "The group exists, but has no users in it, not even through nested groups. No mailbox was changed.",
      "Open the group in the Entra admin center and look at its "
      "members. A dynamic group can take some time until it is filled.",
      "Add the users to the group, or set another one:\n"
      "roamsync tenant set TENANT group=OBJECT-ID"}},
    {cause::full_access_missing,
     {"Full access to the mailbox is missing",
      "The service user may not open this mailbox, most likely because it has no full access "
      "to it. Older tools report \"The remote server returned an error: (404) Not Found\".",
      "Sign in at https://outlook.office.com as the service user, click the "
      "picture at the top right, choose \"Open another mailbox\" and open the "
      "mailbox of this user. If that does not work, the permission is missing.",
      "Give the permission in Exchange Online PowerShell, for this mailbox:\n"
      "Add-MailboxPermission -Identity MAILBOX -User SERVICE-USER "
      "-AccessRights FullAccess -InheritanceType All -AutoMapping $false\n"
      "or for all user mailboxes:\n"
      "Get-Mailbox -ResultSize Unlimited -RecipientTypeDetails UserMailbox | Add-MailboxPermission "
      "-User SERVICE-USER -AccessRights FullAccess -InheritanceType All -AutoMapping $false\n"
      "It can take an hour until the permission takes effect."}},
    {cause::mailbox_not_found,
     {"Exchange knows no such mailbox",
      "The directory has this address for the user, but Exchange Online has no mailbox "
      "of that address: it was removed, is still on premises, or is being created.",
      "In Exchange Online PowerShell:\n"
      "Get-EXORecipient -Identity MAILBOX | Format-List RecipientTypeDetails, PrimarySmtpAddress",
      "Give the user a mailbox in Exchange Online, correct the primary address, or "
      "take the user out of the group. A new mailbox comes along in the next run."}},
    {cause::mailbox_unlicensed,
     {"The user has no mailbox or no licence",
      "Exchange Online has no usable mailbox for this user, usually "
      "because no licence with Exchange Online is assigned.",
      "In the Microsoft 365 admin center, open Users, Active users, the user, \"Licenses and apps\".",
      "Assign a licence with Exchange Online, or take the user out of the group."}},
    {cause::service_mailbox_unusable,
     {"The service user cannot open its own mailbox",
      "The sign-in worked, but the service user's own mailbox does not "
      "open. roamsync then cannot work on the other mailboxes either.",
      "Sign in at https://outlook.office.com as the service user: does its own mailbox open? "
      "In the Microsoft 365 admin center, does the user have a licence with Exchange Online?",
      "Assign a licence with Exchange Online, wait until the mailbox is ready, then sign in to "
      "Outlook on the web once by hand and choose language and time zone. If the tenant names another "
      "mailbox for the service user (service_mailbox), the service user needs full access to it."}},
    {cause::mailbox_shared,
     {"A shared mailbox has no roaming signatures",
      "Microsoft does not support roaming signatures for shared mailboxes, rooms and equipment.",
      "In Exchange Online PowerShell:\n"
      "Get-EXOMailbox -Identity MAILBOX | Format-List RecipientTypeDetails",
      "Nothing has to be done. To get rid of the note, take the mailbox out of the group."}},
    {cause::user_disabled,
     {"The user is disabled",
      "Sign-in is blocked for this user in Entra. roamsync leaves such mailboxes alone.",
      "In the Entra admin center, open Users, the user, and look at \"Account enabled\".",
      "Nothing, if the user has left. Otherwise enable the account."}},
    {cause::no_mail_address,
     {"The user has no e-mail address of their own",
      "The directory has no primary SMTP address for this user.",
      "Look at \"Email\" and \"Proxy addresses\" of the user in the Entra admin "
      "center. The primary address is the one that begins with SMTP: in capitals.",
      "Give the user a licence with a mailbox or correct the address, or take the user out of the group."}},
    {cause::mail_address_shared,
     {"Two members have the same e-mail address",
      "The directory has the same primary SMTP address for this user as for another member of the group, "
      "and an address is one mailbox only. The other member's signatures are in it.",
      "Look at \"Email\" and \"Proxy addresses\" of both users in the Entra admin center.",
      "Correct the address of the user to whom it does not belong, or take that user out of the group."}},
    {cause::no_signature_assigned,
     {"No signature is assigned",
      "No rule of the catalogue fits this user, so that there is "
      "nothing to write. What is in the mailbox stays as it is.",
      "Compare the attributes of the user (department, "
      "country and so on) with the rules of the catalogue.",
      "Complete the user's attributes, or add a rule; a last rule without a condition fits everybody."}},
    {cause::signature_too_large,
     {"The signature is too large",
      "With its images and this user's values, the signature is larger than "
      "allowed. Exchange takes about 1 MB, and every mail would carry it.",
      "Look at the size of the images in the signature.",
      "Use smaller images: a logo rarely needs more than 50 KB. Save photos "
      "as JPEG, drawings as PNG, in the size in which they are shown."}},
    {cause::signature_name_taken,
     {"The user has a signature of that name",
      "The mailbox holds a signature of the same name that roamsync did not write. It was left as it is.",
      "Open Settings, Mail, Compose and reply in the user's Outlook on the web.",
      "Let the user rename or delete their signature, or choose another name in "
      "the catalogue. The operator can also let roamsync take over signatures "
      "of the same name, for all tenants: signatures.on_name_clash = \"take\"."}},
    {cause::changed_by_user,
     {"The user changed what was written",
      "The mailbox does not show any more what roamsync wrote: the signature was edited or deleted, or "
      "another one was made the default. The tenant wants to be asked first (drift=ask), so that "
      "nothing was written. The details say what is different.",
      "Read the signatures of this user:\n"
      "roamsync signature get TENANT MAILBOX",
      "To bring the wanted signatures back, push them, to this user or to all:\n"
      "roamsync signature set TENANT MAILBOX\n"
      "roamsync group push TENANT\n"
      "To leave changes of users without this note, or to undo them always:\n"
      "roamsync tenant set TENANT drift=keep\n"
      "roamsync tenant set TENANT drift=repair"}},
    {cause::wrong_mailbox,
     {"Exchange answered for another mailbox",
      "The answer named another mailbox than the one that was asked for, or something written showed up "
      "in the service user's own mailbox. roamsync then stops writing to this mailbox, and to all of the "
      "tenant if it is the service user's own mailbox that answers. By then a signature or a default "
      "signature may have been set in the service user's own mailbox; if so, the details say it.",
      "Look at the details, and whether this happens with one mailbox or "
      "with all. With one, the address may be an alias or belong to another "
      "user by now; compare the primary address in Entra and in Exchange.",
      "If the details say that something reached the service user's own mailbox, see which "
      "signatures of roamsync are there, and delete them (the details have the address):\n"
      "roamsync signature get TENANT SERVICE-MAILBOX\n"
      "roamsync signature delete TENANT SERVICE-MAILBOX\n"
      "Correct the address of a single mailbox. If all are affected, the operator "
      "reports it to the developers of roamsync, with the log and with this report:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::mailbox_unproven,
     {"It is not proven that the right mailbox would be reached",
      "Exchange has not confirmed for this mailbox that a request reaches it and "
      "not the service user's own. Before that is clear, roamsync writes nothing.",
      "Open the mailbox in Outlook on the web as the service user (\"Open another mailbox\").",
      "If it opens, try again for this user:\n"
      "roamsync signature set TENANT MAILBOX\n"
      "If the message stays, the operator reports it to the "
      "developers of roamsync, with the log and with this report:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::read_back_differs,
     {"The mailbox does not show what was written",
      "Exchange accepted the signature, but shows another one when it is read back: it removed "
      "or changed parts of it, or the user or another program changed it at the same time.",
      "Read the signatures of this user and compare them with the wanted "
      "one: is a part missing, such as a table, an image or a style?\n"
      "roamsync signature get TENANT MAILBOX",
      "Take out of the template what Exchange removes. If another program writes signatures "
      "as well, let only one of them do it. If nothing can be seen, the operator reports it "
      "to the developers of roamsync, with the log and with this report:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::request_refused,
     {"Microsoft refused the request",
      "Exchange or Graph did not accept what roamsync asked for. The details have the status and the name of the error.",
      "Try again for this user and see whether the message stays:\n"
      "roamsync signature set TENANT MAILBOX",
      "If it stays, Microsoft may have changed the service. The operator reports "
      "it to the developers of roamsync, with the log and with this report:\n"
      "roamsync report --tenant TENANT --failed --json"}},
});

} // namespace roamsync
