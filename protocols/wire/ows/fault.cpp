#include "protocols/wire/ows/fault.hpp"

#include "engine/base/ascii.hpp"
#include "protocols/wire/http/json.hpp"
#include "protocols/wire/http/outcome.hpp"
#include "protocols/wire/http/percent.hpp"
#include "protocols/wire/http/retry_after.hpp"
#include "protocols/wire/http/text.hpp"

#include <algorithm>
#include <array>

namespace roamsync::wire {

namespace {

constexpr std::size_t fault_bytes_max = 256 * 1024;
/// Enough for any fault that is known. Who asks about waiting does so for all tenants.
constexpr std::size_t quick_fault_bytes_max = 16 * 1024;

struct known_fault {
  std::string_view name;
  fault_meaning meaning;
};

constexpr fault_meaning no_access{cause::full_access_missing, verdict::failed};
constexpr fault_meaning not_found{cause::mailbox_not_found, verdict::failed};
constexpr fault_meaning unlicensed{cause::mailbox_unlicensed, verdict::failed};
constexpr fault_meaning disabled{cause::user_disabled, verdict::failed};
constexpr fault_meaning busy{cause::server_error, verdict::transient};
constexpr fault_meaning throttled{cause::throttled, verdict::throttled};

constexpr auto known_faults = std::to_array<known_fault>({
    {"OwaExplicitLogonException", no_access},
    {"ErrorExplicitLogonAccessDenied", no_access},
    {"AccessDeniedException", no_access},
    {"ErrorAccessDenied", no_access},
    {"OwaADObjectNotFoundException", not_found},
    {"OwaADUserNotFoundException", not_found},
    {"NonExistentMailboxException", not_found},
    {"ErrorNonExistentMailbox", not_found},
    {"UserHasNoMailboxException", unlicensed},
    {"OwaUserHasNoMailboxAndNoLicenseAssignedException", unlicensed},
    {"InvalidLicenseException", unlicensed},
    {"MailboxNotEnabledForRESTAPI", unlicensed},
    {"AccountDisabledException", disabled},
    {"ErrorAccountDisabled", disabled},
    // OWA's own client also reads this one as "access denied" (wire.md 3.3); a retry tells the two apart.
    {"MailboxUnavailableException", busy},
    {"ErrorMailboxMoveInProgress", busy},
    {"ErrorMailboxStoreUnavailable", busy},
    {"ErrorMailboxFailover", busy},
    {"ErrorInternalServerTransientError", busy},
    {"ErrorTimeoutExpired", busy},
    {"ErrorConnectionFailed", busy},
    // One mailbox has too many sessions: not the tenant's limit, so only this mailbox waits.
    {"TooManyObjectsOpenedException", {cause::throttled, verdict::transient}},
    {"ErrorTooManyObjectsOpened", {cause::throttled, verdict::transient}},
    {"OverBudgetException", throttled},
    {"ApplicationThrottled", throttled},
    {"TooManyRequests", throttled},
    {"ErrorServerBusy", throttled},
    {"ErrorExceededConnectionCount", throttled},
    {"InvalidAuthenticationToken", {cause::request_refused, verdict::sign_in_again}},
    {"OwaInvalidUserLanguageException", {cause::request_refused, verdict::failed}},
});

/// "Microsoft.Exchange.Clients.Owa2.Server.Core.OverBudgetException" becomes "OverBudgetException".
std::string short_name(std::string_view type) {
  type = trim(type.substr(0, type.find(';')));
  auto point = type.rfind('.');
  return one_line(point == std::string_view::npos ? type : type.substr(point + 1), 100);
}

void read_body(const boost::json::object& object, outlook_fault& out) {
  if (const auto* body = find_object(object, "Body")) {
    if (out.name.empty())
      out.name = short_name(text_of(*body, "ExceptionName"));
    out.code = short_name(text_of(*body, "ResponseCode"));
    out.message = one_line(text_of(*body, "FaultMessage"));
    out.transient = text_of(*body, "IsTransient") == "true";
    if (auto ms = number_of(*body, "BackOffPeriodInMs"); ms && *ms > 0)
      out.back_off = std::min(duration(*ms), retry_after_max);
  } else if (const auto* error = find_object(object, "error")) {
    out.code = short_name(text_of(*error, "code"));
    out.message = one_line(text_of(*error, "message"));
    if (out.name.empty())
      out.name = out.code;
  }
}

fault_meaning meaning_of_redirect(const http_response& x, std::string& name) {
  auto location = x.field("Location");
  auto mark = location.find('?');
  auto query = form_decode(mark == std::string_view::npos ? std::string_view{} : location.substr(mark + 1));
  if (contains_text(location.substr(0, mark), "/errorfe.aspx")
      || contains_text(location, "genericerrorpage")) {
    name = short_name(field_of(query, "owaError"));
    return meaning_of_fault(name).value_or(busy);
  }
  return {cause::request_refused, verdict::sign_in_again};
}

fault_meaning meaning_of_status(int status) noexcept {
  switch (status) {
  case 401: // with a fresh session it means "no access" (wire.md U2); the session decides
    return {cause::full_access_missing, verdict::sign_in_again};
  case 440:
    return {cause::request_refused, verdict::sign_in_again};
  case 403:
  case 404: // F1: for these the mailbox is most likely not open to the service user (wire.md U2)
    return no_access;
  case 408:
    return {cause::timed_out, verdict::transient};
  case 413:
    return {cause::signature_too_large, verdict::failed};
  case 429:
    return throttled;
  case 449: // the canary was stale, the answer brings a fresh one (wire.md 2.1)
    return {cause::request_refused, verdict::transient};
  default:
    return status >= 500 ? busy : fault_meaning{cause::request_refused, verdict::failed};
  }
}

/// Statuses that speak for themselves, whatever the body says.
bool status_decides(int status) noexcept {
  return status == 401 || status == 429 || status == 440 || status == 449;
}

fault_meaning meaning_of_answer(const http_response& x, outlook_fault& fault) {
  if (x.status >= 300 && x.status < 400)
    return meaning_of_redirect(x, fault.name);
  auto by_status = meaning_of_status(x.status);
  if (status_decides(x.status))
    return by_status;
  for (const auto* name : {&fault.name, &fault.code})
    if (auto known = meaning_of_fault(*name))
      return *known;
  if (same_text(fault.result_class, "Throttled") || (fault.back_off && fault.transient))
    return throttled;
  if (same_text(fault.result_class, "ServerTransientError") || fault.transient)
    return busy;
  if (x.status < 300) // an error header on a good status, of a kind that is not known
    return {cause::request_refused, verdict::failed};
  return by_status;
}

std::string describe(const http_response& x, const outlook_fault& fault) {
  std::string out = "status " + std::to_string(x.status);
  for (const auto* part : {&fault.name, &fault.code, &fault.result_class, &fault.message})
    if (!part->empty() && (part != &fault.code || fault.code != fault.name))
      out += ", " + *part;
  return out;
}

} // namespace

outlook_fault read_fault(const http_response& x) {
  outlook_fault out;
  out.name = short_name(x.field("X-OWA-Error"));
  out.result_class = one_line(x.field("x-owa-returncode"), 40);
  auto body = read_json(x.body, fault_bytes_max);
  if (const auto* object = body ? body->if_object() : nullptr)
    read_body(*object, out);
  return out;
}

std::optional<fault_meaning> meaning_of_fault(std::string_view name) noexcept {
  for (const auto& known : known_faults)
    if (same_text(known.name, name))
      return known.meaning;
  if (name.ends_with("AccountDisabledException"))
    return disabled;
  return std::nullopt;
}

bool is_good_answer(const http_response& x) noexcept {
  return x.status >= 200 && x.status < 300 && x.field("X-OWA-Error").empty();
}

call_result classify_outlook_failure(const http_response& x, utc_time now) {
  constexpr duration crowded_mailbox_rest = std::chrono::minutes(5); // wire.md 3.3, [MUST]
  auto fault = read_fault(x);
  auto meaning = meaning_of_answer(x, fault);
  call_result out;
  out.status = x.status;
  out.what = meaning.what;
  out.why = meaning.why;
  out.request_id = request_id_of(x);
  out.detail = describe(x, fault);
  if (x.status == 412)
    out.detail += ", Outlook wants a person to confirm something: sign in by hand once";
  if (meaning.what == verdict::throttled || meaning.what == verdict::transient)
    out.retry_after = fault.back_off;
  if (meaning.what == verdict::transient && meaning.why == cause::throttled && !out.retry_after)
    out.retry_after = crowded_mailbox_rest;
  apply_retry_after(out, x, now);
  return out;
}

bool may_ask_to_wait(const http_response& x, utc_time now) {
  if (is_good_answer(x))
    return false;
  return x.body.size() > quick_fault_bytes_max || classify_outlook_failure(x, now).what == verdict::throttled;
}

} // namespace roamsync::wire
