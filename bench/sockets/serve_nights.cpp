#include "bench/demo/files.hpp"
#include "bench/demo/http_get.hpp"
#include "bench/demo/lab.hpp"
#include "bench/sockets/folder.hpp"
#include "bench/sockets/process_facts.hpp"
#include "bench/sockets/shift.hpp"
#include "bench/sockets/suites.hpp"
#include "bench/sockets/worlds.hpp"

#include <algorithm>
#include <csignal>
#include <ctime>
#include <fmt/format.h>
#include <memory>
#include <stdexcept>
#include <utility>

namespace roamsync::bench {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t day_s = 86'400;
constexpr std::int64_t hour_s = 3'600;
/// The night that later ones are compared with: the first two fill caches.
constexpr std::size_t settled_night = 3;
/// What a program that is broken on purpose loses each night.
constexpr std::int64_t planted_leak_bytes = 256 * 1024;
constexpr auto patience = 120s;
/// Between nights. An actor that waits is kept by CAF's clock for up to 5 s after its end.
constexpr auto rest = 6s;
constexpr unsigned requests_per_second = 100'000; // more than anything here makes

/// `roamsync serve` for many nights, whose clock is set to the next day as soon as a night has ended.
class long_service {
public:
  long_service(const demo::world& x, std::int64_t leak_bytes, demo::signal_gate& gate)
      : world_(x), gate_(gate), mock_(programs_, x, folder_.path(), gate),
        roamsync_(programs_, x, settings(requests_per_second), folder_.path(), gate),
        clock_(folder_.path() / "shift"), serve_(begin(leak_bytes)) {
    serve_.pin(measured_core);
    mock_.process().pin(mock_core);
  }

  /// Waits for the end of the night under way; says what the process holds then, and held at most meanwhile.
  process_facts end_of_night() {
    wait_for_night(++night_);
    const auto out = facts_of(serve_.pid());
    forget_peak(serve_.pid());
    return out;
  }

  /// The next night opens.
  void next_day() {
    clock_.step(day_s);
    // It looks at the clock at once when a setting has changed, else once a minute.
    roamsync_.configure(world_, settings(requests_per_second - night_));
    ::kill(serve_.pid(), SIGHUP);
  }

private:
  demo::child begin(std::int64_t leak_bytes) {
    // At two o'clock, far from midnight.
    const auto now = static_cast<std::int64_t>(std::time(nullptr));
    clock_.step(day_s - now % day_s + 2 * hour_s);
    clock_.lose_with_each_step(leak_bytes);
    return roamsync_.serve();
  }

  [[nodiscard]] demo::run_settings settings(unsigned rate) const {
    return {.https_port = mock_.https_port(),
            .fixed = true,
            .requests_per_second = rate,
            .tenants_per_second = 1'000,
            .long_window = true,
            .core = measured_core};
  }

  void wait_for_night(unsigned number) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (nights_finished() < number) {
      if (const auto signal_number = gate_.wait(20ms))
        throw demo::stopped{*signal_number};
      if (serve_.exit_code() || std::chrono::steady_clock::now() > deadline)
        throw std::runtime_error(
            fmt::format("night {} did not end. Its log ends with:\n{}", number, end_of_log()));
    }
  }

  std::size_t nights_finished() {
    constexpr std::string_view name = "\nroamsync_nights_finished_total ";
    if (std::error_code none;
        port_ == 0 && std::filesystem::file_size(folder_.path() / "serve.log", none) > 0 && !none)
      port_ = port_in(demo::read_file(folder_.path() / "serve.log"));
    if (port_ == 0)
      return 0;
    const auto text = demo::http_get(port_, "/metrics");
    const auto at = text.find(name);
    return at == std::string::npos ? 0 : std::stoul(text.substr(at + name.size()));
  }

  /// Of what it logged and said; the files go with this object.
  [[nodiscard]] std::string end_of_log() const {
    constexpr std::size_t shown_bytes_max = 2'000;
    std::string out;
    for (const auto* name : {"roamsync.log", "serve.log"})
      if (const auto file = folder_.path() / name; std::filesystem::exists(file)) {
        const auto text = demo::read_file(file);
        out += text.substr(text.size() - std::min(text.size(), shown_bytes_max));
      }
    return out;
  }

  static std::uint16_t port_in(const std::string& said) {
    constexpr std::string_view before = "http://127.0.0.1:";
    const auto at = said.find(before);
    const auto complete = at != std::string::npos && said.find('/', at + before.size()) != std::string::npos;
    return complete ? static_cast<std::uint16_t>(std::stoul(said.substr(at + before.size()))) : 0;
  }

  const demo::world& world_;
  demo::signal_gate& gate_;
  demo::programs programs_ = demo::find_programs();
  scratch_folder folder_;
  demo::mock_exchange_process mock_;
  demo::roamsync_program roamsync_;
  moved_clock clock_;
  demo::child serve_;
  std::uint16_t port_ = 0;
  unsigned night_ = 0;
};

} // namespace

std::vector<cell> cells_of_long_service(const socket_order& order, demo::signal_gate& gate) {
  const auto nights = order.nights > 0 ? order.nights : 30;
  auto memory =
      blank_cell(order, fmt::format("memory of night {}", nights), {.median = 1.01, .worst = std::nullopt},
                 fmt::format("times night {}", settled_night));
  auto descriptors =
      blank_cell(order, fmt::format("descriptors after night {}", nights), {.median = 0, .worst = 0},
                 fmt::format("more than after night {}", settled_night));
  memory.bad.push_back({"a planted leak of 256 KB a night", {}, std::nullopt});
  descriptors.bad.push_back({"a planted leak of one a night", {}, std::nullopt});
  const auto tenants = order.tenants > 0 ? order.tenants : 40;
  const auto mailboxes = order.mailboxes > 0 ? order.mailboxes : 2'000;
  // All at the same time: memory does not depend on who else runs.
  struct pair {
    demo::world x;
    std::unique_ptr<long_service> ours;
    std::unique_ptr<long_service> leaks;
    std::vector<process_facts> seen;
    std::vector<process_facts> seen_leaking;
  };
  std::vector<std::unique_ptr<pair>> all;
  for (const auto seed : order.seeds) {
    auto& next = *all.emplace_back(std::make_unique<pair>());
    next.x = even_world(tenants, mailboxes / tenants, 3, seed);
    next.ours = std::make_unique<long_service>(next.x, 0, gate);
    next.leaks = std::make_unique<long_service>(next.x, planted_leak_bytes, gate);
  }
  for (std::size_t night = 1; night <= nights; ++night) {
    for (const auto& each : all) {
      each->seen.push_back(each->ours->end_of_night());
      each->seen_leaking.push_back(each->leaks->end_of_night());
    }
    if (const auto signal_number = gate.wait(rest))
      throw demo::stopped{*signal_number};
    for (const auto& each : all) {
      each->ours->next_day();
      each->leaks->next_day();
    }
  }
  const auto judge = [](const std::vector<process_facts>& seen, std::vector<double>& growth,
                        std::vector<double>& left_open) {
    const auto& before = seen.at(settled_night - 1);
    growth.push_back(seen.back().peak_mb / before.peak_mb);
    left_open.push_back(static_cast<double>(seen.back().descriptors)
                        - static_cast<double>(before.descriptors));
  };
  for (const auto& each : all) {
    judge(each->seen, memory.values, descriptors.values);
    judge(each->seen_leaking, memory.bad.front().values, descriptors.bad.front().values);
    const auto& before = each->seen.at(settled_night - 1);
    const auto& last = each->seen.back();
    memory.notes.push_back(
        fmt::format("Seed {}: {:.1f} MB in night 1, {:.1f} in night {}, {:.1f} in night {}.", each->x.seed,
                    each->seen.front().peak_mb, before.peak_mb, settled_night, last.peak_mb, nights));
    descriptors.notes.push_back(fmt::format("Seed {}: {} after night {}, {} after night {}.", each->x.seed,
                                            before.descriptors, settled_night, last.descriptors, nights));
  }
  return {std::move(memory), std::move(descriptors)};
}

} // namespace roamsync::bench
