#include "engine/diagnosis/fill_in.hpp"

#include <algorithm>

namespace roamsync {

namespace {

bool is_of_a_word(char c) noexcept {
  return (c >= 'A' && c <= 'Z') || c == '-';
}

/// No shell takes it for anything but a text.
bool is_plain(std::string_view name) noexcept {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || std::string_view{"@._+-"}.find(c) != std::string_view::npos;
  }) && name.front() != '-';
}

std::string_view name_for(std::string_view word, const advice_names& names) noexcept {
  if (word == "TENANT")
    return names.tenant;
  if (word == "ENTRA-TENANT")
    return names.entra_tenant;
  if (word == "SERVICE-USER")
    return names.service_user;
  if (word == "CLIENT-ID")
    return names.client_id;
  if (word == "SIGN-IN-HOST")
    return names.sign_in_host;
  return word == "MAILBOX" ? names.mailbox : std::string_view{};
}

} // namespace

advice_names advice_names_of(const tenant_settings& tenant, std::string_view mailbox) noexcept {
  return {.tenant = tenant.id,
          .entra_tenant = tenant.entra_tenant,
          .service_user = tenant.service_user,
          .mailbox = mailbox};
}

std::string fill_in(std::string_view text, const advice_names& names) {
  std::string out;
  for (auto at = text.begin(); at != text.end();) {
    const auto end = std::find_if_not(at, text.end(), is_of_a_word);
    if (end == at) {
      out += *at++;
      continue;
    }
    const std::string_view word{at, end};
    const auto name = name_for(word, names);
    // The host is the operator's own words, and may have a port and a path.
    out += is_plain(name) || (word == "SIGN-IN-HOST" && !name.empty()) ? name : word;
    at = end;
  }
  return out;
}

} // namespace roamsync
