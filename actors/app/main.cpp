#include "actors/app/app.hpp"
#include "actors/app/host.hpp"
#include "actors/app/logging.hpp"
#include "actors/app/settings.hpp"
#include "actors/app/signals.hpp"
#include "actors/app/version.hpp"
#include "console/cli/command_line.hpp"
#include "console/cli/completion.hpp"
#include "console/live/terminal.hpp"
#include "protocols/db/master_key.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <iostream>
#include <malloc.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace roamsync::app {

namespace {

template <class... Fs>
struct overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
overloaded(Fs...) -> overloaded<Fs...>; // clang before 17 needs it

/// Memory that one arena of glibc's has free is of no use to a thread of another, and by default there is one for each of
/// a dozen threads. No more of them run at a time than there are cores.
void bound_arenas() {
  mallopt(M_ARENA_MAX, static_cast<int>(std::max(2U, std::thread::hardware_concurrency())));
}

/// A text as it is, or as the one member of a JSON document.
void say(const app& x, std::string_view member, const std::string& text) {
  print(x.json ? boost::json::serialize(boost::json::object{{member, text}}) : text);
}

/// Commands that need no configuration, and so must work without a good one.
std::optional<exit_code> run_without_settings(const app& x, const console::command& what) {
  return std::visit(
      overloaded{
          [&](const console::version_command&) -> std::optional<exit_code> {
            print(x.json ? boost::json::serialize(boost::json::object{{"version", version}})
                         : "roamsync " + std::string{version});
            return exit_code::done;
          },
          [&](const console::completion_command& c) -> std::optional<exit_code> {
            say(x, "script", console::completion_script(c.for_shell));
            return exit_code::done;
          },
          [&](const console::config_reference_command&) -> std::optional<exit_code> {
            say(x, "reference", config_reference());
            return exit_code::done;
          },
          [&](const console::keygen_command& c) -> std::optional<exit_code> {
            if (auto made = db::make_key_file(c.file); !made)
              return fail(x, exit_code::bad_input, made.failure().message);
            print(
                x.json
                    ? boost::json::serialize(boost::json::object{{"key_file", c.file}})
                    : c.file
                          + ": new master key (mode 0600). Keep a copy in a safe place: without it no stored "
                            "password can be read");
            return exit_code::done;
          },
          [](const auto&) -> std::optional<exit_code> { return std::nullopt; }},
      what);
}

exit_code run(const app& x, const console::command& what) {
  return std::visit(
      overloaded{[&](const console::serve_command&) { return serve(x); },
                 [&](const console::night_command& c) { return run_night(x, c); },
                 [&](const console::group_push_command& c) { return run_push(x, c); },
                 [&](const console::tenant_add_command& c) { return add_tenant(x, c); },
                 [&](const console::tenant_list_command&) { return list_tenants(x); },
                 [&](const console::tenant_show_command& c) { return show_tenant(x, c); },
                 [&](const console::tenant_set_command& c) { return set_tenant(x, c); },
                 [&](const console::tenant_password_command& c) { return set_password(x, c); },
                 [&](const console::tenant_remove_command& c) { return remove_tenant(x, c); },
                 [&](const console::signature_set_command& c) { return set_signature(x, c); },
                 [&](const console::signature_get_command& c) { return get_signature(x, c); },
                 [&](const console::signature_delete_command& c) { return delete_signature(x, c); },
                 [&](const console::check_command& c) { return check(x, c); },
                 [&](const console::report_command& c) { return report(x, c); },
                 [&](const console::tune_command& c) { return tune(x, c); },
                 [&](const console::top_command& c) { return top(x, c); },
                 [&](const console::simulate_command& c) { return simulate_night(x, c); },
                 [&](const console::vault_rotate_command& c) { return rotate_key(x, c); },
                 [&](const console::config_check_command&) { return check_config(x); },
                 [&](const console::config_print_command&) {
                   say(x, "config", print_config(x.settings));
                   return exit_code::done;
                 },
                 [](const auto&) { return exit_code::internal; }},
      what);
}

/// Each lane needs a connection; the usual soft limit of 1024 open files is too low for that, and the hard
/// one is ours to use.
void raise_open_files() {
  rlimit now{};
  if (getrlimit(RLIMIT_NOFILE, &now) != 0 || now.rlim_cur == now.rlim_max)
    return;
  now.rlim_cur = now.rlim_max;
  setrlimit(RLIMIT_NOFILE, &now);
}

bool owns_terminal(const console::command& what) {
  const auto* night = std::get_if<console::night_command>(&what);
  const auto* push = std::get_if<console::group_push_command>(&what);
  const auto* top = std::get_if<console::top_command>(&what);
  return ((night && !night->plain) || (push && !push->plain) || (top && !top->once))
         && console::is_live_terminal(STDOUT_FILENO);
}

exit_code start(int argc, const char* const* argv) {
  block_signals();
  raise_open_files();
  auto parsed = console::parse_command_line(argc, argv);
  if (auto* help = std::get_if<console::help_text>(&parsed)) {
    print(help->text);
    return exit_code::done;
  }
  if (auto* usage = std::get_if<console::usage_error>(&parsed)) {
    app plain{.json = std::find(argv, argv + argc, std::string_view{"--json"}) != argv + argc};
    if (plain.json)
      return fail(plain, exit_code::bad_input, usage->message);
    std::cerr << usage->message << std::flush;
    return exit_code::bad_input;
  }
  auto& line = std::get<console::command_line>(parsed);
  app x{.json = line.json};
  const auto columns = console::columns_of_output(STDOUT_FILENO);
  x.text = {.width = std::max<std::size_t>(60, columns.value_or(console::text_options{}.width)),
            .colours = console::wants_colours(STDOUT_FILENO),
            .lang = line.lang,
            .bounded = columns.has_value()};
  if (auto done = run_without_settings(x, line.what))
    return *done;
  auto settings = load_settings(line.config_file);
  if (!settings)
    return fail(x, exit_code::unusable, concern::configuration, settings.failure().message);
  x.settings = std::move(*settings);
  x.config_file = line.config_file;
  if (auto good = set_up_logging(x.settings.log, owns_terminal(line.what)); !good)
    return fail(x, exit_code::unusable, concern::configuration, good.failure().message);
  return run(x, line.what);
}

} // namespace

} // namespace roamsync::app

int main(int argc, char** argv) {
  using roamsync::app::exit_code;
  auto code = exit_code::internal;
  roamsync::app::bound_arenas();
  try {
    code = roamsync::app::start(argc, argv);
  } catch (const roamsync::app::interrupted& x) {
    code = roamsync::app::exit_code_of(x.signal);
  } catch (const std::exception& e) {
    std::cerr << "roamsync: internal error: " << e.what() << '\n';
  }
  if (const auto& why = roamsync::app::why_output_was_lost(); !why.empty()) {
    std::cerr << "roamsync: the output could not be written: " << why << '\n';
    if (code == exit_code::done || code == exit_code::done_with_failures)
      code = exit_code::unusable;
  }
  if (roamsync::app::host::has_left_a_thread())
    roamsync::app::leave_at_once(code);
  spdlog::shutdown();
  return static_cast<int>(code);
}
