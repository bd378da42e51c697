#pragma once

#include "actors/app/exit_code.hpp"
#include "console/cli/commands.hpp"
#include "console/report/text_options.hpp"
#include "engine/config/config.hpp"
#include "engine/store/store.hpp"
#include "protocols/db/lock_file.hpp"

#include <memory>
#include <optional>
#include <string>

namespace roamsync::app {

/// What every command is carried out with.
struct app {
  config settings;
  std::string config_file{}; ///< as the command line named it; empty: the usual one
  bool json = false;
  console::text_options text; ///< of the terminal on standard output
};

/// "roamsync: MESSAGE" on standard error, or a JSON document with "problems" on standard output.
exit_code fail(const app& x, exit_code code, const std::string& message);
/// What an error is about whose own words are English only: its findings name keys, lines and places.
enum class concern { configuration, database, catalogue };
/// The English words; in German with a sentence before them that says what they are about.
[[nodiscard]] std::string in_words(const app& x, concern about, const std::string& english);
exit_code fail(const app& x, exit_code code, concern about, const std::string& english);
/// Ends the process without waiting for its actors: for a stop that took longer than its time. Nothing is
/// lost, since whatever counts is in the store (I4).
[[noreturn]] void leave_at_once(exit_code code);
/// Prints a text to standard output.
void print(const std::string& text);
/// Why something printed did not reach standard output, as on a full disk; empty if all did.
[[nodiscard]] const std::string& why_output_was_lost();

/// Asks on the terminal; anything but a clear yes is no.
[[nodiscard]] bool confirm(const app& x, const std::string& english, const std::string& german);

/// The store, for commands that need no engine; exit_code::unusable was said if it is null.
[[nodiscard]] std::unique_ptr<store> open_store(const app& x);

/// The right to open the nights of the database: no `serve` runs meanwhile. Freed when the process ends, however it ends.
/// Without it the code is set and said.
[[nodiscard]] std::optional<db::lock_file> be_the_server(const app& x, exit_code& code);

/// What to say of a tenant that the store does not have.
[[nodiscard]] error no_tenant(const std::string& id);
/// The tenant; without one it was said why, and the code is set.
[[nodiscard]] std::optional<tenant_settings> find_tenant(const app& x, store& where, const std::string& id,
                                                         exit_code& code);
struct opened_tenant {
  std::unique_ptr<store> where;
  tenant_settings settings;
};
/// Opens the store and finds the tenant, for commands that need no engine; without it as find_tenant.
[[nodiscard]] std::optional<opened_tenant> open_tenant(const app& x, const std::string& id, exit_code& code);

// One function for each command; each says its result and its errors itself.
exit_code serve(const app& x);
exit_code run_night(const app& x, const console::night_command& command);
exit_code run_push(const app& x, const console::group_push_command& command);
exit_code add_tenant(const app& x, const console::tenant_add_command& command);
exit_code list_tenants(const app& x);
exit_code show_tenant(const app& x, const console::tenant_show_command& command);
exit_code set_tenant(const app& x, const console::tenant_set_command& command);
exit_code set_password(const app& x, const console::tenant_password_command& command);
exit_code remove_tenant(const app& x, const console::tenant_remove_command& command);
exit_code set_signature(const app& x, const console::signature_set_command& command);
exit_code get_signature(const app& x, const console::signature_get_command& command);
exit_code delete_signature(const app& x, const console::signature_delete_command& command);
exit_code check(const app& x, const console::check_command& command);
exit_code check_config(const app& x);
exit_code report(const app& x, const console::report_command& command);
exit_code tune(const app& x, const console::tune_command& command);
exit_code top(const app& x, const console::top_command& command);
exit_code simulate_night(const app& x, const console::simulate_command& command);
exit_code rotate_key(const app& x, const console::vault_rotate_command& command);

} // namespace roamsync::app
