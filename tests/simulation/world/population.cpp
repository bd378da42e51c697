#include "tests/simulation/world/population.hpp"

#include <cstdio>
#include <stdexcept>
#include <utility>

namespace roamsync::simulation {

namespace {

std::shared_ptr<const catalogue> parse(std::string_view toml, const std::string& html) {
  auto out = parse_catalogue(toml, [&](std::string_view path) -> std::optional<std::string> {
    if (path == "standard.html")
      return html;
    return std::nullopt;
  });
  if (!out)
    throw std::logic_error("the simulated catalogue is not valid: " + out.failure().message);
  return std::make_shared<const catalogue>(std::move(*out));
}

std::string number(const char* form, std::size_t value) {
  char out[32];
  std::snprintf(out, sizeof out, form, value);
  return out;
}

member member_of(const sim_mailbox& box, const std::string& alias, bool sales, bool enabled) {
  member out{.user_id = box.user_id,
             .user_principal_name = box.address,
             .mail = box.address,
             .account_enabled = enabled,
             .proxy_addresses = {"SMTP:" + box.address}};
  if (!alias.empty())
    out.proxy_addresses.push_back("smtp:" + alias);
  out.attributes["displayName"] = "Person " + box.user_id;
  out.attributes["department"] = sales ? "Sales" : "Works";
  return out;
}

void furnish(sim_mailbox& box, const mailbox_mix& mix, dice& luck) {
  if (luck.chance(mix.own_signatures)) {
    box.signatures.push_back({"Privat", "<p>Liebe Gruesse</p>", "Liebe Gruesse"});
    if (luck.chance(0.5))
      box.default_new = "Privat";
  }
  if (luck.chance(mix.name_taken))
    box.signatures.push_back({"Standard", "<p>my own</p>", "my own"});
  if (luck.chance(mix.stale_names))
    box.stale.push_back(luck.chance(0.5) ? "Standard" : "Alt");
  box.shouts = luck.chance(mix.other_case);
  if (luck.chance(mix.foreign_scopes)) {
    box.signatures.push_back({"Zweit", "<p>Zweit</p>", "Zweit"});
    box.foreign.push_back({.name = "roaming_new_signature",
                           .secondary_key = "roaming_new_signature",
                           .value = "Standard",
                           .scope = "other@elsewhere.example",
                           .type = "String"});
  }
  if (luck.chance(mix.no_access))
    box.opens = luck.chance(0.3)   ? access::refused_401
                : luck.chance(0.5) ? access::refused_403
                                   : access::not_found;
  if (luck.chance(mix.unlicensed)) {
    box.opens = access::unlicensed;
    box.kind = mailbox_kind::none;
  }
  if (luck.chance(mix.shared)) {
    box.opens = access::refused_403;
    box.kind = mailbox_kind::shared;
  }
  if (luck.chance(mix.slow))
    box.slow = 40;
}

} // namespace

sim_mailbox& sim_tenant::add(sim_mailbox box) {
  by_address[box.address] = mailboxes.size();
  by_user[box.user_id] = mailboxes.size();
  return mailboxes.emplace_back(std::move(box));
}

void sim_tenant::add_service_users(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = "svc" + std::to_string(homes.size() + 1);
    const auto address = name + "@" + settings.id + ".example";
    settings.more_service_users.push_back(address);
    homes.push_back(mailboxes.size());
    add({.user_id = settings.id + "-" + name, .address = address, .scope = address});
  }
}

std::shared_ptr<const catalogue> make_catalogue(int edition) {
  return parse("[[signature]]\nname = \"Standard\"\nhtml = \"standard.html\"\n"
               "[[signature]]\nname = \"Vertrieb\"\nhtml = \"standard.html\"\n"
               "[[rule]]\nwhen = { department = \"Sales\" }\nsignatures = [\"Standard\", \"Vertrieb\"]\n"
               "new = \"Standard\"\nreply = \"Vertrieb\"\n"
               "[[rule]]\nsignatures = [\"Standard\"]\nnew = \"Standard\"\nreply = \"Standard\"\n",
               "<p>{{displayName}}</p><p>Edition " + std::to_string(edition) + "</p>");
}

std::shared_ptr<const catalogue> make_renamed_catalogue() {
  return parse("[[signature]]\nname = \"Neu\"\nhtml = \"standard.html\"\n"
               "[[rule]]\nsignatures = [\"Neu\"]\nnew = \"Neu\"\n",
               "<p>{{displayName}}</p><p>New name</p>");
}

std::shared_ptr<const catalogue> make_managed_catalogue() {
  return parse("[[signature]]\nname = \"Standard\"\nhtml = \"standard.html\"\n"
               "[[rule]]\nsignatures = [\"Standard\"]\nnew = \"Standard\"\n",
               "<p>{{displayName}}<br>for {{manager.displayName}}</p>");
}

sim_tenant make_tenant(std::uint64_t seed, std::size_t index, std::size_t size, const mailbox_mix& mix,
                       std::shared_ptr<const catalogue> signatures) {
  sim_tenant out;
  out.seed = seed;
  out.luck = dice::of(seed, "service", index);
  auto luck = dice::of(seed, "population", index);
  auto id = number("t%05zu", index);
  out.settings.id = id;
  out.settings.name = "Customer " + id;
  out.settings.service_user = "svc@" + id + ".example";
  out.settings.group = "group-" + id;
  out.signatures = std::move(signatures);
  out.mailboxes.reserve(size + 1);
  auto home = out.settings.service_user;
  out.homes.push_back(0);
  out.add({.user_id = id + "-svc", .address = home, .scope = home});
  for (std::size_t i = 0; i < size; ++i) {
    auto user = number("u%06zu", i);
    sim_mailbox box{.user_id = id + "-" + user, .address = user + "@" + id + ".example"};
    box.scope = box.address;
    furnish(box, mix, luck);
    auto alias = std::string{};
    if (luck.chance(mix.scope_is_alias))
      alias = box.scope = "former-" + box.address;
    out.members.push_back(member_of(box, alias, luck.chance(0.2), !luck.chance(mix.disabled)));
    out.add(std::move(box));
  }
  return out;
}

} // namespace roamsync::simulation
