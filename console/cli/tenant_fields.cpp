#include "console/cli/tenant_fields.hpp"

#include "console/cli/checks.hpp"
#include "console/cli/nearest.hpp"
#include "console/cli/secret_words.hpp"
#include "console/text/display.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

namespace roamsync::console {

namespace {

using settings = tenant_settings;

template <std::string settings::*Member>
std::string get_text(const settings& x) {
  return x.*Member;
}

template <std::string settings::*Member>
status set_text(settings& x, const std::string& value) {
  if (value.size() > 256 || printable(value) != value)
    return error{fmt::format("{} cannot be used: at most 256 bytes of UTF-8 without control characters.",
                             in_quotes(value))};
  x.*Member = value;
  return success();
}

template <std::string settings::*Member, status (*Check)(std::string_view)>
status set_checked(settings& x, const std::string& value) {
  if (!value.empty())
    if (auto good = Check(value); !good)
      return good;
  x.*Member = value;
  return success();
}

template <std::uint32_t settings::*Member>
std::string get_number(const settings& x) {
  return x.*Member == 0 ? std::string{} : std::to_string(x.*Member);
}

template <std::uint32_t settings::*Member, std::uint32_t Highest>
status set_number(settings& x, const std::string& value) {
  const auto number = parse_number(value.empty() ? "0" : value, 0, Highest);
  if (!number)
    return number.failure();
  x.*Member = static_cast<std::uint32_t>(number.value());
  return success();
}

status set_rate(settings& x, const std::string& value) {
  const auto number = parse_fraction(value.empty() ? "0" : value, 0, 1000);
  if (!number)
    return number.failure();
  x.rate = number.value();
  return success();
}
std::string get_rate(const settings& x) {
  return x.rate > 0 ? fmt::format("{}", x.rate) : std::string{};
}

status set_automate(settings& x, const std::string& value) {
  const bool on = value.empty() || value == "true" || value == "on" || value == "yes";
  if (!on && value != "false" && value != "off" && value != "no")
    return error{fmt::format("{} is neither true nor false.", in_quotes(value))};
  x.automate = on;
  return success();
}
std::string get_automate(const settings& x) {
  return x.automate ? "true" : "false";
}

status set_sign_in(settings& x, const std::string& value) {
  const auto way = sign_in_way_from_string(value.empty() ? "browser" : value);
  if (!way)
    return error{fmt::format("{} is not a way to sign in. Write browser or token.", in_quotes(value))};
  x.sign_in = *way;
  return success();
}
std::string get_sign_in(const settings& x) {
  return std::string{to_string(x.sign_in)};
}

constexpr auto fields = std::to_array<tenant_field>({
    {"name", "TEXT", "Name of the customer, for people.", set_text<&settings::name>,
     get_text<&settings::name>},
    {"entra_tenant", "ID", "Entra tenant: its GUID or one of its domains.", set_text<&settings::entra_tenant>,
     get_text<&settings::entra_tenant>},
    {"automate", "true|false", "Take part in the night run. Default: true.", set_automate, get_automate},
    {"service_user", "ADDRESS", "User principal name of the service user.",
     set_checked<&settings::service_user, check_address>, get_text<&settings::service_user>},
    {"service_mailbox", "ADDRESS", "Mailbox of the service user. Default: the same as the service user.",
     set_checked<&settings::service_mailbox, check_address>, get_text<&settings::service_mailbox>},
    {"sign_in", "browser|token",
     "How the service user signs in: browser (pages of Outlook on the web) or token (password grant). "
     "Default: browser.",
     set_sign_in, get_sign_in},
    {"notify", "ADDRESS", "Address that errors are mailed to. Default: nobody.",
     set_checked<&settings::notify, check_address>, get_text<&settings::notify>},
    {"group", "OBJECT-ID",
     "Object id of the group whose members get signatures. Default: the connector's group, then the "
     "synchronisation's.",
     set_text<&settings::group>, get_text<&settings::group>},
    {"connector_group", "OBJECT-ID", "Group that the tenant's connector was registered with.",
     set_text<&settings::connector_group>, get_text<&settings::connector_group>},
    {"sync_group", "OBJECT-ID", "Group of the tenant's user synchronisation.",
     set_text<&settings::sync_group>, get_text<&settings::sync_group>},
    {"cloud", "NAME",
     "Microsoft cloud: a preset or a [cloud.NAME] table of the configuration. Default: [cloud].name.",
     set_text<&settings::cloud>, get_text<&settings::cloud>},
    {"catalogue", "FOLDER",
     "Folder of the signatures below the catalogue directory. Default: the tenant's id.",
     set_text<&settings::catalogue>, get_text<&settings::catalogue>},
    {"lanes", "COUNT", "Mailboxes worked on at once, 1 to 64. Default: [limits].lanes.",
     set_number<&settings::lanes, 64>, get_number<&settings::lanes>},
    {"rate", "RATE", "Requests a second that the service user may make, up to 1000. Default: learned.",
     set_rate, get_rate},
    {"burst", "COUNT",
     "Requests that may come at once before the rate binds, 1 to 1000. Default: [limits].burst.",
     set_number<&settings::burst, 1'000>, get_number<&settings::burst>},
    {"weight", "COUNT", "Share of this machine when it is full, 1 to 100. Default: [limits].weight.",
     set_number<&settings::weight, 100>, get_number<&settings::weight>},
    {"opens", "HH:MM", "Opening of this tenant's window in UTC. Default: [night].opens.",
     set_checked<&settings::opens, check_time_of_day>, get_text<&settings::opens>},
});

const tenant_field* find_field(std::string_view key) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [key](const auto& f) { return f.key == key; });
  return found == fields.end() ? nullptr : &*found;
}

error unknown_key(const std::string& key) {
  std::vector<std::string> keys;
  for (const auto& f : fields)
    keys.emplace_back(f.key);
  const auto near = nearest(key, keys);
  return error{near ? fmt::format("{} is not a setting of a tenant. Did you mean {}?", in_quotes(key), *near)
                    : fmt::format("{} is not a setting of a tenant. Settings are: {}.", in_quotes(key),
                                  fmt::join(keys, ", "))};
}

} // namespace

std::span<const tenant_field> tenant_fields() noexcept {
  return fields;
}

result<field_change> parse_field_change(const std::string& word) {
  const auto equals = word.find('=');
  if (equals == std::string::npos || equals == 0)
    return error{"A change is written KEY=VALUE, such as lanes=4 or automate=false."};
  auto key = word.substr(0, equals);
  std::replace(key.begin(), key.end(), '-', '_');
  if (names_a_secret(key))
    return error{secret_refusal(key)};
  auto value = word.substr(equals + 1);
  if (auto good = check_field(key, value); !good)
    return good.failure();
  return field_change{std::move(key), std::move(value)};
}

status check_field(std::string_view key, const std::string& value) {
  const auto* field = find_field(key);
  if (field == nullptr)
    return unknown_key(std::string{key});
  tenant_settings unused;
  return field->set(unused, value);
}

status apply_changes(tenant_settings& tenant, std::span<const field_change> changes) {
  for (const auto& change : changes) {
    const auto* field = find_field(change.key);
    if (field == nullptr)
      return unknown_key(change.key);
    if (auto good = field->set(tenant, change.value); !good)
      return error{change.key + ": " + good.failure().message};
  }
  return success();
}

} // namespace roamsync::console
