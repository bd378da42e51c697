#include "actors/app/app.hpp"
#include "actors/app/knob_desk.hpp"
#include "actors/app/secrets.hpp"
#include "actors/app/settings.hpp"
#include "actors/app/signals.hpp"
#include "actors/support/text_file.hpp"
#include "console/prompt/password_rule.hpp"
#include "console/prompt/prompt.hpp"
#include "console/report/tenants.hpp"
#include "console/text/display.hpp"
#include "engine/base/ascii.hpp"
#include "engine/config/tenant_config.hpp"
#include "engine/tenant/service_users.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <csignal>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace roamsync::app {

namespace {

result<console::tenant_entry> entry_of(store& where, tenant_settings settings) {
  console::tenant_entry out{.settings = std::move(settings)};
  auto has = [&](std::string_view field) -> result<bool> {
    auto sealed = where.sealed(out.settings.id, field);
    if (!sealed)
      return sealed.failure();
    return sealed->has_value();
  };
  auto client_secret = has("client_secret");
  if (!client_secret)
    return client_secret.failure();
  out.has_client_secret = *client_secret;
  for (const auto& x : as_each_service_user(out.settings)) {
    auto password = has(password_field(out.settings, x.service_user));
    if (!password)
      return password.failure();
    out.passwords.push_back({x.service_user, *password});
  }
  return out;
}

status check_tenant(const config& settings, const tenant_settings& tenant) {
  if (!find_cloud(settings, tenant.cloud))
    return error{"cloud: \"" + tenant.cloud
                 + "\" is not known; give the name of a preset or of a [cloud.NAME] table"};
  return validate(tenant);
}

/// `named`: by a person; empty is nobody's name.
status is_service_user(const tenant_settings& tenant, const std::string& named) {
  std::string all;
  for (const auto& x : as_each_service_user(tenant)) {
    if (named.empty() || same_text(x.service_user, named))
      return success();
    all +=
        (all.empty() ? "" : ", ") + (x.service_user.empty() ? "(service_user is not set)" : x.service_user);
  }
  return error{"\"" + console::printable(named) + "\" is no service user of tenant \"" + tenant.id
               + "\", which has: " + all + ". Add one: roamsync tenant set " + tenant.id
               + " more_service_users=ADDRESS,..."};
}

/// Passwords stay where they are: one that was a further service user's must not be taken for the first one's, nor the
/// other way round, or a wrong password would be posted (I10).
status keeps_passwords_apart(const tenant_settings& before, const tenant_settings& after) {
  const auto& first = after.service_user;
  if (same_text(before.service_user, first))
    return success();
  for (const auto& x : before.more_service_users)
    if (same_text(x, first))
      return error{
          "service_user: " + first + " is a further service user with a password of its own. Take it out of "
          + "more_service_users first; then set service_user, and store its password with: roamsync tenant "
            "password "
          + after.id};
  const auto was_first = [&](const std::string& x) { return same_text(x, before.service_user); };
  const auto& more = after.more_service_users;
  if (std::any_of(more.begin(), more.end(), was_first))
    return error{"more_service_users: " + before.service_user
                 + " was service_user until now, and the password of that is kept for " + first
                 + ". Set service_user first; then add the further ones, and store their passwords"};
  return success();
}

/// A tenant to store, with its password if there is a new one.
struct kept_tenant {
  tenant_settings settings;
  std::optional<secret> password;
};

/// Stores all of the tenants, or none.
exit_code keep(const app& x, store& where, const std::vector<kept_tenant>& tenants) {
  for (const auto& one : tenants)
    if (auto good = check_tenant(x.settings, one.settings); !good)
      return fail(x, exit_code::bad_input, one.settings.id + ": " + good.failure().message);
  std::vector<std::string> elsewhere; // of which no post says anything any more
  for (const auto& one : tenants) {
    auto before = where.tenant(one.settings.id);
    if (!before)
      return fail(x, exit_code::unusable, before.failure().message);
    if (!*before)
      continue;
    if (one.password || posts_elsewhere(**before, one.settings))
      elsewhere.push_back(one.settings.id);
    if (auto good = keeps_passwords_apart(**before, one.settings); !good)
      return fail(x, exit_code::bad_input, one.settings.id + ": " + good.failure().message);
  }
  // The vault is opened before anything is written: a missing key must not leave a tenant without its
  // password.
  auto vault = open_vault(where, x.settings);
  const auto has_password = [](const kept_tenant& one) { return one.password.has_value(); };
  if (!vault && std::any_of(tenants.begin(), tenants.end(), has_password))
    return fail(x, exit_code::unusable, vault.failure().message);
  const auto done = where.together([&]() -> status {
    for (const auto& one : tenants) {
      if (auto put = where.put_tenant(one.settings); !put)
        return put;
      if (one.password)
        if (auto put = vault->put(one.settings.id, "password", *one.password); !put)
          return put;
    }
    for (const auto& id : elsewhere)
      if (auto forgot = where.forget_posts(id, ""); !forgot)
        return forgot;
    return success();
  });
  return done ? exit_code::done : fail(x, exit_code::unusable, done.failure().message);
}

bool is_knob(const console::field_change& x) {
  const auto& known = tenant_knobs();
  return std::find(known.begin(), known.end(), x.key) != known.end();
}

std::vector<console::field_change> without_knobs(std::vector<console::field_change> changes) {
  std::erase_if(changes, is_knob);
  return changes;
}

/// What changes of the tenant's knobs: a run that is under way takes them up, and the history has them.
tune_request turns_among(const console::tenant_set_command& command, tenant_settings before,
                         tenant_settings after) {
  tune_request out;
  for (const auto& change : command.fields) {
    const knob of{command.id, change.key};
    if (!is_knob(change))
      continue;
    auto value = to_word(*field_of(after, change.key));
    if (value != to_word(*field_of(before, change.key)))
      out.set.emplace_back(of.name(), std::move(value));
  }
  return out;
}

exit_code say(const app& x, const std::string& what, std::string_view tenant) {
  if (x.json)
    print(boost::json::serialize(boost::json::object{{"tenant", tenant}, {"done", what}}));
  else
    print(std::string{tenant} + ": " + what);
  return exit_code::done;
}

/// Reads a secret and keeps it to the rules of its field.
result<secret> read_checked(const app& x, const console::secret_source& from, const std::string& field) {
  // Only without a prompt: that one hides what is typed, puts the terminal right again and sees signals itself.
  std::optional<signals_let_through> ctrl_c_ends_it;
  if (from.from == console::secret_source::way::standard_input)
    ctrl_c_ends_it.emplace();
  const auto question = field == "password"
                            ? x.text.pick("Password of the service user", "Kennwort des Service-Benutzers")
                            : x.text.pick("Client secret", "Geheimer Clientschlüssel");
  auto read = console::obtain_secret(from, question, x.text.lang);
  if (const auto* stopped = std::get_if<console::prompt_stopped>(&read))
    throw interrupted{stopped->signal};
  if (auto* why = std::get_if<error>(&read))
    return std::move(*why);
  auto& value = std::get<secret>(read);
  if (auto good = console::check_secret(field, value); !good)
    return good.failure();
  return std::move(value);
}

/// Those of the file that are in the store.
result<std::vector<std::string>> known_among(store& where, const std::vector<tenant_import>& tenants) {
  auto all = where.tenants();
  if (!all)
    return all.failure();
  std::set<std::string> there;
  for (auto& x : *all)
    there.insert(std::move(x.id));
  std::vector<std::string> out;
  for (const auto& one : tenants)
    if (there.contains(one.settings.id))
      out.push_back(one.settings.id);
  return out;
}

std::string refuse_known(const std::vector<std::string>& ids) {
  constexpr std::size_t named_max = 10;
  std::string names;
  for (std::size_t i = 0; i < std::min(ids.size(), named_max); ++i)
    names += (i == 0 ? "" : ", ") + ids[i];
  if (ids.size() > named_max)
    names += " and " + std::to_string(ids.size() - named_max) + " more";
  return "nothing was stored: of the tenants in the file there are already " + names
         + ". Take them out of it, or give --replace, which puts the file's settings in the place of all of "
           "theirs; one setting is changed by: roamsync tenant set ID KEY=VALUE";
}

exit_code import_tenants(const app& x, store& where, const console::tenant_add_command& command) {
  auto text = actors::read_text_file(command.file);
  if (!text)
    return fail(x, exit_code::bad_input, text.failure().message);
  auto parsed = parse_tenants(*text, command.file);
  if (!parsed)
    return fail(x, exit_code::bad_input, parsed.failure().message);
  if (parsed->empty())
    return fail(x, exit_code::bad_input,
                command.file + " has no tenant; each is a table that begins with [[tenant]]");
  auto known = known_among(where, *parsed);
  if (!known)
    return fail(x, exit_code::unusable, known.failure().message);
  if (!known->empty() && !command.replace)
    return fail(x, exit_code::bad_input, refuse_known(*known));
  std::vector<kept_tenant> tenants;
  for (auto& one : *parsed) {
    auto& kept = tenants.emplace_back(kept_tenant{std::move(one.settings), std::nullopt});
    if (one.password_file.empty())
      continue;
    auto read = read_checked(x, {console::secret_source::way::file, one.password_file}, "password");
    if (!read)
      return fail(x, exit_code::bad_input, kept.settings.id + ": " + read.failure().message);
    kept.password = std::move(*read);
  }
  if (auto code = keep(x, where, tenants); code != exit_code::done)
    return code;
  const auto added = tenants.size() - known->size();
  if (x.json)
    print(boost::json::serialize(boost::json::object{{"added", added}, {"replaced", known->size()}}));
  else
    print(std::to_string(added) + (added == 1 ? " tenant added" : " tenants added")
          + (known->empty() ? "" : ", " + std::to_string(known->size()) + " replaced"));
  return exit_code::done;
}

} // namespace

exit_code add_tenant(const app& x, const console::tenant_add_command& command) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  if (!command.file.empty())
    return import_tenants(x, *where, command);
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
    auto read = read_checked(x, command.password, "password");
    if (!read)
      return fail(x, exit_code::bad_input, read.failure().message);
    password = std::move(*read);
  }
  auto code = keep(x, *where, {{std::move(tenant), std::move(password)}});
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
  auto code = exit_code::done;
  auto at = open_tenant(x, command.id, code);
  if (!at)
    return code;
  auto& [where, tenant] = *at;
  auto entry = entry_of(*where, std::move(tenant));
  if (!entry)
    return fail(x, exit_code::unusable, entry.failure().message);
  print(x.json ? console::tenant_json(*entry) : console::tenant_text(*entry, x.text));
  return exit_code::done;
}

exit_code set_tenant(const app& x, const console::tenant_set_command& command) {
  auto code = exit_code::done;
  auto at = open_tenant(x, command.id, code);
  if (!at)
    return code;
  auto& [where, tenant] = *at;
  const auto before = tenant;
  if (auto done = console::apply_changes(tenant, command.fields); !done)
    return fail(x, exit_code::bad_input, done.failure().message);
  if (auto good = check_tenant(x.settings, tenant); !good)
    return fail(x, exit_code::bad_input, command.id + ": " + good.failure().message);
  if (auto good = keeps_passwords_apart(before, tenant); !good)
    return fail(x, exit_code::bad_input, command.id + ": " + good.failure().message);
  if (auto turn = turns_among(command, before, tenant); !turn.set.empty())
    if (auto end = turn_knobs(x, *where, std::move(turn)); end.code != exit_code::done)
      return fail(x, end.code, end.problem);
  bool elsewhere = false;
  // What others wrote meanwhile stays: a knob that was turned after ours, too.
  const auto done = where->change_tenant(command.id, [&](tenant_settings& now) -> status {
    const auto as_it_was = now;
    if (auto good = console::apply_changes(now, without_knobs(command.fields)); !good)
      return good;
    elsewhere = posts_elsewhere(as_it_was, now);
    return keeps_passwords_apart(as_it_was, now);
  });
  if (!done)
    return fail(x, exit_code::unusable, command.id + ": " + done.failure().message);
  if (elsewhere)
    if (auto forgotten = where->forget_posts(command.id, ""); !forgotten)
      return fail(x, exit_code::unusable, forgotten.failure().message);
  return say(x, "changed", command.id);
}

exit_code set_password(const app& x, const console::tenant_password_command& command) {
  auto code = exit_code::done;
  auto at = open_tenant(x, command.id, code);
  if (!at)
    return code;
  auto& [where, tenant] = *at;
  const auto& user = command.service_user.empty() ? tenant.service_user : command.service_user;
  if (auto known = is_service_user(tenant, command.service_user); !known)
    return fail(x, exit_code::bad_input, known.failure().message);
  auto value = read_checked(x, command.from, command.field);
  if (!value)
    return fail(x, exit_code::bad_input, value.failure().message);
  auto vault = open_vault(*where, x.settings);
  if (!vault)
    return fail(x, exit_code::unusable, vault.failure().message);
  const auto password = command.field == "password";
  if (auto done = vault->put(command.id, password ? password_field(tenant, user) : command.field, *value);
      !done)
    return fail(x, exit_code::unusable, done.failure().message);
  if (auto done = where->forget_posts(command.id, password ? user : std::string{}); !done)
    return fail(x, exit_code::unusable, done.failure().message);
  return say(x, command.field + (command.service_user.empty() ? "" : " of " + user) + " stored, sealed",
             command.id);
}

exit_code remove_tenant(const app& x, const console::tenant_remove_command& command) {
  auto code = exit_code::done;
  auto at = open_tenant(x, command.id, code);
  if (!at)
    return code;
  if (!command.yes
      && !confirm(x, "Remove tenant " + command.id + " with its settings, password and receipts, for good?",
                  "Tenant " + command.id + " mit Einstellungen, Kennwort und Belegen endgültig entfernen?"))
    return fail(x, exit_code::bad_input, "nothing was removed; confirm with y, or give --yes");
  auto done = at->where->remove_tenant(command.id);
  if (!done)
    return fail(x, exit_code::unusable, done.failure().message);
  return say(x, "removed", command.id);
}

} // namespace roamsync::app
