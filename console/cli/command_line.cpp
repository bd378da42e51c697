#include "console/cli/command_line.hpp"

#include "console/cli/help.hpp"
#include "console/cli/misuse.hpp"
#include "console/cli/simulate_words.hpp"
#include "console/cli/turns.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace roamsync::console {

namespace {

using made_command = result<command>;

std::vector<std::string> each_once(std::vector<std::string> words) {
  std::vector<std::string> once;
  for (auto& word : words)
    if (std::find(once.begin(), once.end(), word) == once.end())
      once.push_back(std::move(word));
  return once;
}

command make_night(const sorted_words& w) {
  return night_command{.now = w.has("--now"),
                       .dry_run = w.has("--dry-run"),
                       .tenants = each_once(w.all("--tenant")),
                       .report_file = w.one("--report"),
                       .plain = w.has("--plain")};
}

made_command make_tenant_add(const sorted_words& w) {
  tenant_add_command x{.id = w.one("ID"),
                       .file = w.one("--file"),
                       .replace = w.has("--replace"),
                       .fields = {},
                       .password = {}};
  if (w.has("--no-automate"))
    x.fields.push_back({"automate", "false"});
  for (const auto& field : tenant_fields()) {
    auto name = "--" + field.key;
    std::replace(name.begin(), name.end(), '_', '-');
    if (w.has(name))
      x.fields.push_back({field.key, w.one(name)});
  }
  if (w.has("--password-stdin"))
    x.password = {secret_source::way::standard_input, {}};
  if (w.has("--password-file"))
    x.password = {secret_source::way::file, w.one("--password-file")};
  if (w.has("--password-stdin") && w.has("--password-file"))
    return error{"Give either --password-stdin or --password-file."};
  if (x.id.empty() == x.file.empty())
    return error{"Name either the ID of one tenant, or --file with many."};
  if (x.replace && x.file.empty())
    return error{"--replace is for --file; one tenant is changed by: roamsync tenant set ID KEY=VALUE"};
  if (!x.file.empty() && (!x.fields.empty() || x.password.from != secret_source::way::none))
    return error{
        "--file takes the settings of each tenant from the file; the other options are for one tenant."};
  return command{std::move(x)};
}

made_command make_tenant_set(const sorted_words& w) {
  tenant_set_command x{.id = w.one("ID"), .fields = {}};
  for (const auto& word : w.all("KEY=VALUE")) {
    auto change = parse_field_change(word);
    if (!change)
      return change.failure();
    const auto same = [&](const field_change& other) { return other.key == change->key; };
    if (std::any_of(x.fields.begin(), x.fields.end(), same))
      return error{change->key + " is given twice."};
    x.fields.push_back(std::move(change.value()));
  }
  return command{std::move(x)};
}

made_command make_tenant_password(const sorted_words& w) {
  if (w.has("--stdin") && w.has("--file"))
    return error{"Give either --stdin or --file."};
  tenant_password_command x{.id = w.one("ID"), .from = {secret_source::way::prompt, {}}};
  if (w.has("--field"))
    x.field = w.one("--field");
  if (w.has("--service-user") && x.field != "password")
    return error{"--service-user goes with a password; the client secret is the tenant's."};
  x.service_user = w.one("--service-user");
  if (w.has("--service-user") && x.service_user.empty())
    return error{"--service-user is empty: give the address of the service user whose password it is."};
  if (w.has("--stdin"))
    x.from = {secret_source::way::standard_input, {}};
  if (w.has("--file"))
    x.from = {secret_source::way::file, w.one("--file")};
  return command{std::move(x)};
}

command make_report(const sorted_words& w) {
  report_command x{.night = {}, .tenant = w.one("--tenant"), .failed = w.has("--failed")};
  if (const auto number = w.one("--night"); !number.empty()) {
    std::int64_t value = 0;
    std::from_chars(number.data(), number.data() + number.size(), value);
    x.night = value;
  }
  return x;
}

made_command make_tune(const sorted_words& w) {
  tune_command x{
      .set = {}, .reset = w.all("--reset"), .note = w.one("--note"), .history = w.has("--history")};
  for (const auto& word : w.all("KNOB=VALUE"))
    x.set.push_back(parse_turn(word).value());
  std::set<std::string> names;
  for (const auto& [name, value] : x.set)
    if (!names.insert(name).second)
      return error{name + " is given twice."};
  for (const auto& name : x.reset)
    if (!names.insert(name).second)
      return error{name + " is given twice."};
  if (x.history && !(names.empty() && x.note.empty()))
    return error{"--history shows what was turned; it stands alone."};
  if (!x.note.empty() && names.empty())
    return error{"--note goes with a knob that is turned."};
  return command{std::move(x)};
}

command make_top(const sorted_words& w) {
  return top_command{
      .once = w.has("--once"),
      .first = {.sort = tenant_sort_from_string(w.one("--sort")).value_or(tenant_sort::remaining),
                .filter = w.one("--filter")}};
}

command make_completion(const sorted_words& w) {
  const auto name = w.one("bash|zsh|fish");
  return completion_command{name == "bash" ? shell::bash : name == "zsh" ? shell::zsh : shell::fish};
}

made_command make_tenant(const std::string& verb, const sorted_words& w) {
  if (verb == "add")
    return make_tenant_add(w);
  if (verb == "list")
    return command{tenant_list_command{}};
  if (verb == "show")
    return command{tenant_show_command{w.one("ID")}};
  if (verb == "set")
    return make_tenant_set(w);
  if (verb == "password")
    return make_tenant_password(w);
  return command{tenant_remove_command{w.one("ID"), w.has("--yes")}};
}

command make_signature(const std::string& verb, const sorted_words& w) {
  if (verb == "set")
    return signature_set_command{w.one("TENANT"), w.one("ADDRESS")};
  if (verb == "get")
    return signature_get_command{w.one("TENANT"), w.one("ADDRESS"), w.one("--name"), w.has("--text")};
  return signature_delete_command{w.one("TENANT"), w.one("ADDRESS"), w.has("--all"), w.has("--yes")};
}

command make_config(const std::string& verb) {
  if (verb == "check")
    return config_check_command{};
  if (verb == "print")
    return config_print_command{};
  return config_reference_command{};
}

made_command make_command(const sorted_words& w) {
  const auto& family = w.path.front();
  const auto& verb = w.path.back();
  if (family == "serve")
    return command{serve_command{}};
  if (family == "night")
    return make_night(w);
  if (family == "tenant")
    return make_tenant(verb, w);
  if (family == "signature")
    return make_signature(verb, w);
  if (family == "group")
    return command{group_push_command{w.one("TENANT"), w.has("--yes"), w.has("--plain")}};
  if (family == "check")
    return command{check_command{each_once(w.all("TENANT"))}};
  if (family == "report")
    return make_report(w);
  if (family == "tune")
    return make_tune(w);
  if (family == "top")
    return make_top(w);
  if (family == "simulate")
    return make_simulate(w);
  if (family == "config")
    return make_config(verb);
  if (family == "keygen")
    return command{keygen_command{w.one("FILE")}};
  if (family == "vault")
    return command{vault_rotate_command{w.one("FILE")}};
  if (family == "completion")
    return make_completion(w);
  return command{version_command{}};
}

parsed_line answer(const sorted_words& w) {
  auto made = make_command(w);
  if (!made)
    return usage_error{explain({misuse::kind::rule_broken, {}, made.failure().message, w.path})};
  return command_line{.config_file = w.one("--config"),
                      .json = w.has("--json"),
                      .lang = language_from_string(w.one("--lang")).value_or(language::english),
                      .what = std::move(made.value())};
}
parsed_line answer(const help_wanted& x) {
  return help_text{help_of(x.path)};
}
parsed_line answer(const version_wanted&) {
  return command_line{.config_file = {}, .what = version_command{}};
}
parsed_line answer(const misuse& x) {
  return usage_error{explain(x)};
}

} // namespace

parsed_line parse_command_line(std::span<const std::string> words) {
  return std::visit([](const auto& x) { return answer(x); }, sort_words(words));
}

parsed_line parse_command_line(int argc, const char* const* argv) {
  const auto count = static_cast<std::size_t>(std::max(argc, 1));
  const std::vector<std::string> words(argv + 1, argv + count);
  return parse_command_line(words);
}

} // namespace roamsync::console
