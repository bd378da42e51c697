#include "bench/mock_exchange/owa/access.hpp"

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/owa/fault_body.hpp"

namespace mock_exchange {

namespace {

response no_access(const call& c) {
  constexpr std::string_view text = "The user has no access rights to the mailbox.";
  switch (c.home->rules.no_access) {
  case no_access_form::forbidden:
    return ows_error(403, "ErrorAccessDenied", text);
  case no_access_form::not_found:
    return ows_error(404, "ErrorItemNotFound", text);
  case no_access_form::server_error:
    break;
  }
  return owa_fault(500, "OwaExplicitLogonException", text);
}

response address_unknown(const call& c) {
  constexpr std::string_view text = "The mailbox does not exist.";
  if (c.home->rules.no_access == no_access_form::server_error)
    return owa_fault(500, "OwaADObjectNotFoundException", text);
  return ows_error(404, "ErrorNonExistentMailbox", text);
}

response no_mailbox() {
  return owa_fault(500, "UserHasNoMailboxException", "The user has no mailbox.");
}

/// Whether the hints that the request gave are those that the tenant looks at.
bool hints_count(const routing_settings& routing, bool by_path, bool by_header) {
  if (routing.needs_all)
    return (!routing.path || by_path) && (!routing.header || by_header);
  return (routing.path && by_path) || (routing.header && by_header);
}

bool falls_back_to_caller(caller_fallback u3, bool writes) {
  return u3 == caller_fallback::reads_and_writes || (u3 == caller_fallback::writes && writes);
}

bool has_full_access(const service_user& caller, const mailbox& box) {
  return caller.plan.full_access && box.full_access.includes(caller.plan.upn)
         && box.kind != mailbox_kind::shared;
}

/// Why nobody can work in that mailbox, whoever asks.
std::optional<response> unusable(const mailbox& box) {
  if (box.kind == mailbox_kind::none)
    return no_mailbox();
  if (box.kind == mailbox_kind::unlicensed)
    return owa_fault(500, "OwaUserHasNoMailboxAndNoLicenseAssignedException",
                     "The user has no mailbox and no license assigned.");
  if (!box.enabled)
    return owa_fault(500, "AccountDisabledException", "The account is disabled.");
  return std::nullopt;
}

} // namespace

void open_mailbox(call& c, std::string_view path_user, bool writes) {
  auto header_user = trimmed(c.in.header("x-owa-explicitlogonuser"));
  auto named = path_user.empty() ? header_user : path_user;
  c.entry.target = lower(named.empty() ? std::string_view{c.user->plan.mailbox} : named);
  if (!path_user.empty() && !header_user.empty() && !same_text(path_user, header_user)) {
    c.decided = ows_error(400, "ErrorInvalidRequest",
                          "The path and X-OWA-ExplicitLogonUser name different mailboxes.");
    return;
  }
  // The service account must have a mailbox of its own whatever it wants to do (wire.md 1.3).
  auto* own = c.user->plan.mailbox.empty() ? nullptr : c.home->box(c.user->plan.mailbox);
  if (!own || own->kind == mailbox_kind::none) {
    c.decided = no_mailbox();
    return;
  }
  auto* wanted = named.empty() ? own : c.home->box(named);
  if (wanted != own && falls_back_to_caller(c.home->rules.u3, writes))
    wanted = own;
  c.own_box = wanted == own;
  if (!wanted)
    c.decided = address_unknown(c);
  else if (auto why = unusable(*wanted))
    c.decided = std::move(why);
  else if (!c.own_box
           && (!hints_count(c.home->rules.routing, !path_user.empty(), !header_user.empty())
               || !has_full_access(*c.user, *wanted)))
    c.decided = no_access(c);
  else
    c.box = wanted;
}

} // namespace mock_exchange
