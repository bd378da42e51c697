#include "tests/simulation/simulation.hpp"

#include "tests/simulation/shell/must.hpp"

#include <algorithm>
#include <utility>

namespace roamsync::simulation {

namespace {
/// No machine has so much to do in one millisecond of a world of any size that the tests use.
constexpr std::uint64_t events_at_once_max = 2'000'000;
constexpr std::uint64_t events_max = 200'000'000;
/// A night may outlive its window by what was begun; by no more than this.
constexpr duration overtime_max = std::chrono::hours{2};
} // namespace

simulation::simulation(std::vector<sim_tenant> tenants, const node_options& options, bool keep_log)
    : options_(options), log_(keep_log), world_(time_, std::move(tenants)) {
  for (auto& x : world_.tenants())
    (void)store_.put_tenant(x.settings);
}

void simulation::begin() {
  process_ = std::make_unique<node>(world_, store_, options_, log_);
  process_->start();
  run_ = process_->run();
}

night_end simulation::go_on(time_point until) {
  auto last = time_.now() + options_.window + overtime_max;
  while (!process_->finished()) {
    if (time_.empty())
      return {false,
              "nothing will ever happen again, but the night has not ended:\n" + process_->unfinished()};
    if (time_.next_at() >= until)
      return {false, {}};
    time_.step();
    if (!process_->bites().empty() && !options_.loses)
      return {false, "a watchdog ended what was not lost: " + process_->bites().front()};
    if (time_.done_at_once() > events_at_once_max || time_.done() > events_max)
      return {false, "a busy loop:\n" + process_->unfinished()};
    if (time_.now() > last)
      return {false, "the night has not ended in time:\n" + process_->unfinished()};
  }
  return {true, {}};
}

night_end simulation::run_night(const std::vector<duration>& kills, duration pause,
                                const std::function<void()>& killed) {
  auto opened = time_.now();
  begin();
  for (auto kill : kills) {
    auto end = go_on(opened + kill);
    if (end.finished || !end.failure.empty())
      return end;
    time_.skip_to(std::max(time_.now(), opened + kill));
    log_.add(time_.now(), "node", "killed");
    process_.reset();
    world_.caller_died();
    if (killed)
      killed();
    auto up = time_.now() + pause;
    while (!time_.empty() && time_.next_at() <= up)
      time_.step();
    time_.skip_to(up);
    begin();
  }
  return go_on(time_point::max());
}

night_end simulation::run_and_stop(duration after) {
  auto opened = time_.now();
  begin();
  auto end = go_on(opened + after);
  if (end.finished || !end.failure.empty())
    return end;
  log_.add(time_.now(), "node", "stopped");
  process_->stop();
  return go_on(time_point::max());
}

status simulation::tune(const tune_request& what) {
  const auto now = first_opening() + time_.now().time_since_epoch();
  live_base base;
  base.limits.lanes = options_.allowed.lanes;
  auto plan = plan_tuning(what,
                          {.base = std::move(base),
                           .overrides = must(store_.overrides()),
                           .tenants = must(store_.tenants()),
                           .after = now,
                           .opened = first_opening()},
                          {.at = now, .who = "operator"});
  if (!plan)
    return plan.failure();
  auto kept = store_.tune(*plan);
  if (kept && process_)
    process_->look_at_knobs();
  return kept;
}

void simulation::next_day() {
  process_.reset();
  world_.caller_died();
  auto days = std::chrono::floor<std::chrono::days>(time_.now().time_since_epoch()) + std::chrono::days{1};
  auto opens = time_point{std::chrono::duration_cast<duration>(days)};
  while (!time_.empty() && time_.next_at() <= opens)
    time_.step();
  time_.skip_to(opens);
}

std::vector<mailbox_record> simulation::records(std::size_t tenant) {
  return must(store_.records(run_, world_.tenants()[tenant].settings.id));
}

tenant_run simulation::run_of(std::size_t tenant) {
  for (auto& x : must(store_.tenant_runs(run_)))
    if (x.tenant == world_.tenants()[tenant].settings.id)
      return x;
  return {};
}

} // namespace roamsync::simulation
