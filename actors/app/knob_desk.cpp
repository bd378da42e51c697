#include "actors/app/knob_desk.hpp"

#include "actors/app/user_name.hpp"
#include "actors/app/wall_clock.hpp"
#include "actors/support/window.hpp"
#include "protocols/net/local_call.hpp"

#include <boost/json.hpp>

#include <utility>

namespace roamsync::app {

namespace {

constexpr duration patience{15'000};

live_base base_of(const config& x) {
  return {x.limits, x.night};
}

turned_knobs turned_there(const wire::http_response& answer) {
  if (answer.status != 200)
    return {.code = answer.status == 400 ? exit_code::bad_input : exit_code::unusable,
            .problem = problems_in(answer.body)};
  auto what = console::parse_knobs(answer.body);
  if (!what)
    return {.code = exit_code::unusable, .problem = what.failure().message};
  return {.what = std::move(*what), .told = true};
}

} // namespace

std::string problems_in(const std::string& body) {
  boost::system::error_code ec;
  const auto read = boost::json::parse(body, ec);
  const auto* object = ec ? nullptr : read.if_object();
  const auto* all = object != nullptr ? object->if_contains("problems") : nullptr;
  std::string text;
  if (all != nullptr && all->is_array())
    for (const auto& x : all->get_array())
      if (const auto* line = x.if_string())
        text += (text.empty() ? "" : "\n") + std::string{*line};
  return text.empty() ? "the process at the other end gives no reason" : text;
}

knob_desk::knob_desk(const config& settings, store& where)
    : base_(base_of(settings)), window_(actors::window_of(settings)), where_(where) {}

void knob_desk::set_base(const config& settings) {
  base_ = base_of(settings);
  window_ = actors::window_of(settings);
}

result<tune_state> knob_desk::state(utc_time after, utc_time opened) {
  auto overrides = where_.overrides();
  if (!overrides)
    return overrides.failure();
  return tune_state{
      .base = base_, .overrides = std::move(*overrides), .tenants = {}, .after = after, .opened = opened};
}

result<console::knob_answer> knob_desk::show(utc_time now) {
  auto known = state(now, now);
  if (!known)
    return known.failure();
  auto tenants = where_.tenants();
  if (!tenants)
    return tenants.failure();
  known->tenants = std::move(*tenants);
  return console::knob_answer{.knobs = knob_rows(*known, now), .changes = {}};
}

console::tuning_end knob_desk::turn(const console::asked_tuning& x, const std::string& who,
                                    std::optional<utc_time> run_opened, utc_time now) {
  if (const auto open = window_at(window_, now); open && !run_opened)
    run_opened = open->opens;
  const auto next = next_window(window_, now).opens;
  auto known = state(run_opened ? now : next, run_opened.value_or(next));
  if (!known)
    return known.failure();
  const auto ids = tenants_of(x.what);
  if (!ids)
    return console::tuning_refused{ids.failure()};
  for (const auto& id : *ids) {
    auto tenant = where_.tenant(id);
    if (!tenant)
      return tenant.failure();
    if (*tenant)
      known->tenants.push_back(std::move(**tenant));
  }
  auto plan = plan_tuning(x.what, *known, {.at = now, .who = who, .way = x.way});
  if (!plan)
    return console::tuning_refused{plan.failure()};
  if (auto kept = where_.tune(*plan); !kept)
    return kept.failure();
  auto all = show(now);
  if (!all)
    return all.failure();
  all->changes = std::move(plan->changes);
  return std::move(*all);
}

result<window_rule> window_now(const app& x, store& where) {
  auto overrides = where.overrides();
  if (!overrides)
    return overrides.failure();
  auto rule = actors::window_of(x.settings);
  for (const auto& row : *overrides)
    if (row.knob == closes_knob)
      rule.closes = parse_instant(row.value);
  return rule;
}

status check_not_paused(store& where, const std::string& tenant) {
  auto overrides = where.overrides();
  if (!overrides)
    return overrides.failure();
  for (const auto& row : *overrides)
    if (row.knob == paused_knob(tenant) && row.value == "true")
      return error{"tenant " + tenant + " is paused, by " + row.who + "; go on with: roamsync tune --reset "
                   + row.knob};
  return success();
}

result<console::knob_answer> read_knobs(const app& x, store& where) {
  auto answer = net::local_call(socket_path(x.settings), {.method = "GET", .target = "/v1/tune"}, patience);
  if (!answer)
    return answer.failure();
  if (!*answer)
    return knob_desk{x.settings, where}.show(now_utc());
  if ((*answer)->status != 200)
    return error{problems_in((*answer)->body)};
  return console::parse_knobs((*answer)->body);
}

turned_knobs turn_knobs(const app& x, store& where, tune_request what) {
  const console::asked_tuning asked{std::move(what), tune_way::tune};
  wire::http_request request{.method = "POST",
                             .target = "/v1/tune",
                             .fields = {{"Content-Type", "application/json"}},
                             .body = console::tuning_json(asked)};
  auto answer = net::local_call(socket_path(x.settings), request, patience);
  if (!answer)
    return {.code = exit_code::unusable, .problem = answer.failure().message};
  if (*answer)
    return turned_there(**answer);
  knob_desk desk{x.settings, where};
  auto end = desk.turn(asked, user_name(), std::nullopt, now_utc());
  if (auto* refused = std::get_if<console::tuning_refused>(&end))
    return {.code = exit_code::bad_input, .problem = std::move(refused->why.message)};
  if (auto* failed = std::get_if<error>(&end))
    return {.code = exit_code::unusable, .problem = std::move(failed->message)};
  return {.what = std::move(std::get<console::knob_answer>(end))};
}

} // namespace roamsync::app
