#include "bench/demo/files.hpp"
#include "bench/demo/lab.hpp"
#include "bench/demo/mock_scenario.hpp"
#include "bench/sockets/folder.hpp"
#include "bench/sockets/mock_counts.hpp"
#include "bench/sockets/process_facts.hpp"
#include "bench/sockets/suites.hpp"
#include "bench/sockets/worlds.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <span>
#include <utility>

namespace roamsync::bench {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Connections for a tenant: 4,000 for 10,000.
constexpr double connections_share = 0.4;
constexpr double goal_mb = 400;
/// Some mailboxes are begun while the last groups are still being read: more than the million that has to wait.
constexpr double spare = 1.05;
constexpr auto patience = std::chrono::minutes{5};

/// Customers given to the mock at a time.
constexpr std::size_t batch = 100;

struct peak {
  double mb = 0;
  std::uint64_t open = 0;    ///< TLS connections at once
  std::uint64_t waiting = 0; ///< mailboxes that nothing was asked of yet
};

/// The mock with all customers, and roamsync with them in its store.
class crowd {
public:
  crowd(std::size_t tenants, std::size_t members, demo::signal_gate& gate)
      : gate_(gate), world_(made(tenants, members)),
        mock_(programs_, without_customers(), folder_.path(), gate),
        roamsync_(programs_, world_, settings(1, 0), folder_.path(), gate) {
    mock_.process().pin(mock_core);
    const std::span all{world_.companies};
    for (std::size_t i = 0; i < all.size(); i += batch)
      mock_.tell("tenants", demo::mock_tenants(all.subspan(i, std::min(batch, all.size() - i))));
    fs::copy_file(store(), folder_.path() / "store.before");
  }

  /// Begins a first night with so many tenants at once (0: all), until their groups have been read and all connections
  /// are open, and a while longer.
  peak measure(unsigned connections, unsigned tenants_at_once) {
    for (const auto* end : {"", "-wal", "-shm"})
      fs::remove(store().string() + end);
    fs::copy_file(folder_.path() / "store.before", store());
    // Some more than have to be open, because each is closed now and then.
    roamsync_.configure(world_, settings(connections + connections / 50, tenants_at_once));
    const auto begun = tenants_at_once > 0 ? tenants_at_once : world_.companies.size();
    const auto before = parse_counts(mock_.counts_text());
    auto process = roamsync_.begin_night(folder_.path() / "report.json");
    process.pin(measured_core);
    peak out;
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
      if (const auto signal_number = gate_.wait(1'000ms))
        throw demo::stopped{*signal_number};
      if (process.exit_code() || std::chrono::steady_clock::now() > deadline)
        throw std::runtime_error("the night did not get all groups read and all connections open; see "
                                 + (folder_.path() / "night.log").string());
      const auto now = parse_counts(mock_.counts_text());
      out.open = std::max(out.open, now.open);
      if (now.of_kind("members") - before.of_kind("members") < begun || now.open < connections)
        continue;
      out.waiting = world_.mailboxes() - (now.of_kind("list") - before.of_kind("list"));
      break;
    }
    (void)gate_.wait(5'000ms); // the last groups are planned, the first mailboxes done
    out.mb = facts_of(process.pid()).peak_mb;
    process.end(SIGKILL);
    return out;
  }

private:
  static demo::world made(std::size_t tenants, std::size_t members) {
    auto out = even_world(tenants, members, 3, 1);
    // So long that all connections are open at once, and few mailboxes are done until all groups are read.
    out.answers = {.median_ms = 2'000, .sigma = 0.3, .min_ms = 500, .max_ms = 6'000};
    for (auto& x : out.companies)
      x.token_sign_in = false;
    return out;
  }
  [[nodiscard]] demo::world without_customers() const {
    auto out = world_;
    out.companies.clear();
    return out;
  }
  [[nodiscard]] demo::run_settings settings(unsigned connections, unsigned tenants_at_once) const {
    return {.https_port = mock_.https_port(),
            .requests = connections,
            .connections = connections,
            .requests_per_second = 100'000,
            .timeout_s = 60,
            .tenants_per_second = 1'000,
            .tenants_at_once = tenants_at_once,
            .core = measured_core};
  }
  [[nodiscard]] fs::path store() const { return folder_.path() / "roamsync.db"; }

  demo::signal_gate& gate_;
  demo::programs programs_ = demo::find_programs();
  scratch_folder folder_;
  demo::world world_;
  demo::mock_exchange_process mock_;
  demo::roamsync_program roamsync_;
};

} // namespace

std::vector<cell> cells_of_memory(const socket_order& order, demo::signal_gate& gate) {
  const auto tenants = order.tenants > 0 ? order.tenants : 10'000;
  const auto mailboxes = order.mailboxes > 0 ? order.mailboxes : 1'000'000;
  const auto connections = static_cast<unsigned>(connections_share * static_cast<double>(tenants));
  // With three lanes each, half as many tenants again as it takes to keep all connections busy.
  const auto at_once = connections / 2;
  auto out = blank_cell(order, "memory with all mailboxes waiting", {.median = goal_mb, .worst = goal_mb},
                        "MB at most");
  bad_policy all_at_once{"all tenants at once", {}, std::nullopt};
  const auto members = static_cast<std::size_t>(static_cast<double>(mailboxes) * spare) / tenants;
  crowd all{tenants, members, gate};
  for (const auto seed : order.seeds) {
    const auto ours = all.measure(connections, at_once);
    out.values.push_back(ours.mb);
    all_at_once.values.push_back(all.measure(connections, 0).mb);
    if (ours.waiting < mailboxes || ours.open < connections)
      out.doubts.push_back(fmt::format("repeat {}: only {} mailboxes waited, {} connections were open", seed,
                                       ours.waiting, ours.open));
    out.notes.push_back(fmt::format("Repeat {}: {} mailboxes of {} tenants waited, {} TLS connections open.",
                                    seed, ours.waiting, tenants, ours.open));
  }
  if (!order.figures.empty()) {
    constexpr double megabyte = 1 << 20;
    demo::write_file(order.figures, boost::json::serialize(boost::json::object{
                                        {"mailboxes", tenants * members},
                                        {"connections", connections},
                                        {"tenants_at_once", at_once},
                                        {"peak_bytes", median_of(out.values) * megabyte},
                                        {"all_at_once_bytes", median_of(all_at_once.values) * megabyte}})
                                        + "\n");
  }
  out.notes.emplace_back("The same world each time: the seeds count repeats.");
  out.bad.push_back(std::move(all_at_once));
  return {std::move(out)};
}

} // namespace roamsync::bench
