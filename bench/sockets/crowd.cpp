#include "bench/sockets/crowd.hpp"

#include "bench/demo/files.hpp"
#include "bench/demo/mock_scenario.hpp"
#include "bench/sockets/mock_counts.hpp"
#include "bench/sockets/process_facts.hpp"
#include "bench/sockets/suites.hpp"
#include "bench/sockets/worlds.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <span>

namespace roamsync::bench {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto patience = 15min;
/// The last groups are planned, the first mailboxes done.
constexpr auto a_while = 10'000ms;

/// Customers given to the mock at a time.
constexpr std::size_t batch = 100;

demo::world made(std::size_t tenants, std::size_t members) {
  auto out = even_world(tenants, members, 3, 1);
  // So long that all connections are open at once, and few mailboxes are done until all groups are read.
  out.answers = {.median_ms = 8'000, .sigma = 0.3, .min_ms = 3'000, .max_ms = 20'000};
  for (auto& x : out.companies)
    x.token_sign_in = false;
  return out;
}

} // namespace

crowd::crowd(std::size_t tenants, std::size_t members, demo::signal_gate& gate)
    : gate_(gate), world_(made(tenants, members)), mailboxes_(world_.mailboxes()),
      mock_(programs_, without_customers(), folder_.path(), gate),
      roamsync_(programs_, world_, settings({.connections = 1}), folder_.path(), gate) {
  mock_.process().pin(mock_core);
  const std::span all{world_.companies};
  for (std::size_t i = 0; i < all.size(); i += batch) {
    const auto some = all.subspan(i, std::min(batch, all.size() - i));
    mock_.tell("tenants", demo::mock_tenants(some));
    for (auto& x : some)
      x.people = {}; // the mock has them now, and a million take their room
  }
  fs::copy_file(store(), folder_.path() / "store.before");
}

crowd_peak crowd::measure(const crowd_night& wanted) {
  for (const auto* end : {"", "-wal", "-shm"})
    fs::remove(store().string() + end);
  fs::copy_file(folder_.path() / "store.before", store());
  roamsync_.configure(world_, settings(wanted));
  const auto tenants = world_.companies.size();
  const auto groups = wanted.at_once > 0 ? std::min<std::size_t>(wanted.at_once, tenants) : tenants;
  const auto before = parse_counts(mock_.counts_text());
  const auto begun = std::chrono::steady_clock::now();
  auto process = roamsync_.begin_night(folder_.path() / "report.json");
  process.pin(measured_core);
  crowd_peak out;
  for (;;) {
    if (const auto signal_number = gate_.wait(1'000ms))
      throw demo::stopped{*signal_number};
    if (process.exit_code())
      throw std::runtime_error("the night ended; see " + (folder_.path() / "night.log").string());
    const auto now = parse_counts(mock_.counts_text());
    const auto lists = now.of_kind("list") - before.of_kind("list");
    out.open = std::max(out.open, now.open);
    out.planned = planned_in(demo::read_file(folder_.path() / "night.log"));
    const auto known = wanted.all_planned ? out.planned : mailboxes_;
    out.waiting = known > lists ? known - lists : 0;
    const auto read = wanted.all_planned ? out.planned >= mailboxes_
                                         : now.of_kind("members") - before.of_kind("members") >= groups;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    out.seconds = took.count();
    if (read && now.open >= wanted.connections)
      break;
    if (took > patience)
      break;
  }
  if (const auto signal_number = gate_.wait(a_while))
    throw demo::stopped{*signal_number};
  out.mb = facts_of(process.pid()).peak_mb;
  process.end(SIGKILL);
  if (out.waiting < wanted.mailboxes || out.open < wanted.connections
      || (wanted.all_planned && out.planned < mailboxes_))
    out.short_of =
        fmt::format("after {:.0f} s, {} mailboxes of {} were planned, {} waited, {} connections were open",
                    out.seconds, out.planned, mailboxes_, out.waiting, out.open);
  return out;
}

demo::world crowd::without_customers() const {
  auto out = world_;
  out.companies.clear();
  return out;
}

demo::run_settings crowd::settings(const crowd_night& x) const {
  // Some more than have to be open, because each is closed now and then.
  const auto connections = x.connections + x.connections / 50;
  return {.https_port = mock_.https_port(),
          .requests = connections,
          .connections = connections,
          .requests_per_second = 100'000,
          .timeout_s = 60,
          .tenants_per_second = x.starts,
          .tenants_at_once = x.at_once,
          .core = measured_core};
}

std::uint64_t planned_in(std::string_view log) {
  constexpr std::string_view mark = " mailboxes, ";
  const auto end = log.rfind(mark);
  if (end == std::string_view::npos)
    return 0;
  log = log.substr(0, end);
  const auto slash = log.rfind('/');
  if (slash == std::string_view::npos)
    return 0;
  std::uint64_t out = 0;
  for (const auto c : log.substr(slash + 1))
    if (std::isdigit(static_cast<unsigned char>(c)) != 0)
      out = 10 * out + static_cast<std::uint64_t>(c - '0');
  return out;
}

} // namespace roamsync::bench
