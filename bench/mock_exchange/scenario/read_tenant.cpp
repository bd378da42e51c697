#include "bench/mock_exchange/scenario/read_tenant.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/scenario/read_settings.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace mock_exchange {

namespace json = boost::json;

namespace {

template <class choice_type>
using word = std::pair<std::string_view, choice_type>;

constexpr std::array<word<sign_in_result>, 18> sign_in_words{{
    {"ok", sign_in_result::ok},
    {"wrong_password", sign_in_result::wrong_password},
    {"user_not_found", sign_in_result::user_not_found},
    {"locked", sign_in_result::locked},
    {"disabled", sign_in_result::disabled},
    {"expired", sign_in_result::expired},
    {"mfa", sign_in_result::mfa},
    {"security_info", sign_in_result::security_info},
    {"conditional_access", sign_in_result::conditional_access},
    {"consent", sign_in_result::consent},
    {"federated", sign_in_result::federated},
    {"blank_page", sign_in_result::blank_page},
    {"errorfe", sign_in_result::errorfe},
    {"service_exception", sign_in_result::service_exception},
    {"throttled", sign_in_result::throttled},
    {"hang", sign_in_result::hang},
    {"html_500", sign_in_result::html_500},
    {"language", sign_in_result::language},
}};

constexpr std::array<word<detail_fault>, 5> detail_faults{{{"none", detail_fault::none},
                                                           {"permission", detail_fault::permission},
                                                           {"refused", detail_fault::refused},
                                                           {"500", detail_fault::server_error},
                                                           {"broken", detail_fault::broken}}};

constexpr std::array<std::string_view, 28> user_attributes{"mail",
                                                           "displayName",
                                                           "givenName",
                                                           "surname",
                                                           "jobTitle",
                                                           "department",
                                                           "companyName",
                                                           "officeLocation",
                                                           "mobilePhone",
                                                           "businessPhones",
                                                           "faxNumber",
                                                           "city",
                                                           "country",
                                                           "postalCode",
                                                           "state",
                                                           "streetAddress",
                                                           "mailNickname",
                                                           "preferredLanguage",
                                                           "employeeId",
                                                           "employeeType",
                                                           "usageLocation",
                                                           "aboutMe",
                                                           "otherMails",
                                                           "imAddresses",
                                                           "createdDateTime",
                                                           "userType",
                                                           "onPremisesExtensionAttributes",
                                                           "manager"};

void read_optional_text(fields& in, std::string_view name, std::optional<std::string>& out) {
  if (in.any(name))
    in.text(name, out.emplace());
}

signature_plan read_signature(const json::value& from, const std::string& path, problem& wrong) {
  signature_plan out;
  fields in(from, path, wrong);
  in.needed_text("name", out.name);
  read_optional_text(in, "html", out.html);
  read_optional_text(in, "text", out.text);
  in.done();
  return out;
}

std::optional<std::string> base64_decoded(std::string text) {
  text.erase(std::min(text.find_last_not_of('=') + 1, text.size()));
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return base64_url_decoded(text);
}

void read_photo(const json::value& from, const std::string& path, std::optional<photo_plan>& out,
                problem& wrong) {
  constexpr std::array<word<std::string_view>, 2> types{{{"jpeg", "image/jpeg"}, {"png", "image/png"}}};
  fields in(from, path, wrong);
  std::string_view type = "image/jpeg";
  in.choice<std::string_view>("type", type, types);
  std::string text;
  in.needed_text("base64", text);
  in.done();
  auto bytes = base64_decoded(std::move(text));
  if (!bytes)
    wrong.note(in.path_of("base64"), "must be base64.");
  else
    out = photo_plan{std::string(type), std::move(*bytes)};
}

void read_full_access(fields& in, full_access_plan& out, problem& wrong) {
  const auto* part = in.any("full_access");
  if (!part)
    return;
  if (!part->is_bool() && !part->is_array()) {
    wrong.note(in.path_of("full_access"), "must be true, false or a list of sign-in names of service users.");
    return;
  }
  out.all = part->is_bool() && part->get_bool();
  out.only.clear();
  if (part->is_array())
    in.texts("full_access", out.only);
}

void read_mailbox(const json::value& from, const std::string& path, mailbox_plan& out, problem& wrong) {
  constexpr std::array<word<mailbox_kind>, 4> kinds{{{"user", mailbox_kind::user},
                                                     {"shared", mailbox_kind::shared},
                                                     {"none", mailbox_kind::none},
                                                     {"unlicensed", mailbox_kind::unlicensed}}};
  fields in(from, path, wrong);
  in.choice<mailbox_kind>("kind", out.kind, kinds);
  read_full_access(in, out.full_access, wrong);
  if (in.any("signatures")) {
    out.signatures.clear();
    in.list("signatures", [&](const json::value& element, const std::string& where) {
      out.signatures.push_back(read_signature(element, where, wrong));
    });
  }
  read_optional_text(in, "default_new", out.default_new);
  read_optional_text(in, "default_reply", out.default_reply);
  in.done();
}

/// Complains about service users of the same name, and about mailboxes that let in one that there is not.
void judge_names(const tenant_plan& plan, fields& in, problem& wrong) {
  std::unordered_set<std::string> names;
  for (std::size_t i = 0; i < plan.service_users.size(); ++i)
    if (!names.insert(lower(plan.service_users[i].upn)).second)
      wrong.note(in.path_of("service_users") + '[' + std::to_string(i) + "].upn",
                 "is the name of another service user too.");
  for (std::size_t i = 0; i < plan.users.size(); ++i)
    for (const auto& name : plan.users[i].mailbox.full_access.only)
      if (!names.contains(lower(name)))
        wrong.note(in.path_of("users") + '[' + std::to_string(i) + "].mailbox.full_access",
                   "names " + name + ", which is no service user of the tenant.");
}

} // namespace

service_user_plan read_service_user(const json::value& from, const std::string& path, service_user_plan out,
                                    problem& wrong) {
  fields in(from, path, wrong);
  auto is_new = out.upn.empty();
  in.needed_text("upn", out.upn);
  if (is_new)
    out.mailbox = out.upn;
  in.text("password", out.password);
  in.text("mailbox", out.mailbox);
  in.choice<sign_in_result>("sign_in", out.sign_in, sign_in_words);
  in.flag("full_access", out.full_access);
  if (const auto* limit = in.any("limit"))
    read_limit(*limit, in.path_of("limit"), out.limit.emplace(), wrong);
  in.done();
  return out;
}

bool is_user_attribute(std::string_view name) {
  return name.starts_with("extension_") || std::ranges::find(user_attributes, name) != user_attributes.end();
}

user_plan read_user(const json::value& from, const std::string& path, user_plan out, problem& wrong) {
  fields in(from, path, wrong);
  in.needed_text("id", out.id);
  in.needed_text("upn", out.upn);
  in.flag("accountEnabled", out.enabled);
  if (in.any("proxyAddresses"))
    in.texts("proxyAddresses", out.proxy_addresses);
  if (const auto* part = in.any("photo"))
    read_photo(*part, in.path_of("photo"), out.photo, wrong);
  in.choice<detail_fault>("photo_fault", out.photo_fault, detail_faults);
  in.choice<detail_fault>("manager_fault", out.manager_fault, detail_faults);
  if (const auto* part = in.any("mailbox"))
    read_mailbox(*part, in.path_of("mailbox"), out.mailbox, wrong);
  if (const auto* part = in.any("fault"))
    out.fault = read_fault(*part, in.path_of("fault"), wrong);
  if (const auto* object = from.if_object()) {
    for (const auto& member : *object) {
      std::string_view name{member.key().data(), member.key().size()};
      if (!is_user_attribute(name))
        continue;
      in.known(name);
      out.attributes[name] = member.value();
    }
  }
  in.done();
  return out;
}

group_plan read_group(const json::value& from, const std::string& path, group_plan out, problem& wrong) {
  constexpr std::array<word<unsigned>, 2> statuses{{{"403", 403}, {"404", 404}}};
  fields in(from, path, wrong);
  in.needed_text("id", out.id);
  for (std::string_view name : {"displayName", "description", "mail"})
    if (const auto* value = in.any(name))
      out.attributes[name] = *value;
  if (in.any("members"))
    in.texts("members", out.members);
  in.choice<unsigned>("fault", out.fault, statuses);
  in.done();
  return out;
}

tenant_plan read_tenant(const json::value& from, const std::string& path, const settings& defaults,
                        problem& wrong) {
  tenant_plan out;
  out.rules = defaults;
  fields in(from, path, wrong);
  in.needed_text("id", out.id);
  in.needed_text("domain", out.domain);
  out.domain = lower(out.domain);
  in.flag("consent", out.consent);
  out.own_egress = in.any("egress_rate") != nullptr;
  read_settings(in, out.rules, wrong);
  in.list("service_users", [&](const json::value& element, const std::string& where) {
    out.service_users.push_back(read_service_user(element, where, {}, wrong));
  });
  in.list("users", [&](const json::value& element, const std::string& where) {
    out.users.push_back(read_user(element, where, {}, wrong));
  });
  in.list("groups", [&](const json::value& element, const std::string& where) {
    out.groups.push_back(read_group(element, where, {}, wrong));
  });
  if (const auto* part = in.any("fault"))
    out.fault = read_fault(*part, in.path_of("fault"), wrong);
  judge_names(out, in, wrong);
  in.done();
  return out;
}

} // namespace mock_exchange
