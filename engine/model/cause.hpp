#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace roamsync {

/// Why a mailbox or a tenant did not simply end well. One word for each thing that a person would mend in a
/// different way; engine/diagnosis has the advice. Names are stable: they stand in reports and in the store.
enum class cause : std::uint8_t {
  none = 0,

  // Sign-in of the service user (wire.md 1.2.3, 6.1). Final for the night unless said otherwise.
  wrong_password,           ///< 50126
  user_not_found,           ///< 50034
  account_locked,           ///< 50053
  account_disabled,         ///< 50057
  password_expired,         ///< 50055, page ConvergedChangePassword
  mfa_demanded,             ///< 50076, 50079, 50158, arrUserProofs
  security_info_required,   ///< 50125
  conditional_access_block, ///< 53000, 53001, 53003, 530032, 530035
  consent_missing,          ///< 65001, 65002, 700016, arrScopes
  tenant_not_found,         ///< 50128, 50059, 90002
  client_secret_wrong,      ///< 7000215, 7000222, 7000218
  federated_sign_in,        ///< the domain signs in at another identity provider
  sign_in_not_handed_back,  ///< a page without $Config, Location or form (wire.md 1.2.4)
  owa_refused_sign_in,      ///< hand-back answered by errorfe.aspx (wire.md 1.2.3)
  sign_in_unanswered,       ///< the password went out several times, and nobody read an answer
  sign_in_failed,           ///< any other AADSTS code; the detail has it
  sign_in_unreachable,      ///< the identity host gave no usable answer; tried again that night

  // Directory.
  group_not_set,    ///< none of the three sources of S4 names a group
  group_not_found,  ///< Graph 404
  group_unreadable, ///< Graph 401, 403, or a broken answer
  group_empty,      ///< no members: nobody is touched (I7)

  // A mailbox.
  full_access_missing,      ///< the service user may not open the mailbox (F1)
  mailbox_not_found,        ///< no such address in Exchange
  mailbox_unlicensed,       ///< the user has no mailbox or no licence
  service_mailbox_unusable, ///< the service user cannot open its own mailbox either (P4)
  mailbox_shared,           ///< shared mailboxes have no roaming signatures (wire.md 3.1)
  user_disabled,            ///< accountEnabled is false
  no_mail_address,          ///< the directory has no primary SMTP address for the user
  mail_address_shared,      ///< another member has the same primary SMTP address, and is done
  no_signature_assigned,    ///< no rule of the catalogue gives this user a signature
  signature_too_large,      ///< rendered form above the size limit
  signature_name_taken,     ///< the user has a signature of their own of that name
  changed_by_user,          ///< not what was written, and the tenant asks first (drift = ask)
  wrong_mailbox,            ///< the answer's scope names another mailbox (I9, wire.md U3)
  mailbox_unproven,         ///< nothing shows yet that requests reach the mailbox meant (I9)
  read_back_differs,        ///< what the mailbox shows is not what was written (I3)
  request_refused,          ///< 400, 415 and the like

  // The way there.
  throttled,         ///< still throttled when attempts, budget or time ran out
  server_error,      ///< 5xx until attempts, budget or time ran out
  unreadable_answer, ///< HTML where JSON was due, broken JSON, an answer without bounds
  timed_out,         ///< no answer within the deadline
  unreachable,       ///< name, connection or TLS failed

  // The run.
  window_closed,     ///< the night's window ended first; goes first next night
  stopped,           ///< the operator stopped the run
  settings_missing,  ///< the tenant has no service user, Entra tenant or password
  catalogue_invalid, ///< the tenant's catalogue cannot be used
  dry_run,           ///< a dry run: the detail says what would be done
  no_sign_of_life,   ///< nobody held anything of it any more: the watchdog ended it
  internal_error,    ///< a defect of roamsync
};

/// The stable name: "wrong_password".
[[nodiscard]] std::string_view to_string(cause x) noexcept;
[[nodiscard]] std::optional<cause> cause_from_string(std::string_view name) noexcept;

/// True where the same password or account must not be tried again this night (I10).
[[nodiscard]] bool is_final_sign_in_failure(cause x) noexcept;

} // namespace roamsync
