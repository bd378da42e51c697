#include "actors/app/app.hpp"
#include "actors/app/settings.hpp"
#include "actors/app/signals.hpp"
#include "actors/app/simulate_facts.hpp"
#include "actors/support/text_file.hpp"
#include "console/live/terminal.hpp"
#include "console/simulate/simulation_report.hpp"
#include "console/text/numbers.hpp"
#include "engine/simulate/figures.hpp"

#include <chrono>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

namespace roamsync::app {

namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds frame{200};
constexpr std::chrono::seconds plain_line_each{10};

/// How far it is, on standard error: one line on a terminal, drawn over and over; elsewhere a line now and then.
class progress_line {
public:
  explicit progress_line(const app& x)
      : lang_(x.text.lang), live_(console::is_live_terminal(STDERR_FILENO)) {}
  ~progress_line() {
    if (shown_)
      console::write_all(STDERR_FILENO, "\r\x1b[K");
  }
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;

  void begin(std::string what, std::uint64_t mailboxes) {
    what_ = std::move(what);
    mailboxes_ = mailboxes;
  }
  void show(time_point virtual_now, std::uint64_t ended) {
    const auto now = steady_clock::now();
    if (now - last_ < (live_ ? frame : plain_line_each))
      return;
    last_ = now;
    const auto line = fmt::format("{}: {} {}", what_, console::percentage(ended, mailboxes_, lang_),
                                  console::span_text(virtual_now - time_point{}));
    console::write_all(STDERR_FILENO, live_ ? "\r" + line + "\x1b[K" : line + "\n");
    shown_ = live_;
  }

private:
  language lang_;
  bool live_;
  bool shown_ = false; ///< and is to be taken away at the end
  std::string what_;
  std::uint64_t mailboxes_ = 0;
  steady_clock::time_point last_ = steady_clock::now();
};

/// Plays one case with each seed.
result<console::simulated_case> play(const night_facts& facts, const what_if& other,
                                     const console::simulate_command& command, const std::string& name,
                                     progress_line& progress, std::vector<std::string>& before,
                                     std::vector<std::string>& ids) {
  console::simulated_case out;
  for (std::size_t i = 0; i < command.seeds; ++i) {
    auto world = world_of(facts, other, command.instead, command.seed + i);
    if (!world)
      return world.failure();
    if (world->tenants.empty())
      return error{
          command.run ? fmt::format("run {0} had no tenants; roamsync report --night {0}", *command.run)
          : world->known.paused > 0
              ? "all tenants are paused, so there is nothing to simulate; --set tenant.ID.paused=false lets one work"
              : "there is no tenant to simulate; roamsync tenant add takes them in, and --made-up needs none"};
    progress.begin(command.seeds > 1 ? fmt::format("{} ({}/{})", name, i + 1, command.seeds) : name,
                   world->mailboxes);
    world->node.watch = [&](time_point now, std::uint64_t ended) { progress.show(now, ended); };
    const auto run = simulate(world->tenants, world->node);
    out.nights.push_back(figures_of(*world, run));
    auto& deferred = out.tenants_deferred.emplace_back();
    for (const auto& tenant : run.tenants)
      deferred.push_back(tenant.deferred);
    out.known = world->known;
    out.mailboxes = world->mailboxes;
    out.window = world->node.window;
    before = std::move(world->before);
    ids.clear();
    for (const auto& x : world->tenants)
      ids.push_back(x.id);
  }
  return out;
}

status write_chart(const console::simulation_report& report, const console::simulate_command& command,
                   const std::vector<std::string>& ids, const console::text_options& text) {
  const auto drawn = command.chart_of_tenants
                         ? console::chart::any_chart{console::tenants_chart(report, ids, text)}
                         : console::chart::any_chart{console::requests_chart(report, text)};
  return actors::write_text_file(command.chart_file, command.chart_file.ends_with(".png")
                                                         ? console::chart::png(drawn)
                                                         : console::chart::svg(drawn));
}

} // namespace

exit_code simulate_night(const app& x, const console::simulate_command& command) {
  for (const auto& file : {command.report_file, command.chart_file})
    if (!file.empty())
      if (auto good = actors::check_writable(file); !good)
        return fail(x, exit_code::bad_input, good.failure().message);
  const signals_let_through ended_by_ctrl_c;
  console::simulation_report report{.source = command.made_up ? console::simulation_source::made_up
                                              : command.run   ? console::simulation_source::recorded
                                                              : console::simulation_source::tonight,
                                    .all_mailboxes = command.all,
                                    .instead = command.instead,
                                    .other = command.other};
  auto code = exit_code::done;
  const auto facts = simulate_facts(x, command, report, code);
  if (!facts)
    return facts.failure().message.empty() ? code : fail(x, code, facts.failure().message);
  for (const auto& tenant : facts->with.tenants)
    report.names[tenant.id] = tenant.name;
  std::vector<std::string> before;
  std::vector<std::string> ids;
  {
    progress_line progress{x};
    auto as_it_is = play(*facts, {}, command,
                         std::string{command.other != what_if{} ? x.text.pick("as it is", "wie es ist")
                                                                : x.text.pick("simulated", "simuliert")},
                         progress, before, ids);
    if (!as_it_is)
      return fail(x, exit_code::bad_input, as_it_is.failure().message);
    report.as_it_is = std::move(*as_it_is);
    if (command.other != what_if{}) {
      auto otherwise = play(*facts, command.other, command,
                            std::string{x.text.pick("what if", "was wäre wenn")}, progress, before, ids);
      if (!otherwise)
        return fail(x, exit_code::bad_input, otherwise.failure().message);
      report.otherwise = std::move(*otherwise);
    }
  }
  for (std::size_t i = 0; i < command.other.set.size(); ++i)
    report.changed.push_back({command.other.set[i].first, before[i], command.other.set[i].second});
  const auto json = console::simulation_json(report);
  if (!command.report_file.empty())
    if (auto done = actors::write_text_file(command.report_file, json); !done)
      return fail(x, exit_code::unusable, done.failure().message);
  if (!command.chart_file.empty())
    if (auto done = write_chart(report, command, ids, x.text); !done)
      return fail(x, exit_code::unusable, done.failure().message);
  print(x.json ? json : console::simulation_text(report, x.text));
  return exit_code::done;
}

} // namespace roamsync::app
