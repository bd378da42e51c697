#include "actors/app/app.hpp"
#include "actors/app/knob_service.hpp"
#include "actors/app/run.hpp"
#include "actors/app/version.hpp"
#include "console/metrics/handler.hpp"
#include "protocols/net/http_server.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace roamsync::app {

namespace {

constexpr duration look_every{500};

/// What the process has done so far, for the metrics. Written by the main thread, read by the server's.
class tally {
public:
  void add(const actors::run_ended& end, const std::optional<night_view>& view) {
    std::lock_guard hold{mutex_};
    failure_ = end.failure;
    broken_ = end.broken;
    if (!end.failure.empty()) {
      spdlog::error("run {}: {}", end.number, end.failure);
      return;
    }
    ++counters_.nights_finished;
    if (!view)
      return;
    for (std::size_t i = 0; i < view->outcomes.by_kind.size(); ++i)
      counters_.mailboxes.by_kind[i] += view->outcomes.by_kind[i];
    counters_.requests += view->requests;
    counters_.throttled += view->throttled;
  }

  [[nodiscard]] console::metrics_source metrics(const host& engine) const {
    std::lock_guard hold{mutex_};
    return {.version = std::string{version},
            .night = engine.view(),
            .counters = counters_,
            .process = console::read_process_facts(),
            .store_ok = !broken_};
  }

  [[nodiscard]] console::health_reasons health() const {
    std::lock_guard hold{mutex_};
    return failure_.empty() ? console::health_reasons{}
                            : console::health_reasons{"the last run failed: " + failure_};
  }

private:
  mutable std::mutex mutex_;
  console::process_counters counters_;
  std::string failure_;
  bool broken_ = false;
};

} // namespace

exit_code serve(const app& x) {
  auto code = exit_code::done;
  const auto place = be_the_server(x, code);
  if (!place)
    return code;
  auto engine = host::start(x.settings, true);
  if (!engine)
    return fail(x, exit_code::unusable, engine.failure().message);
  net::server_options options;
  options.address = x.settings.serve.address;
  options.port = static_cast<std::uint16_t>(x.settings.serve.port);
  tally counts;
  console::answer_source from{.metrics = [&] { return counts.metrics(**engine); },
                              .health = [&] { return counts.health(); }};
  auto server = net::http_server::create(options, [&from](const net::http_request_in& request) {
    auto answer = console::handle(request.method, request.target, from);
    return wire::http_response{.status = answer.status,
                               .fields = {{"Content-Type", std::move(answer.content_type)}},
                               .body = std::move(answer.body)};
  });
  if (!server)
    return fail(x, exit_code::unusable, server.failure().message);
  spdlog::info("serving: nights open at {} UTC; http://{}:{}/metrics and /healthz", x.settings.night.opens,
               options.address, (*server)->port());
  if (!x.json)
    print("roamsync serves. Nights open at " + x.settings.night.opens + " UTC. http://" + options.address
          + ":" + std::to_string((*server)->port()) + "/metrics, /healthz. Ctrl-C ends it in order.");
  knob_service knobs{x, **engine};
  std::optional<int> signal;
  while (!signal) {
    signal = wait_signal(look_every);
    if (signal && *signal == SIGHUP) {
      knobs.read_file_again();
      signal.reset();
    }
    while (auto end = (*engine)->wait_end(duration{0})) {
      counts.add(*end, (*engine)->view());
      if (end->defect) // Whoever watches the service starts it again; it goes on from what is stored.
        leave_at_once(exit_code::internal);
    }
  }
  spdlog::info("signal {}: ending in order", *signal);
  (*engine)->stop();
  if (!(*engine)->wait_end(std::chrono::duration_cast<duration>(stop_grace))) {
    spdlog::warn("not all that was sent has been answered; the next start goes on from here");
    leave_at_once(exit_code_of(*signal));
  }
  (*server)->stop();
  return exit_code_of(*signal);
}

} // namespace roamsync::app
