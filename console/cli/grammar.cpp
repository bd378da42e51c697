#include "console/cli/checks.hpp"
#include "console/cli/command_tree.hpp"
#include "console/cli/simulate_words.hpp"
#include "console/cli/tenant_fields.hpp"
#include "console/cli/turns.hpp"
#include "console/text/display.hpp"
#include "engine/tune/plan_tuning.hpp"

#include <algorithm>
#include <limits>
#include <span>

namespace roamsync::console {

namespace {

place_words tenant_place(const std::string& name) {
  return {.name = name, .help = "Id of the tenant.", .check = check_tenant_id};
}

place_words address_place() {
  return {.name = "ADDRESS", .help = "The user's primary SMTP address.", .check = check_address};
}

option_words flag(std::string name, std::string help) {
  return {.name = std::move(name), .help = std::move(help)};
}

option_words yes_flag() {
  return flag("--yes", "Do not ask first.");
}

option_words plain_flag() {
  return flag("--plain", "Plain progress lines instead of the live view.");
}

option_words file_option(std::string name, std::string help) {
  return {.name = std::move(name), .value = "FILE", .help = std::move(help), .check = check_path};
}

option_words tenant_option(std::string help, bool repeats) {
  return {.name = "--tenant",
          .value = "ID",
          .help = std::move(help),
          .check = check_tenant_id,
          .repeats = repeats};
}

status check_run_number(const std::string& word) {
  constexpr auto highest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const auto number = parse_number(word, 1, highest);
  return number ? success() : status{number.failure()};
}

status check_change(const std::string& word) {
  const auto change = parse_field_change(word);
  return change ? success() : status{change.failure()};
}

status check_knob(const std::string& word) {
  const auto of = parse_knob(word);
  return of ? success() : status{error{printable(of.failure().message)}};
}

status check_turn(const std::string& word) {
  const auto turn = parse_turn(word);
  return turn ? success() : status{turn.failure()};
}

status check_note(const std::string& word) {
  if (word.size() <= tune_note_bytes_max && any_line.fits(word))
    return success();
  return error{"The note must be one line of at most " + std::to_string(tune_note_bytes_max) + " bytes."};
}

std::string knobs_in_words() {
  std::string text;
  for (const auto& name : process_knobs())
    text += name + ", ";
  for (const auto& key : tenant_knobs())
    text += (key == tenant_knobs().front() ? "tenant.ID." : ", tenant.ID.") + key;
  return text;
}

command_tree serve() {
  return {.name = "serve",
          .help = "Run every night at its time, with /metrics and /healthz, until SIGTERM.",
          .examples = {"roamsync --config /etc/roamsync/roamsync.toml serve"}};
}

command_tree night() {
  return {
      .name = "night",
      .help = "Run or join a night over all tenants, with a live view.",
      .examples = {"roamsync night --now", "roamsync night --now --dry-run --tenant contoso"},
      .options = {
          flag("--now",
               "Open a night at once, or join an unfinished one. Without it, today's window must be open."),
          flag("--dry-run", "Read, and show what would be written; write and record nothing."),
          tenant_option("Only this tenant; may be given more than once. Default: all with automate on.",
                        true),
          file_option("--report", "Write the report as JSON to this file."),
          plain_flag(),
      }};
}

command_tree tenant_add() {
  command_tree add{
      .name = "add",
      .help = "Add one tenant, or many from a file.",
      .examples =
          {"roamsync tenant add contoso --name 'Contoso GmbH' --entra-tenant contoso.com --service-user "
           "signatures@contoso.com --password-file contoso.password",
           "roamsync tenant add --file tenants.toml"},
      .options = {file_option("--file", "Many tenants at once: a TOML file with [[tenant]] tables."),
                  flag("--replace",
                       "With --file: also tenants that are there already. All their settings become "
                       "the file's; what it leaves out goes back to the default.")},
      .places = {tenant_place("ID")}};
  add.places[0].required = false;
  add.places[0].help = "Id to give the tenant: 1 to 64 of a-z 0-9 - . _";
  for (const auto& field : tenant_fields()) {
    if (field.key == "automate") {
      add.options.push_back(flag("--no-automate", "Do not take part in the night run."));
      continue;
    }
    auto name = "--" + field.key;
    std::replace(name.begin(), name.end(), '_', '-');
    add.options.push_back({.name = name,
                           .value = field.value,
                           .help = field.help,
                           .check = [key = field.key](const auto& word) { return check_field(key, word); }});
  }
  add.options.push_back(flag("--password-stdin", "Read the service user's password from standard input."));
  add.options.push_back(
      file_option("--password-file", "Read the service user's password from a file of mode 0600."));
  return add;
}

command_tree tenant_set() {
  std::string keys;
  for (const auto& field : tenant_fields())
    keys += (keys.empty() ? "" : ", ") + field.key;
  return {.name = "set",
          .help = "Change settings of a tenant; an empty value goes back to the default.",
          .examples = {"roamsync tenant set contoso lanes=4 automate=false",
                       "roamsync tenant set contoso opens="},
          .places = {tenant_place("ID"),
                     {.name = "KEY=VALUE",
                      .help = "What to change. Keys: " + keys + ".",
                      .check = check_change,
                      .repeats = true}}};
}

command_tree tenant_password() {
  return {
      .name = "password",
      .help = "Set the password of the service user, or the client secret. Asks without echo on a terminal.",
      .examples = {"roamsync tenant password contoso",
                   "roamsync tenant password contoso --file contoso.password",
                   "roamsync tenant password contoso --service-user svc2@contoso.com"},
      .options = {flag("--stdin", "Read it from the first line of standard input."),
                  file_option("--file", "Read it from the first line of a file of mode 0600."),
                  {.name = "--field",
                   .value = "password|client_secret",
                   .help = "Which secret. Default: password. A password has at least 32 characters."},
                  {.name = "--service-user",
                   .value = "ADDRESS",
                   .help =
                       "Whose password, of more_service_users. Default: the tenant's first service user."}},
      .places = {tenant_place("ID")}};
}

command_tree tenant() {
  return {.name = "tenant",
          .help = "Add, show, change and remove tenants.",
          .examples = {"roamsync tenant list"},
          .commands = {
              tenant_add(),
              {.name = "list", .help = "List the tenants.", .examples = {"roamsync tenant list --json"}},
              {.name = "show",
               .help = "Show the settings of a tenant.",
               .examples = {"roamsync tenant show contoso"},
               .places = {tenant_place("ID")}},
              tenant_set(),
              tenant_password(),
              {.name = "remove",
               .help = "Remove a tenant with its settings and secrets, at once and for good. Asks first.",
               .examples = {"roamsync tenant remove contoso"},
               .options = {yes_flag()},
               .places = {tenant_place("ID")}}}};
}

command_tree signature() {
  return {.name = "signature",
          .help = "Set, read or delete the signatures of one user.",
          .examples = {"roamsync signature get contoso ada@contoso.com"},
          .commands = {
              {.name = "set",
               .help = "Write the user's signatures, read them back and show them.",
               .examples = {"roamsync signature set contoso ada@contoso.com"},
               .places = {tenant_place("TENANT"), address_place()}},
              {.name = "get",
               .help = "Read the user's signatures: names, defaults and content.",
               .examples = {"roamsync signature get contoso ada@contoso.com --name 'Contoso 2026' --text"},
               .options = {flag("--text", "Show the plain-text form instead of the HTML."),
                           {.name = "--name",
                            .value = "NAME",
                            .help = "Only the signature of that name. Default: all."}},
               .places = {tenant_place("TENANT"), address_place()}},
              {.name = "delete",
               .help = "Delete the signatures that roamsync wrote for the user.",
               .examples = {"roamsync signature delete contoso ada@contoso.com"},
               .options = {flag("--all", "Also those that the user made. Asks first."), yes_flag()},
               .places = {tenant_place("TENANT"), address_place()}}}};
}

command_tree group() {
  return {.name = "group",
          .help = "Work on the whole group of a tenant.",
          .examples = {"roamsync group push contoso"},
          .commands = {{.name = "push",
                        .help = "Bring every mailbox of the group in line now, with progress.",
                        .examples = {"roamsync group push contoso --yes"},
                        .options = {yes_flag(), plain_flag()},
                        .places = {tenant_place("TENANT")}}}};
}

command_tree check() {
  command_tree x{.name = "check",
                 .help =
                     "Check configuration, catalogue, sign-in, directory and some mailboxes; say what to do.",
                 .examples = {"roamsync check", "roamsync check contoso --lang de"},
                 .places = {tenant_place("TENANT")}};
  x.places[0].required = false;
  x.places[0].repeats = true;
  x.places[0].help = "Ids of the tenants. Default: all.";
  return x;
}

command_tree report() {
  return {.name = "report",
          .help = "Show how a night ended: outcomes, causes and what to do.",
          .examples = {"roamsync report --failed", "roamsync report --night 17 --tenant contoso --json"},
          .options = {{.name = "--night",
                       .value = "NUMBER",
                       .help = "Number of the run, from 1. Default: the newest.",
                       .check = check_run_number},
                      tenant_option("Only this tenant. Default: all.", false),
                      flag("--failed", "Only what failed or was deferred.")}};
}

command_tree tune() {
  return {
      .name = "tune",
      .help = "Show and change limits, pauses and the window's end, also while a run is under way.",
      .examples = {"roamsync tune limits.node_requests=100 --note 'maintenance window'",
                   "roamsync tune tenant.contoso.paused=true", "roamsync tune --reset limits.node_requests",
                   "roamsync tune --history"},
      .options = {{.name = "--reset",
                   .value = "KNOB",
                   .help = "Back to what the configuration says; may be given more than once.",
                   .check = check_knob,
                   .repeats = true},
                  {.name = "--note", .value = "TEXT", .help = "Why, for the history.", .check = check_note},
                  flag("--history", "Who turned what, the newest first.")},
      .places = {{.name = "KNOB=VALUE",
                  .help = "What to change; none: show every knob and where its value comes from. Knobs: "
                          + knobs_in_words() + ".",
                  .check = check_turn,
                  .required = false,
                  .repeats = true}}};
}

command_tree top() {
  return {
      .name = "top",
      .help =
          "Watch the run that is under way, tenant by tenant, and pause tenants or change their lanes by key.",
      .examples = {"roamsync top", "roamsync top --once --sort 429", "roamsync --json top"},
      .options = {flag("--once", "Print one plain table and end, as without a terminal."),
                  {.name = "--sort",
                   .value = "remaining|mailboxes|429|rate|name",
                   .help = "What tenants are sorted by at first. Default: remaining."},
                  {.name = "--filter",
                   .value = "TEXT",
                   .help = "Only tenants whose id, name and status hold each word of this, at first."}}};
}

command_tree vault() {
  return {
      .name = "vault",
      .help = "Work on the secrets that the database keeps sealed.",
      .examples = {"roamsync vault rotate new.key"},
      .commands = {{.name = "rotate",
                    .help = "Put a new master key in the place of the configured one. Then name it in the "
                            "configuration.",
                    .examples = {"roamsync vault rotate new.key"},
                    .places = {{.name = "FILE",
                                .help = "File with the new key, as roamsync keygen makes it.",
                                .check = check_path}}}}};
}

command_tree config() {
  return {.name = "config",
          .help = "Check, print or explain the configuration.",
          .examples = {"roamsync config check"},
          .commands = {{.name = "check",
                        .help = "Check the configuration file, its secrets and database; name every error.",
                        .examples = {"roamsync --config roamsync.toml config check"}},
                       {.name = "print",
                        .help = "Print the configuration in effect as TOML, defaults included.",
                        .examples = {"roamsync config print > roamsync.toml"}},
                       {.name = "reference",
                        .help = "Print every setting with unit, range and default.",
                        .examples = {"roamsync config reference"}}}};
}

command_tree root() {
  return {
      .name = "roamsync",
      .help = "Writes centrally managed e-mail signatures into Microsoft 365 mailboxes.",
      .examples = {"roamsync check", "roamsync night --now", "roamsync report --failed"},
      .options = {file_option("--config",
                              "Configuration file. Default: $ROAMSYNC_CONFIG, else ./roamsync.toml, else "
                              "/etc/roamsync/roamsync.toml, else the built-in defaults."),
                  flag("--json",
                       "Write one JSON document to standard output; progress goes to standard error."),
                  {.name = "--lang",
                   .value = "en|de",
                   .help = "Language of reports, advice and questions; errors are English. Default: en."}},
      .commands = {
          serve(),
          night(),
          tenant(),
          signature(),
          group(),
          check(),
          report(),
          tune(),
          top(),
          simulate_tree(),
          config(),
          {.name = "keygen",
           .help = "Make a master key and write it to a new file of mode 0600.",
           .examples = {"roamsync keygen master.key"},
           .places = {{.name = "FILE", .help = "File to make; it must not exist.", .check = check_path}}},
          vault(),
          {.name = "completion",
           .help = "Print the completion script of a shell.",
           .examples = {"roamsync completion bash > /etc/bash_completion.d/roamsync"},
           .places = {{.name = "bash|zsh|fish", .help = "The shell."}}},
          {.name = "version", .help = "Show the version.", .examples = {"roamsync version --json"}}}};
}

} // namespace

const command_tree& grammar() {
  static const command_tree tree = root();
  return tree;
}

std::vector<const command_tree*> walk(std::span<const std::string> path) {
  std::vector<const command_tree*> steps{&grammar()};
  for (const auto& name : path) {
    const auto& commands = steps.back()->commands;
    const auto next =
        std::find_if(commands.begin(), commands.end(), [&](const auto& c) { return c.name == name; });
    if (next == commands.end())
      break;
    steps.push_back(&*next);
  }
  return steps;
}

std::vector<std::string> choices_of(std::string_view value) {
  std::vector<std::string> choices;
  if (value.find('|') == std::string_view::npos)
    return choices;
  while (!value.empty()) {
    const auto bar = std::min(value.find('|'), value.size());
    choices.emplace_back(value.substr(0, bar));
    value.remove_prefix(std::min(bar + 1, value.size()));
  }
  return choices;
}

} // namespace roamsync::console
