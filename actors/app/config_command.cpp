#include "actors/app/app.hpp"
#include "actors/app/secrets.hpp"
#include "actors/support/text_file.hpp"
#include "console/report/problems.hpp"
#include "protocols/db/sqlite_store.hpp"

#include <cstdlib>
#include <string>
#include <string_view>

namespace roamsync::app {

namespace {

/// What was found so far: problems that keep roamsync from working, and what a person may want to know.
struct findings {
  std::string problems;
  std::string notes;

  void add_problem(const std::string& x) { problems += x + '\n'; }
  void add_note(std::string_view x) { notes.append("\n").append(x); }
};

/// A key in the environment may be given to the service alone.
bool key_is_elsewhere(const vault_config& x) {
  return x.key_file.empty() && !std::getenv(x.key_variable.c_str());
}

void look_at_secrets(const app& x, findings& found) {
  if (key_is_elsewhere(x.settings.vault))
    found.add_note(x.text.pick("the master key was not looked at: it is not in $"
                                   + x.settings.vault.key_variable + " here",
                               "der Hauptschlüssel wurde nicht angesehen: er steht hier nicht in $"
                                   + x.settings.vault.key_variable));
  else if (auto key = read_master_key(x.settings); !key)
    found.add_problem(key.failure().message);
  if (auto secret = read_graph_secret(x.settings); !secret)
    found.add_problem(secret.failure().message);
}

/// With a schema of this version it also sees whether the key opens what is stored.
void look_at_database(const app& x, findings& found) {
  const auto& path = x.settings.store.path;
  const auto ready = db::sqlite_store::is_ready(path);
  if (!ready)
    return found.add_problem(ready.failure().message);
  if (auto good = actors::check_writable(path); !good)
    return found.add_problem(good.failure().message);
  if (!*ready)
    return found.add_note(x.text.pick("the first command that needs the database " + path
                                          + " makes it, or brings its schema up to date",
                                      "der erste Befehl, der die Datenbank " + path
                                          + " braucht, legt sie an oder aktualisiert ihr Schema"));
  if (key_is_elsewhere(x.settings.vault))
    return;
  auto where = db::sqlite_store::open(path);
  if (!where)
    return found.add_problem(where.failure().message);
  auto vault = open_vault(**where, x.settings);
  if (!vault)
    return; // said of the key
  if (auto good = check_master_key(**where, *vault); !good)
    found.add_problem(good.failure().message);
}

} // namespace

exit_code check_config(const app& x) {
  findings found;
  look_at_secrets(x, found);
  look_at_database(x, found);
  if (!found.problems.empty())
    return fail(x, exit_code::unusable, concern::configuration, found.problems);
  print(x.json ? console::problems_json({})
               : std::string{x.text.pick("the configuration is good", "die Konfiguration ist gut")}
                     + found.notes);
  return exit_code::done;
}

} // namespace roamsync::app
