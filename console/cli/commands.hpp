#pragma once

#include "console/cli/tenant_fields.hpp"
#include "console/top/tenant_page.hpp"
#include "engine/simulate/made_up.hpp"
#include "engine/simulate/world_of.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace roamsync::console {

/// Where a secret comes from. Never from the command line itself.
struct secret_source {
  enum class way : std::uint8_t {
    none,           ///< not asked for
    prompt,         ///< typed on the terminal, without echo
    standard_input, ///< the first line of standard input
    file,           ///< the first line of `path`, which only its owner may read
  };
  way from = way::none;
  std::string path;

  friend bool operator==(const secret_source&, const secret_source&) = default;
};

// One struct for each command; its words are checked (ids, addresses, ranges), what they name is not looked
// up.

struct serve_command {};
struct night_command {
  bool now = false;
  bool dry_run = false;
  std::vector<std::string> tenants; ///< ids, each once; empty: all with Automate on
  std::string report_file;          ///< empty: none
  bool plain = false;
};
struct tenant_add_command { ///< either `id` or `file` is set
  std::string id;
  std::string file;
  bool replace = false;             ///< with `file`: also tenants that are there already
  std::vector<field_change> fields; ///< each key at most once
  secret_source password;           ///< none, standard_input or file
};
struct tenant_list_command {};
struct tenant_show_command {
  std::string id;
};
struct tenant_set_command {
  std::string id;
  std::vector<field_change> fields; ///< at least one; each key at most once
};
struct tenant_password_command {
  std::string id;
  std::string field = "password"; ///< "password" or "client_secret"
  std::string service_user;       ///< whose password; empty: the tenant's first
  secret_source from;             ///< prompt, standard_input or file
};
struct tenant_remove_command {
  std::string id;
  bool yes = false;
};
struct signature_set_command {
  std::string tenant;
  std::string address;
};
struct signature_get_command {
  std::string tenant;
  std::string address;
  std::string name;  ///< show only the signature of that name; empty: all
  bool text = false; ///< the plain-text form instead of the HTML
};
struct signature_delete_command {
  std::string tenant;
  std::string address;
  bool all = false; ///< also those that roamsync did not write
  bool yes = false;
};
struct group_push_command {
  std::string tenant;
  bool yes = false;
  bool plain = false;
};
struct check_command {
  std::vector<std::string> tenants; ///< empty: all
};
struct report_command {
  std::optional<std::int64_t> night; ///< absent: the newest
  std::string tenant;                ///< empty: all
  bool failed = false;
};
struct tune_command {                                   ///< nothing set, nothing reset, no history: show all
  std::vector<std::pair<std::string, std::string>> set; ///< knob and value
  std::vector<std::string> reset;
  std::string note;
  bool history = false;
};
struct top_command {
  bool once = false;  ///< print one table and end
  tenant_query first; ///< what is asked for at the start: sort and filter
};
struct simulate_command { ///< tonight, without `run` and `made_up`
  std::optional<std::int64_t> run;
  bool made_up = false;
  made_up_size size;
  bool all = false; ///< of tonight: every mailbox
  what_if other;
  stand_ins instead;
  std::uint64_t seed = 1;
  std::size_t seeds = 1;   ///< 1 to 100
  std::string report_file; ///< empty: none
  std::string chart_file;  ///< empty: none; else with .svg or .png at its end
  bool chart_of_tenants = false;
};
struct config_check_command {};
struct config_print_command {};
struct config_reference_command {};
struct keygen_command {
  std::string file;
};
struct vault_rotate_command {
  std::string file; ///< with the new master key
};
enum class shell : std::uint8_t { bash, zsh, fish };
struct completion_command {
  shell for_shell = shell::bash;
};
struct version_command {};

using command =
    std::variant<serve_command, night_command, tenant_add_command, tenant_list_command, tenant_show_command,
                 tenant_set_command, tenant_password_command, tenant_remove_command, signature_set_command,
                 signature_get_command, signature_delete_command, group_push_command, check_command,
                 report_command, tune_command, top_command, simulate_command, config_check_command,
                 config_print_command, config_reference_command, keygen_command, vault_rotate_command,
                 completion_command, version_command>;

} // namespace roamsync::console
