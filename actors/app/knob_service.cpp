#include "actors/app/knob_service.hpp"

#include "actors/app/settings.hpp"
#include "actors/app/user_name.hpp"
#include "actors/app/wall_clock.hpp"
#include "protocols/db/lock_file.hpp"
#include "protocols/db/sqlite_store.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace roamsync::app {

namespace {

constexpr std::size_t connections_max = 16;
constexpr std::size_t body_bytes_max = 65'536;

/// One log line for each line of a message.
void log_lines(const std::string& head, const std::string& text) {
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find('\n', from), text.size());
    spdlog::error("{}: {}", head, text.substr(from, end - from));
    from = end + 1;
  }
}

} // namespace

knob_service::knob_service(const app& x, host& engine) : app_(x), engine_(engine), file_(x.settings) {
  auto opened = db::sqlite_store::open(x.settings.store.path);
  if (!opened) {
    spdlog::warn("limits cannot be changed while this process runs: {}", opened.failure().message);
    return;
  }
  where_ = std::move(*opened);
  desk_ = std::make_unique<knob_desk>(x.settings, *where_);
  if (auto done = open_socket(); !done)
    spdlog::warn(
        "{}. This process has no socket of its own: what roamsync tune changes holds here soon after",
        done.failure().message);
}

status knob_service::open_socket() {
  // One process at a time looks whether somebody listens there.
  auto guard = db::lock_file::open(app_.settings.store.path);
  if (!guard)
    return guard.failure();
  if (auto mine = guard->lock(db::lock_place::opening, true); !mine)
    return mine.failure();
  net::server_options options;
  options.local_path = socket_path(app_.settings);
  options.connections_max = connections_max;
  options.limits.body_bytes_max = body_bytes_max;
  auto server = net::http_server::create(
      options, [this](const net::http_request_in& request) { return answer(request); });
  if (!server)
    return server.failure();
  server_ = std::move(*server);
  spdlog::info("limits can be changed by roamsync tune, on the socket {}", options.local_path);
  return success();
}

wire::http_response knob_service::answer(const net::http_request_in& request) {
  const std::lock_guard hold{mutex_};
  auto said = console::handle_admin(
      request.method, request.target, request.body,
      {.knobs = [this] { return desk_->show(now_utc()); },
       .tune = [&](const console::asked_tuning& x) { return turn(x, request); },
       .changes = [this](std::size_t most) { return where_->changes(0, most); },
       .night = [this] { return shown_night(); },
       .tenants =
           [this](const console::tenant_query& x) { return console::page_of(*engine_.tenants(), x); }});
  return {.status = said.status,
          .fields = {{"Content-Type", std::move(said.content_type)}},
          .body = std::move(said.body)};
}

std::optional<night_view> knob_service::shown_night() const {
  auto view = engine_.view();
  const auto net = engine_.network();
  if (view)
    view->node_in_flight = net.in_flight - std::min(net.waiting, net.in_flight);
  return view;
}

console::tuning_end knob_service::turn(const console::asked_tuning& x, const net::http_request_in& from) {
  const auto view = engine_.view();
  const auto who = from.user ? user_name(*from.user) : std::string{"unknown"};
  auto end =
      desk_->turn(x, who, view && view->active ? std::optional{view->run.opened} : std::nullopt, now_utc());
  if (const auto* done = std::get_if<console::knob_answer>(&end)) {
    engine_.look_at_knobs();
    for (const auto& change : done->changes)
      spdlog::info("{} by {}: {} -> {}", change.knob, who, change.before, change.after);
  }
  return end;
}

void knob_service::read_file_again() {
  auto read = load_settings(app_.config_file);
  if (!read)
    return log_lines("SIGHUP: the configuration has errors, and nothing is changed", read.failure().message);
  const std::lock_guard hold{mutex_};
  const auto changes = file_changes({file_.limits, file_.night}, {read->limits, read->night},
                                    {.at = now_utc(), .who = "file", .way = tune_way::file});
  say_what_stays(*read);
  if (changes.empty()) {
    spdlog::info("SIGHUP: the configuration says the same of the limits");
    return;
  }
  if (!where_)
    return spdlog::error("SIGHUP: nothing is changed, because the change cannot be written down");
  if (auto kept = where_->tune({.put = {}, .removed = {}, .tenants = {}, .changes = changes}); !kept)
    return spdlog::error("SIGHUP: nothing is changed: {}", kept.failure().message);
  for (const auto& x : changes)
    spdlog::info("SIGHUP: {}: {} -> {}", x.knob, x.before, x.after);
  engine_.take_knobs(*read);
  desk_->set_base(*read);
  file_ = std::move(*read);
  if (auto overrides = where_->overrides())
    for (const auto& row : *overrides)
      for (const auto& x : changes)
        if (row.knob == x.knob)
          spdlog::warn("SIGHUP: {} stays {}, set by {}", row.knob, row.value, row.who);
}

void knob_service::say_what_stays(const config& read) {
  for (const auto& name : needing_restart(app_.settings, read))
    spdlog::warn("SIGHUP: {} differs, and needs a restart", name);
}

} // namespace roamsync::app
