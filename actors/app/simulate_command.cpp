#include "actors/app/app.hpp"
#include "actors/app/knob_desk.hpp"
#include "actors/app/settings.hpp"
#include "actors/app/signals.hpp"
#include "actors/app/wall_clock.hpp"
#include "console/live/terminal.hpp"
#include "console/simulate/simulation_report.hpp"
#include "console/text/numbers.hpp"
#include "engine/simulate/figures.hpp"
#include "engine/simulate/made_up.hpp"
#include "engine/tenant/plan_night.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

namespace roamsync::app {

namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds progress_each{200};

/// One line on a terminal, drawn over and over.
class progress_line {
public:
  explicit progress_line(const app& x) : lang_(x.text.lang), on_(console::is_live_terminal(STDERR_FILENO)) {}
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
    if (!on_ || now - last_ < progress_each)
      return;
    last_ = now;
    shown_ = true;
    console::write_all(STDERR_FILENO,
                       fmt::format("\r{}: {} {}\x1b[K", what_, console::percentage(ended, mailboxes_, lang_),
                                   console::span_text(virtual_now - time_point{})));
  }

private:
  language lang_;
  bool on_;
  bool shown_ = false;
  std::string what_;
  std::uint64_t mailboxes_ = 0;
  steady_clock::time_point last_{};
};

/// What the store and the configuration say of a night. Reads only.
class fact_reader {
public:
  fact_reader(const app& x, store& where, const console::simulate_command& command)
      : app_(x), where_(where), command_(command) {}

  /// Tonight: the window that is open, else the next one.
  [[nodiscard]] result<night_facts> tonight() {
    auto out = base();
    if (!out)
      return out;
    const auto rule = window_now(app_, where_);
    if (!rule)
      return rule.failure();
    const auto open = window_at(*rule, now_utc());
    const auto night = open ? *open : next_window(*rule, now_utc());
    out->opens = night.opens;
    out->window = night.closes - night.opens;
    const auto day = day_number(night.date);
    std::erase_if(out->with.tenants, [](const auto& x) { return !x.automate; });
    for (const auto& x : out->with.tenants) {
      auto facts = facts_of(x);
      if (!facts)
        return facts.failure();
      const auto last = where_.last_ended(x.id);
      if (!last)
        return last.failure();
      if (*last && (*last)->mailboxes > 0) {
        const auto work =
            command_.all ? result<std::uint32_t>{(*last)->mailboxes} : due(x.id, (*last)->mailboxes, day);
        if (!work)
          return work.failure();
        facts->mailboxes = *work;
      }
      out->tenants.push_back(std::move(*facts));
    }
    return out;
  }

  [[nodiscard]] result<night_facts> recorded(const roamsync::night& run, console::recorded_night& was) {
    auto out = base();
    if (!out)
      return out;
    const auto parts = where_.tenant_runs(run.number);
    if (!parts)
      return parts.failure();
    out->opens = run.opened;
    out->window = run.closes - run.opened;
    was.number = run.number;
    if (run.finished)
      was.took = *run.finished - run.opened;
    auto all = std::exchange(out->with.tenants, {});
    for (const auto& part : *parts) {
      const auto known =
          std::find_if(all.begin(), all.end(), [&](const auto& x) { return x.id == part.tenant; });
      tenant_settings settings;
      settings.id = part.tenant; // of one that was removed since, nothing else is known
      if (known != all.end())
        settings = *known;
      auto facts = facts_of(settings);
      if (!facts)
        return facts.failure();
      const auto calls = facts->known ? std::max(1.0, facts->known->cost.calls) : mailbox_cost{}.calls;
      const auto good = part.requests - std::min(part.requests, part.throttled);
      facts->mailboxes = static_cast<std::uint32_t>(
          std::min(static_cast<double>(part.mailboxes), static_cast<double>(good) / calls));
      was.requests += part.requests;
      was.throttled += part.throttled;
      out->with.tenants.push_back(std::move(settings));
      out->tenants.push_back(std::move(*facts));
    }
    return out;
  }

private:
  [[nodiscard]] result<night_facts> base() {
    night_facts out;
    out.with.settings = app_.settings;
    auto overrides = where_.overrides();
    if (!overrides)
      return overrides.failure();
    out.with.overrides = std::move(*overrides);
    auto tenants = where_.tenants();
    if (!tenants)
      return tenants.failure();
    out.with.tenants = std::move(*tenants);
    return out;
  }

  /// Of its service user of today.
  [[nodiscard]] result<tenant_facts> facts_of(const tenant_settings& x) {
    const auto all = where_.known_limits(x.id);
    if (!all)
      return all.failure();
    tenant_facts out;
    for (const auto& known : *all)
      if (known.service_user == x.service_user)
        out.known = known;
    return out;
  }

  /// Mailboxes that the rolling check reads, and those without a receipt.
  [[nodiscard]] result<std::uint32_t> due(const std::string& tenant, std::uint32_t mailboxes,
                                          std::int64_t day) {
    const auto receipts = where_.receipts(tenant);
    if (!receipts)
      return receipts.failure();
    const auto in_line = std::count_if(receipts->begin(), receipts->end(), [&](const auto& x) {
      return !check_is_due(x.user_id, x.checked, day, app_.settings.night.check_days);
    });
    return mailboxes - std::min(mailboxes, static_cast<std::uint32_t>(in_line));
  }

  const app& app_;
  store& where_;
  const console::simulate_command& command_;
};

/// A world that nobody has, under the configuration. Where a limit of the service is given, nothing was learned.
night_facts made_up(const app& x, const console::simulate_command& command) {
  night_facts out;
  out.with.settings = x.settings;
  out.opens = now_utc();
  out.window = x.settings.night.length;
  make_up(out, command.size);
  if (command.instead.rate || command.instead.lanes)
    for (auto& tenant : out.tenants) {
      tenant.takes.reset();
      tenant.known->limit = {};
    }
  return out;
}

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
          "there is no tenant to simulate; roamsync tenant add takes them in, and --made-up needs none"};
    progress.begin(command.seeds > 1 ? fmt::format("{} ({}/{})", name, i + 1, command.seeds) : name,
                   world->mailboxes);
    world->node.watch = [&](time_point now, std::uint64_t ended) { progress.show(now, ended); };
    const auto run = simulate(world->tenants, world->node);
    out.nights.push_back(figures_of(*world, run));
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
                   const std::vector<std::string>& ids) {
  const auto drawn = command.chart_of_tenants ? console::chart::any_chart{console::tenants_chart(report, ids)}
                                              : console::chart::any_chart{console::requests_chart(report)};
  return write_text_file(command.chart_file, command.chart_file.ends_with(".png")
                                                 ? console::chart::png(drawn)
                                                 : console::chart::svg(drawn));
}

/// The facts that the command means; of a recorded run, what it was is in the report.
result<night_facts> read_facts(const app& x, const console::simulate_command& command,
                               console::simulation_report& report) {
  if (command.made_up)
    return made_up(x, command);
  // To open it would make one, and nothing is to be written.
  if (!std::filesystem::exists(x.settings.store.path))
    return error{"there is no database at " + x.settings.store.path
                 + " yet, so nothing is known of tonight; a made-up world needs none: --made-up"};
  const auto where = open_store(x);
  if (!where)
    return error{};
  fact_reader reader{x, *where, command};
  if (!command.run)
    return reader.tonight();
  const auto run = where->run(*command.run);
  if (!run)
    return run.failure();
  if (!*run)
    return error{fmt::format("there is no run {}; roamsync report shows the newest", *command.run)};
  return reader.recorded(**run, report.recorded.emplace());
}

} // namespace

exit_code simulate_night(const app& x, const console::simulate_command& command) {
  for (const auto& file : {command.report_file, command.chart_file})
    if (!file.empty())
      if (auto good = check_writable(file); !good)
        return fail(x, exit_code::bad_input, good.failure().message);
  const signals_let_through ended_by_ctrl_c;
  console::simulation_report report{.source = command.made_up ? console::simulation_source::made_up
                                              : command.run   ? console::simulation_source::recorded
                                                              : console::simulation_source::tonight,
                                    .all_mailboxes = command.all,
                                    .instead = command.instead,
                                    .other = command.other};
  const auto facts = read_facts(x, command, report);
  if (!facts) // an empty message: it was said
    return facts.failure().message.empty() ? exit_code::unusable
                                           : fail(x, exit_code::bad_input, facts.failure().message);
  for (const auto& tenant : facts->with.tenants)
    report.names[tenant.id] = tenant.name;
  std::vector<std::string> before;
  std::vector<std::string> ids;
  {
    progress_line progress{x};
    auto as_it_is =
        play(*facts, {}, command, std::string{x.text.pick("as it is", "wie es ist")}, progress, before, ids);
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
    if (auto done = write_text_file(command.report_file, json); !done)
      return fail(x, exit_code::bad_input, done.failure().message);
  if (!command.chart_file.empty())
    if (auto done = write_chart(report, command, ids); !done)
      return fail(x, exit_code::bad_input, done.failure().message);
  print(x.json ? json : console::simulation_text(report, x.text));
  return exit_code::done;
}

} // namespace roamsync::app
