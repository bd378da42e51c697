#include "actors/app/run.hpp"

#include "actors/app/knob_service.hpp"
#include "actors/app/logging.hpp"
#include "actors/app/wall_clock.hpp"
#include "console/live/live_view.hpp"
#include "console/live/terminal.hpp"
#include "engine/schedule/window.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <csignal>
#include <iostream>
#include <optional>
#include <unistd.h>
#include <utility>

namespace roamsync::app {

namespace {

constexpr duration frame{200};

/// Shows a run while it lasts, in the way that fits standard output.
class screen {
public:
  screen(const app& x, bool plain) : options_(x.text) {
    if (!x.json && !plain && console::is_live_terminal(STDOUT_FILENO))
      live_.emplace(STDOUT_FILENO);
    out_ = x.json ? STDERR_FILENO : STDOUT_FILENO;
  }

  void show(const night_view& view, bool last) {
    history_.add(view);
    if (live_) {
      auto size = console::size_of_terminal(STDOUT_FILENO);
      options_.width = size.columns;
      live_->show(console::render_live(view, history_, options_, size.rows > 1 ? size.rows - 1 : 1));
    } else if (pace_.due(view) || last) {
      console::write_all(out_, console::render_plain_line(view, history_, options_) + "\n");
    }
  }

private:
  console::text_options options_;
  console::live_history history_;
  console::plain_pace pace_;
  std::optional<console::live_screen> live_;
  int out_ = STDOUT_FILENO;
};

} // namespace

std::unique_ptr<host> start_engine(const app& x, exit_code& code) {
  auto engine = host::start(x.settings);
  if (engine)
    return std::move(*engine);
  code = fail(x, exit_code::unusable, engine.failure().message);
  return nullptr;
}

exit_code fail_run(const app& x, const actors::run_ended& end) {
  return fail(x,
              end.locked   ? exit_code::already_running
              : end.defect ? exit_code::internal
                           : exit_code::unusable,
              end.failure);
}

followed_run follow(const app& x, host& engine, actors::run_order order, bool plain) {
  followed_run out;
  screen picture{x, plain};
  std::optional<std::chrono::steady_clock::time_point> deadline;
  knob_service knobs{x, engine};
  engine.order(std::move(order));
  for (;;) {
    auto end = engine.wait_end(duration{0});
    if (auto view = engine.view())
      picture.show(*view, end.has_value());
    if (end) {
      out.end = std::move(*end);
      return out;
    }
    if (deadline && std::chrono::steady_clock::now() > *deadline) {
      auto view = engine.view();
      out.cut_off = true;
      out.end = {.number = view ? view->run.number : 0,
                 .failure =
                     "stopped before all that was sent had been answered; the next start goes on from here"};
      return out;
    }
    auto signal = wait_signal(frame);
    if (signal && *signal == SIGHUP) {
      knobs.read_file_again();
    } else if (signal) {
      out.signal = signal;
      if (!deadline) {
        spdlog::info("signal {}: nothing more is sent, and what was sent is waited for", *signal);
        deadline = std::chrono::steady_clock::now() + stop_grace;
        engine.stop();
      }
    }
  }
}

actors::run_order push_order(const std::string& tenant, const std::string& address) {
  auto now = now_utc();
  return {.what = {.kind = run_kind::push,
                   .date = utc_date{std::chrono::floor<std::chrono::days>(now)},
                   .opened = now,
                   .closes = now + std::chrono::hours{24},
                   .again = true,
                   .fresh = true},
          .tenants = {tenant},
          .address = address};
}

} // namespace roamsync::app
