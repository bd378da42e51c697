#include "actors/app/app.hpp"
#include "actors/app/secrets.hpp"
#include "actors/app/settings.hpp"
#include "console/prompt/password_rule.hpp"
#include "console/prompt/prompt.hpp"
#include "console/report/tenants.hpp"
#include "engine/config/tenant_config.hpp"
#include "protocols/db/master_key.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <spdlog/spdlog.h>

#include <optional>
#include <utility>
#include <vector>

namespace roamsync::app {

namespace {

constexpr std::string_view fields_of_secrets[] = {"password", "client_secret"};

result<console::tenant_entry> entry_of(store& where, tenant_settings settings) {
  console::tenant_entry out{.settings = std::move(settings)};
  for (auto field : fields_of_secrets) {
    auto sealed = where.sealed(out.settings.id, field);
    if (!sealed)
      return sealed.failure();
    (field == fields_of_secrets[0] ? out.has_password : out.has_client_secret) = sealed->has_value();
  }
  return out;
}

status check_tenant(const config& settings, const tenant_settings& tenant) {
  if (!find_cloud(settings, tenant.cloud))
    return error{"cloud: \"" + tenant.cloud
                 + "\" is not known; give the name of a preset or of a [cloud.NAME] table"};
  return validate(tenant);
}

/// Other credentials may be tried at once: the count of posts without an answer begins anew (I10).
status forget_posts(store& where, const std::string& tenant) {
  auto rows = where.standings(tenant);
  if (!rows)
    return rows.failure();
  for (auto& x : *rows)
    x.open_posts = 0;
  return where.put_standings(*rows);
}

/// Stores the settings and, if there is one, the password.
exit_code keep(const app& x, store& where, const tenant_settings& tenant,
               const std::optional<secret>& password) {
  if (auto good = check_tenant(x.settings, tenant); !good)
    return fail(x, exit_code::bad_input, good.failure().message);
  // The vault is opened before anything is written: a missing key must not leave a tenant without its
  // password.
  auto vault = open_vault(where, x.settings);
  if (password && !vault)
    return fail(x, exit_code::unusable, vault.failure().message);
  if (auto done = where.put_tenant(tenant); !done)
    return fail(x, exit_code::unusable, done.failure().message);
  if (password)
    if (auto done = vault->put(tenant.id, "password", *password); !done)
      return fail(x, exit_code::unusable, done.failure().message);
  if (auto done = forget_posts(where, tenant.id); !done)
    return fail(x, exit_code::unusable, done.failure().message);
  return exit_code::done;
}

exit_code say(const app& x, const std::string& what, std::string_view tenant) {
  if (x.json)
    print(boost::json::serialize(boost::json::object{{"tenant", tenant}, {"done", what}}));
  else
    print(std::string{tenant} + ": " + what);
  return exit_code::done;
}

/// Reads a secret and keeps it to the rules of its field.
result<secret> read_checked(const console::secret_source& from, const std::string& field) {
  auto read = console::obtain_secret(from, field == "password" ? "Password of the service user: "
                                                               : "Client secret: ");
  if (!read)
    return read.failure();
  if (!read->warning.empty())
    spdlog::warn("{}", read->warning);
  if (auto good = console::check_secret(field, read->value); !good)
    return good.failure();
  return std::move(read->value);
}

exit_code import_tenants(const app& x, store& where, const std::string& file) {
  auto text = read_text_file(file);
  if (!text)
    return fail(x, exit_code::bad_input, text.failure().message);
  auto parsed = parse_tenants(*text, file);
  if (!parsed)
    return fail(x, exit_code::bad_input, parsed.failure().message);
  // All is read and checked before the first one is written.
  std::vector<std::optional<secret>> passwords;
  for (const auto& one : *parsed) {
    if (auto good = check_tenant(x.settings, one.settings); !good)
      return fail(x, exit_code::bad_input, one.settings.id + ": " + good.failure().message);
    auto& password = passwords.emplace_back();
    if (one.password_file.empty())
      continue;
    auto read = db::read_secret_file(one.password_file);
    if (!read)
      return fail(x, exit_code::bad_input, one.settings.id + ": " + read.failure().message);
    if (auto good = console::check_password(*read); !good)
      return fail(x, exit_code::bad_input, one.settings.id + ": " + good.failure().message);
    password = std::move(*read);
  }
  for (std::size_t i = 0; i < parsed->size(); ++i)
    if (auto code = keep(x, where, (*parsed)[i].settings, passwords[i]); code != exit_code::done)
      return code;
  if (x.json)
    print(boost::json::serialize(boost::json::object{{"tenants", parsed->size()}, {"done", "added"}}));
  else
    print(std::to_string(parsed->size()) + " tenants added");
  return exit_code::done;
}

/// The tenant, or an exit code after saying that there is none.
std::optional<tenant_settings> find(const app& x, store& where, const std::string& id, exit_code& code) {
  auto found = where.tenant(id);
  if (!found) {
    code = fail(x, exit_code::unusable, found.failure().message);
    return std::nullopt;
  }
  if (!*found)
    code = fail(x, exit_code::bad_input,
                "there is no tenant \"" + id + "\"; roamsync tenant list shows those that there are");
  return std::move(*found);
}

} // namespace

exit_code add_tenant(const app& x, const console::tenant_add_command& command) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  if (!command.file.empty())
    return import_tenants(x, *where, command.file);
  auto known = where->tenant(command.id);
  if (!known)
    return fail(x, exit_code::unusable, known.failure().message);
  if (*known)
    return fail(x, exit_code::bad_input,
                "tenant \"" + command.id + "\" is there already; change it with: roamsync tenant set "
                    + command.id + " KEY=VALUE");
  tenant_settings tenant{.id = command.id};
  if (auto done = console::apply_changes(tenant, command.fields); !done)
    return fail(x, exit_code::bad_input, done.failure().message);
  std::optional<secret> password;
  if (command.password.from != console::secret_source::way::none) {
    auto read = read_checked(command.password, "password");
    if (!read)
      return fail(x, exit_code::bad_input, read.failure().message);
    password = std::move(*read);
  }
  auto code = keep(x, *where, tenant, password);
  return code == exit_code::done ? say(x, "added", command.id) : code;
}

exit_code list_tenants(const app& x) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  auto all = where->tenants();
  if (!all)
    return fail(x, exit_code::unusable, all.failure().message);
  std::vector<console::tenant_entry> entries;
  for (auto& tenant : *all) {
    auto entry = entry_of(*where, std::move(tenant));
    if (!entry)
      return fail(x, exit_code::unusable, entry.failure().message);
    entries.push_back(std::move(*entry));
  }
  print(x.json ? console::tenants_json(entries) : console::tenants_text(entries, x.text));
  return exit_code::done;
}

exit_code show_tenant(const app& x, const console::tenant_show_command& command) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  auto code = exit_code::done;
  auto tenant = find(x, *where, command.id, code);
  if (!tenant)
    return code;
  auto entry = entry_of(*where, std::move(*tenant));
  if (!entry)
    return fail(x, exit_code::unusable, entry.failure().message);
  print(x.json ? console::tenant_json(*entry) : console::tenant_text(*entry, x.text));
  return exit_code::done;
}

exit_code set_tenant(const app& x, const console::tenant_set_command& command) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  auto code = exit_code::done;
  auto tenant = find(x, *where, command.id, code);
  if (!tenant)
    return code;
  if (auto done = console::apply_changes(*tenant, command.fields); !done)
    return fail(x, exit_code::bad_input, done.failure().message);
  code = keep(x, *where, *tenant, std::nullopt);
  return code == exit_code::done ? say(x, "changed", command.id) : code;
}

exit_code set_password(const app& x, const console::tenant_password_command& command) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  auto code = exit_code::done;
  if (!find(x, *where, command.id, code))
    return code;
  auto value = read_checked(command.from, command.field);
  if (!value)
    return fail(x, exit_code::bad_input, value.failure().message);
  auto vault = open_vault(*where, x.settings);
  if (!vault)
    return fail(x, exit_code::unusable, vault.failure().message);
  if (auto done = vault->put(command.id, command.field, *value); !done)
    return fail(x, exit_code::unusable, done.failure().message);
  if (auto done = forget_posts(*where, command.id); !done)
    return fail(x, exit_code::unusable, done.failure().message);
  return say(x, command.field + " stored, sealed", command.id);
}

exit_code remove_tenant(const app& x, const console::tenant_remove_command& command) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  auto code = exit_code::done;
  if (!find(x, *where, command.id, code))
    return code;
  if (!command.yes
      && !confirm("Remove tenant " + command.id + " with its settings, password and receipts, for good?"))
    return fail(x, exit_code::bad_input, "nothing was removed; confirm with y, or give --yes");
  auto done = where->remove_tenant(command.id);
  if (!done)
    return fail(x, exit_code::unusable, done.failure().message);
  return say(x, "removed", command.id);
}

} // namespace roamsync::app
