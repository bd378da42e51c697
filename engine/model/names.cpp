#include "engine/model/night.hpp"
#include "engine/model/night_view.hpp"
#include "engine/model/standing.hpp"
#include "engine/model/tenant.hpp"
#include "engine/model/tuning.hpp"

#include <array>
#include <utility>

namespace roamsync {

namespace {

template <class Enum, std::size_t N>
using names = std::array<std::pair<Enum, std::string_view>, N>;

template <class Enum, std::size_t N>
std::string_view name_of(const names<Enum, N>& table, Enum x) noexcept {
  for (const auto& [value, name] : table)
    if (value == x)
      return name;
  return "unknown";
}

template <class Enum, std::size_t N>
std::optional<Enum> value_of(const names<Enum, N>& table, std::string_view name) noexcept {
  for (const auto& [value, known] : table)
    if (known == name)
      return value;
  return std::nullopt;
}

constexpr auto causes = std::to_array<std::pair<cause, std::string_view>>({
    {cause::none, "none"},
    {cause::wrong_password, "wrong_password"},
    {cause::user_not_found, "user_not_found"},
    {cause::account_locked, "account_locked"},
    {cause::account_disabled, "account_disabled"},
    {cause::password_expired, "password_expired"},
    {cause::mfa_demanded, "mfa_demanded"},
    {cause::security_info_required, "security_info_required"},
    {cause::conditional_access_block, "conditional_access_block"},
    {cause::consent_missing, "consent_missing"},
    {cause::tenant_not_found, "tenant_not_found"},
    {cause::client_secret_wrong, "client_secret_wrong"},
    {cause::federated_sign_in, "federated_sign_in"},
    {cause::sign_in_not_handed_back, "sign_in_not_handed_back"},
    {cause::owa_refused_sign_in, "owa_refused_sign_in"},
    {cause::sign_in_unanswered, "sign_in_unanswered"},
    {cause::sign_in_failed, "sign_in_failed"},
    {cause::sign_in_unreachable, "sign_in_unreachable"},
    {cause::group_not_set, "group_not_set"},
    {cause::group_not_found, "group_not_found"},
    {cause::group_unreadable, "group_unreadable"},
    {cause::group_empty, "group_empty"},
    {cause::full_access_missing, "full_access_missing"},
    {cause::mailbox_not_found, "mailbox_not_found"},
    {cause::mailbox_unlicensed, "mailbox_unlicensed"},
    {cause::service_mailbox_unusable, "service_mailbox_unusable"},
    {cause::mailbox_shared, "mailbox_shared"},
    {cause::user_disabled, "user_disabled"},
    {cause::no_mail_address, "no_mail_address"},
    {cause::mail_address_shared, "mail_address_shared"},
    {cause::no_signature_assigned, "no_signature_assigned"},
    {cause::signature_too_large, "signature_too_large"},
    {cause::signature_name_taken, "signature_name_taken"},
    {cause::changed_by_user, "changed_by_user"},
    {cause::wrong_mailbox, "wrong_mailbox"},
    {cause::mailbox_unproven, "mailbox_unproven"},
    {cause::read_back_differs, "read_back_differs"},
    {cause::request_refused, "request_refused"},
    {cause::throttled, "throttled"},
    {cause::server_error, "server_error"},
    {cause::unreadable_answer, "unreadable_answer"},
    {cause::timed_out, "timed_out"},
    {cause::unreachable, "unreachable"},
    {cause::window_closed, "window_closed"},
    {cause::stopped, "stopped"},
    {cause::settings_missing, "settings_missing"},
    {cause::catalogue_invalid, "catalogue_invalid"},
    {cause::dry_run, "dry_run"},
    {cause::no_sign_of_life, "no_sign_of_life"},
    {cause::internal_error, "internal_error"},
});
static_assert(causes.size() == static_cast<std::size_t>(cause::internal_error) + 1, "a cause has no name");

constexpr auto outcome_kinds = std::to_array<std::pair<outcome_kind, std::string_view>>({
    {outcome_kind::written, "written"},
    {outcome_kind::unchanged, "unchanged"},
    {outcome_kind::skipped, "skipped"},
    {outcome_kind::failed, "failed"},
    {outcome_kind::deferred, "deferred"},
});

constexpr auto sign_in_ways = std::to_array<std::pair<sign_in_way, std::string_view>>({
    {sign_in_way::browser, "browser"},
    {sign_in_way::token, "token"},
});

constexpr auto drift_rules = std::to_array<std::pair<drift_rule, std::string_view>>({
    {drift_rule::repair, "repair"},
    {drift_rule::keep, "keep"},
    {drift_rule::ask, "ask"},
});

constexpr auto tune_ways = std::to_array<std::pair<tune_way, std::string_view>>({
    {tune_way::tune, "tune"},
    {tune_way::api, "api"},
    {tune_way::file, "file"},
});

constexpr auto run_kinds = std::to_array<std::pair<run_kind, std::string_view>>({
    {run_kind::night, "night"},
    {run_kind::push, "push"},
});

constexpr auto remotes = std::to_array<std::pair<remote, std::string_view>>({
    {remote::outlook, "outlook"},
    {remote::graph, "graph"},
});

constexpr auto tenant_states = std::to_array<std::pair<tenant_state, std::string_view>>({
    {tenant_state::waiting, "waiting"},
    {tenant_state::working, "working"},
    {tenant_state::done, "done"},
    {tenant_state::failed, "failed"},
});
constexpr auto tenant_stages = std::to_array<std::pair<tenant_stage, std::string_view>>({
    {tenant_stage::not_begun, "not_begun"},
    {tenant_stage::group, "group"},
    {tenant_stage::sign_in, "sign_in"},
    {tenant_stage::proof, "proof"},
    {tenant_stage::mailboxes, "mailboxes"},
    {tenant_stage::closing, "closing"},
    {tenant_stage::ended, "ended"},
});

constexpr auto window_fits = std::to_array<std::pair<window_fit, std::string_view>>({
    {window_fit::unknown, "unknown"},
    {window_fit::fits, "fits"},
    {window_fit::tight, "tight"},
    {window_fit::does_not_fit, "does_not_fit"},
});

} // namespace

std::string_view to_string(cause x) noexcept {
  return name_of(causes, x);
}
std::optional<cause> cause_from_string(std::string_view name) noexcept {
  return value_of(causes, name);
}

bool is_final_sign_in_failure(cause x) noexcept {
  return x >= cause::wrong_password && x <= cause::sign_in_failed;
}

std::string_view to_string(outcome_kind x) noexcept {
  return name_of(outcome_kinds, x);
}
std::optional<outcome_kind> outcome_kind_from_string(std::string_view name) noexcept {
  return value_of(outcome_kinds, name);
}

std::string_view to_string(sign_in_way x) noexcept {
  return name_of(sign_in_ways, x);
}
std::optional<sign_in_way> sign_in_way_from_string(std::string_view name) noexcept {
  return value_of(sign_in_ways, name);
}

std::string_view to_string(drift_rule x) noexcept {
  return name_of(drift_rules, x);
}
std::optional<drift_rule> drift_rule_from_string(std::string_view name) noexcept {
  return value_of(drift_rules, name);
}

std::string_view to_string(tune_way x) noexcept {
  return name_of(tune_ways, x);
}
std::optional<tune_way> tune_way_from_string(std::string_view name) noexcept {
  return value_of(tune_ways, name);
}

std::string_view to_string(run_kind x) noexcept {
  return name_of(run_kinds, x);
}

std::string_view to_string(remote x) noexcept {
  return name_of(remotes, x);
}
std::optional<remote> remote_from_string(std::string_view name) noexcept {
  return value_of(remotes, name);
}

std::string_view to_string(tenant_state x) noexcept {
  return name_of(tenant_states, x);
}
std::optional<tenant_state> tenant_state_from_string(std::string_view name) noexcept {
  return value_of(tenant_states, name);
}
std::string_view to_string(tenant_stage x) noexcept {
  return name_of(tenant_stages, x);
}
std::optional<tenant_stage> tenant_stage_from_string(std::string_view name) noexcept {
  return value_of(tenant_stages, name);
}

std::string_view to_string(window_fit x) noexcept {
  return name_of(window_fits, x);
}

} // namespace roamsync
