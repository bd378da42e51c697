#include "actors/app/app.hpp"
#include "actors/app/report_rows.hpp"
#include "console/report/night_report.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace roamsync::app {

result<console::report_rows> read_report(store& where, const roamsync::night& run) {
  console::report_rows out{.run = run};
  auto tenants = where.tenant_runs(run.number);
  if (!tenants)
    return tenants.failure();
  out.tenants = std::move(*tenants);
  auto settings = where.tenants();
  if (!settings)
    return settings.failure();
  out.settings = std::move(*settings);
  auto forecast = where.forecast(run.number);
  if (!forecast)
    return forecast.failure();
  out.forecast = *forecast;
  // Also those whose tenant has no row yet, because the run is under way, and those of tenants removed since.
  std::vector<std::string> ids;
  for (const auto& x : out.tenants)
    ids.push_back(x.tenant);
  for (const auto& x : out.settings)
    if (std::find(ids.begin(), ids.end(), x.id) == ids.end())
      ids.push_back(x.id);
  for (const auto& id : ids) {
    auto rows = where.records(run.number, id);
    if (!rows)
      return rows.failure();
    std::move(rows->begin(), rows->end(), std::back_inserter(out.records));
  }
  return out;
}

namespace {

/// Of a run that is not there, and which is the newest one.
std::string no_run(store& where, std::int64_t number) {
  std::int64_t newest = 0;
  for (const auto kind : {run_kind::night, run_kind::push})
    if (const auto runs = where.runs(kind, 1); runs && !runs->empty())
      newest = std::max(newest, runs->front().number);
  return "there is no run " + std::to_string(number)
         + (newest > 0 ? "; the newest is " + std::to_string(newest) : "; there was none yet");
}

} // namespace

exit_code report(const app& x, const console::report_command& command) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  std::optional<roamsync::night> run;
  if (command.night) {
    auto found = where->run(*command.night);
    if (!found)
      return fail(x, exit_code::unusable, found.failure().message);
    run = *found;
  } else {
    auto newest = where->runs(run_kind::night, 1);
    if (!newest)
      return fail(x, exit_code::unusable, newest.failure().message);
    if (!newest->empty())
      run = newest->front();
  }
  if (!run)
    return fail(x, exit_code::bad_input,
                command.night ? no_run(*where, *command.night)
                              : "there was no night yet; roamsync night --now opens one");
  auto rows = read_report(*where, *run);
  if (!rows)
    return fail(x, exit_code::unusable, rows.failure().message);
  auto known = [&](const auto& all, auto id) {
    return std::any_of(all.begin(), all.end(), [&](const auto& one) { return id(one) == command.tenant; });
  };
  if (!command.tenant.empty() && !known(rows->settings, [](const auto& one) { return one.id; })
      && !known(rows->tenants, [](const auto& one) { return one.tenant; }))
    return fail(x, exit_code::bad_input, no_tenant(command.tenant).message);
  auto built = console::build_report(std::move(*rows), {.tenant = command.tenant, .failed = command.failed});
  print(x.json ? console::report_json(built, x.text.lang) : console::report_text(built, x.text));
  return console::has_failures(built) ? exit_code::done_with_failures : exit_code::done;
}

} // namespace roamsync::app
