#include "actors/app/app.hpp"
#include "actors/app/secrets.hpp"
#include "console/report/problems.hpp"
#include "protocols/db/sqlite_store.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <unistd.h>

namespace roamsync::app {

namespace fs = std::filesystem;

namespace {

/// What was found so far, one a line: what keeps roamsync from working, and what a person may want to know.
struct findings {
  std::string of_configuration;
  std::string of_database;
  std::string notes;
};

/// A key in the environment may be given to the service alone.
bool key_is_elsewhere(const vault_config& x) {
  return x.key_file.empty() && !std::getenv(x.key_variable.c_str());
}

void look_at_secrets(const app& x, findings& found) {
  if (key_is_elsewhere(x.settings.vault))
    found.notes += x.text.pick("the master key was not looked at: it is not in $"
                                   + x.settings.vault.key_variable + " here\n",
                               "der Hauptschlüssel wurde nicht angesehen: er steht hier nicht in $"
                                   + x.settings.vault.key_variable + "\n");
  else if (auto key = read_master_key(x.settings); !key)
    found.of_configuration += key.failure().message + '\n';
  if (auto secret = read_graph_secret(x.settings); !secret)
    found.of_configuration += secret.failure().message + '\n';
}

/// Its log and its lock stand beside it.
status check_place(const std::string& database) {
  const auto may = [](const std::string& path, int what) { return ::access(path.c_str(), what) == 0; };
  const auto problem = [&](const std::string& path) {
    return error{"The database " + database + " cannot be used: roamsync has to write to " + path
                 + ". Check that it is there, its owner and permissions."};
  };
  if (const auto folder = fs::absolute(database).parent_path().string(); !may(folder, W_OK | X_OK))
    return problem(folder);
  for (const auto* beside : {"", ".lock", "-wal", "-shm"}) {
    std::error_code failed;
    if (const auto path = database + beside; fs::exists(path, failed) && !may(path, R_OK | W_OK))
      return problem(path);
  }
  return success();
}

/// With a schema of this version it also sees whether the key opens what is stored.
status look_at_database(const app& x, findings& found) {
  const auto& path = x.settings.store.path;
  const auto there = db::sqlite_store::open_as_it_is(path);
  if (!there)
    return there.failure();
  if (auto good = check_place(path); !good)
    return good;
  if (!*there) {
    found.notes += x.text.pick("the first command that needs the database " + path
                                   + " makes it, or brings its schema up to date\n",
                               "der erste Befehl, der die Datenbank " + path
                                   + " braucht, legt sie an oder aktualisiert ihr Schema\n");
    return success();
  }
  auto vault = open_vault(**there, x.settings);
  if (!vault)
    return success(); // said of the key
  return check_master_key(**there, *vault);
}

/// In words, each under what it is about.
std::string problems_of(const app& x, const findings& found) {
  std::string out;
  if (!found.of_configuration.empty())
    out += in_words(x, concern::configuration, found.of_configuration);
  if (!found.of_database.empty())
    out += in_words(x, concern::database, found.of_database);
  return out;
}

} // namespace

exit_code check_config(const app& x) {
  findings found;
  look_at_secrets(x, found);
  if (auto good = look_at_database(x, found); !good)
    found.of_database = good.failure().message + '\n';
  const auto bad = !found.of_configuration.empty() || !found.of_database.empty();
  if (x.json)
    print(console::findings_json({found.of_configuration + found.of_database}, found.notes));
  else if (bad)
    (void)fail(x, exit_code::unusable, problems_of(x, found));
  else
    print(std::string{x.text.pick("the configuration is good", "die Konfiguration ist gut")});
  if (!x.json && !found.notes.empty())
    print(found.notes);
  return bad ? exit_code::unusable : exit_code::done;
}

} // namespace roamsync::app
