#include "actors/app/app.hpp"

#include "actors/app/signals.hpp"
#include "console/prompt/prompt.hpp"
#include "console/report/problems.hpp"
#include "protocols/db/sqlite_store.hpp"

#include <spdlog/spdlog.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <unistd.h>

namespace roamsync::app {

exit_code fail(const app& x, exit_code code, const std::string& message) {
  if (x.json)
    std::cout << console::problems_json({message}) << std::endl;
  else
    std::cerr << console::problems_text({message}, x.text) << std::flush;
  return code;
}

std::string in_words(const app& x, concern about, const std::string& english) {
  const auto* what = about == concern::configuration ? "Die Konfiguration"
                     : about == concern::database    ? "Die Datenbank"
                                                     : "Der Katalog";
  const auto german = std::string{what} + " kann so nicht verwendet werden. Die Einzelheiten auf Englisch:\n";
  return std::string{x.text.pick("", german)} + english;
}

exit_code fail(const app& x, exit_code code, concern about, const std::string& english) {
  return fail(x, code, x.json ? english : in_words(x, about, english)); // each line of JSON is a problem
}

void leave_at_once(exit_code code) {
  std::cout << std::flush;
  std::cerr << std::flush;
  spdlog::default_logger()->flush();
  std::_Exit(static_cast<int>(code));
}

namespace {
std::string lost_output; // why
}

void print(const std::string& text) {
  errno = 0;
  std::cout << text;
  if (text.empty() || text.back() != '\n')
    std::cout << '\n';
  std::cout << std::flush;
  // A reader that has seen enough (`| head`) closes the pipe, and nothing is lost to it.
  if (!std::cout && errno != EPIPE && lost_output.empty())
    lost_output = errno != 0 ? std::strerror(errno) : "standard output is not open";
  std::cout.clear();
}

const std::string& why_output_was_lost() {
  return lost_output;
}

bool confirm(const app& x, const std::string& english, const std::string& german) {
  signals_let_through ctrl_c_ends_it;
  return console::ask_yes_no(STDIN_FILENO, STDERR_FILENO, x.text.pick(english, german), x.text.lang);
}

std::unique_ptr<store> open_store(const app& x) {
  auto opened = db::sqlite_store::open(x.settings.store.path);
  if (!opened) {
    (void)fail(x, exit_code::unusable, concern::database, opened.failure().message);
    return nullptr;
  }
  return std::move(*opened);
}

std::optional<db::lock_file> be_the_server(const app& x, exit_code& code) {
  const auto& path = x.settings.store.path;
  auto file = db::lock_file::open(path);
  const auto mine = file ? file->lock(db::lock_place::serving, false) : result<bool>{file.failure()};
  if (!mine) {
    code = fail(x, exit_code::unusable, concern::database, mine.failure().message);
    return std::nullopt;
  }
  if (!*mine) {
    code = fail(x, exit_code::already_running,
                std::string{x.text.pick(
                    "roamsync serve or vault rotate works with the database " + path
                        + " already. Stop it or wait until it ends, or name another file in store.path",
                    "roamsync serve oder vault rotate arbeitet bereits mit der Datenbank " + path
                        + ". Beenden Sie es oder warten Sie, bis es endet, oder nennen Sie in "
                          "store.path eine andere Datei")});
    return std::nullopt;
  }
  return std::move(*file);
}

error no_tenant(const std::string& id) {
  return {"there is no tenant \"" + id + "\"; roamsync tenant list shows those that there are"};
}

std::optional<tenant_settings> find_tenant(const app& x, store& where, const std::string& id,
                                           exit_code& code) {
  auto found = where.tenant(id);
  if (!found) {
    code = fail(x, exit_code::unusable, concern::database, found.failure().message);
    return std::nullopt;
  }
  if (!*found)
    code = fail(x, exit_code::bad_input, no_tenant(id).message);
  return std::move(*found);
}

std::optional<opened_tenant> open_tenant(const app& x, const std::string& id, exit_code& code) {
  auto where = open_store(x);
  if (!where) {
    code = exit_code::unusable;
    return std::nullopt;
  }
  auto found = find_tenant(x, *where, id, code);
  if (!found)
    return std::nullopt;
  return opened_tenant{std::move(where), std::move(*found)};
}

} // namespace roamsync::app
