#include "console/report/tenants.hpp"

#include "console/cli/tenant_fields.hpp"
#include "console/text/display.hpp"
#include "console/text/numbers.hpp"
#include "console/text/table.hpp"
#include "engine/config/tenant_config.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

namespace json = boost::json;

bool has_all_passwords(const tenant_entry& x) {
  return !x.passwords.empty()
         && std::all_of(x.passwords.begin(), x.passwords.end(), [](const auto& one) { return one.stored; });
}

json::object tenant_object(const tenant_entry& x) {
  auto out = tenant_to_json(x.settings);
  out["has_password"] = has_all_passwords(x);
  out["has_client_secret"] = x.has_client_secret;
  return out;
}

/// The group that S4 chooses, and the name of its source.
std::string group_in_words(const tenant_settings& x, const text_options& o) {
  if (!x.group.empty())
    return x.group;
  if (!x.connector_group.empty())
    return x.connector_group + std::string{o.pick(" (connector)", " (Connector)")};
  if (!x.sync_group.empty())
    return x.sync_group + std::string{o.pick(" (synchronisation)", " (Synchronisierung)")};
  return std::string{o.pick("none", "keine")};
}

std::string yes_no(bool x, const text_options& o) {
  return std::string{x ? o.pick("yes", "ja") : o.pick("no", "nein")};
}

table::cell password_cell(const tenant_entry& x, const text_options& o) {
  const auto all = has_all_passwords(x);
  return {yes_no(all, o), all ? colour::plain : colour::red};
}

} // namespace

std::string tenants_text(std::span<const tenant_entry> tenants, const text_options& options) {
  using enum table::fit;
  table rows{{{"TENANT", false, whole},
              {"NAME"},
              {std::string{options.pick("NIGHT", "NACHT")}},
              {std::string{options.pick("PASSWORD", "KENNWORT")}},
              {std::string{options.pick("SERVICE USER", "SERVICE-BENUTZER")}, false, below},
              {std::string{options.pick("GROUP", "GRUPPE")}, false, below}}};
  for (const auto& x : tenants)
    rows.add({{x.settings.id, colour::bold},
              {x.settings.name},
              {yes_no(x.settings.automate, options), x.settings.automate ? colour::plain : colour::dim},
              password_cell(x, options),
              {x.settings.service_user},
              {group_in_words(x.settings, options), colour::dim}});
  if (rows.empty())
    return nobody_text({}, options);
  return rows.render(options.row_width(), {options.colours}) + '\n' + grouped(tenants.size(), options.lang)
         + std::string{tenants.size() == 1 ? options.pick(" tenant\n", " Tenant\n")
                                           : options.pick(" tenants\n", " Tenants\n")};
}

std::string nobody_text(std::span<const tenant_settings> tenants, const text_options& options) {
  if (tenants.empty())
    return std::string{
        options.pick("There are no tenants yet. Add one: roamsync tenant add --help\n",
                     "Es gibt noch keine Tenants. Einen anlegen: roamsync tenant add --help\n")};
  if (std::ranges::any_of(tenants, &tenant_settings::automate))
    return {};
  const auto why = tenants.size() == 1
                       ? std::string{options.pick("automate is off for the only one",
                                                  "automate ist beim einzigen ausgeschaltet")}
                       : fmt::format(fmt::runtime(options.pick("automate is off for all {}",
                                                               "automate ist bei allen {} ausgeschaltet")),
                                     grouped(tenants.size(), options.lang));
  return fmt::format("{}: {}. roamsync tenant set {} automate=true\n",
                     options.pick("No tenant takes part in the night", "Kein Tenant nimmt an der Nacht teil"),
                     why, tenants.size() == 1 ? tenants.front().id : "ID");
}

std::string tenants_json(std::span<const tenant_entry> tenants) {
  json::array all;
  for (const auto& x : tenants)
    all.emplace_back(tenant_object(x));
  return json::serialize(json::object{{"tenants", std::move(all)}});
}

std::string tenant_text(const tenant_entry& tenant, const text_options& options) {
  const paint ink{options.colours};
  constexpr std::size_t key_width = 20;
  const auto line = [&](std::string_view key, std::string_view value, colour in) {
    return ink(colour::dim, pad_right(key, key_width)) + ink(in, printable(value)) + '\n';
  };
  auto out = line("id", tenant.settings.id, colour::bold);
  for (const auto& field : tenant_fields()) {
    const auto value = field.get(tenant.settings);
    const auto unset = field.has_default ? options.pick("(default)", "(Vorgabe)")
                                         : options.pick("(not set)", "(nicht gesetzt)");
    out += line(field.key, value.empty() ? unset : value, value.empty() ? colour::dim : colour::plain);
  }
  const auto set_or_not = [&](bool x) {
    return x ? options.pick("set", "gesetzt") : options.pick("not set", "fehlt");
  };
  for (const auto& x : tenant.passwords) {
    const auto of = tenant.passwords.size() > 1 ? " (" + x.service_user + ")" : std::string{};
    out += line("password", std::string{set_or_not(x.stored)} + of, x.stored ? colour::green : colour::red);
  }
  out += line("client_secret", set_or_not(tenant.has_client_secret), colour::plain);
  return out;
}

std::string tenant_json(const tenant_entry& tenant) {
  return json::serialize(tenant_object(tenant));
}

} // namespace roamsync::console
