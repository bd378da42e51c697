#include "bench/demo/judge.hpp"
#include "bench/demo/lab.hpp"
#include "bench/demo/night_bound.hpp"
#include "bench/sockets/folder.hpp"
#include "bench/sockets/suites.hpp"
#include "bench/sockets/worlds.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <span>
#include <utility>

namespace roamsync::bench {

namespace {

/// Of one mailbox in its first night, read-backs included.
constexpr double first_night_requests = 5.1;

struct played_night {
  double ratio = 0;
  lower_bound bound;
  double requests_per_mailbox = 0;
  std::ptrdiff_t breaches = 0; ///< requests beyond a limit; they freeze their tenant, which costs our time
  std::vector<std::string> doubts;
};

/// From the arrival of the first request to the end of the last answer, by the mock's clock. Seconds.
double length_of(std::span<const demo::ledger_line> lines) {
  if (lines.empty())
    return 0;
  double first = lines.front().t;
  double last = 0;
  for (const auto& x : lines) {
    first = std::min(first, x.t);
    last = std::max(last, x.t + x.ms / 1000);
  }
  return last - first;
}

played_night play(const demo::world& x, demo::run_settings how, demo::signal_gate& gate) {
  const scratch_folder folder;
  const auto programs = demo::find_programs();
  demo::mock_exchange_process mock{programs, x, folder.path(), gate};
  mock.process().pin(mock_core);
  how.https_port = mock.https_port();
  demo::roamsync_program roamsync{programs, x, how, folder.path(), gate};
  const auto said = roamsync.night(folder.path() / "report.json", true);
  const auto lines = demo::parse_ledger(mock.ledger(0));

  played_night out;
  out.bound = demo::night_bound(x, lines, how.requests);
  out.ratio = length_of(lines) / out.bound.seconds;
  double requests = 0;
  for (const auto& load : demo::loads_of(x, lines))
    requests += load.work.requests;
  out.requests_per_mailbox = requests / static_cast<double>(x.mailboxes());
  out.breaches = std::ranges::count_if(lines, [](const auto& line) { return !line.breach.empty(); });
  for (const auto& finding : demo::judge_first_night(x, said, lines, demo::parse_truth(mock.truth_text())))
    if (!finding.good && finding.what != demo::limits_kept)
      out.doubts.push_back(
          fmt::format("not so: {}{}", finding.what,
                      finding.examples.empty() ? "" : " (" + finding.examples.front() + ")"));
  if (out.ratio < 1)
    out.doubts.push_back("a night ended before its lower bound: the bound or the mock's limits are wrong");
  return out;
}

cell night_cell(const socket_order& order, double zipf, double ratio, demo::signal_gate& gate) {
  const zipf_size size{.tenants = order.tenants > 0 ? order.tenants : 80,
                       .mailboxes = order.mailboxes > 0 ? order.mailboxes : 4'500,
                       .zipf = zipf,
                       .seconds = order.seconds > 0 ? order.seconds : 30,
                       .requests = first_night_requests};
  auto out = blank_cell(order, fmt::format("Zipf {}, ratio {}, over sockets", zipf, ratio),
                        {.median = 1.05, .worst = std::nullopt}, "times the bound");
  out.base = 1;
  bad_policy few{fmt::format("{} tenants at a time", size.tenants / 2), {}, std::nullopt};
  for (const auto seed : order.seeds) {
    const auto x = zipf_world(size, seed);
    const demo::run_settings how{.fixed = true,
                                 .requests = places_for(x, size, ratio),
                                 .tenants_per_second = 1'000,
                                 .core = measured_core};
    auto fewer = how;
    fewer.tenants_at_once = static_cast<unsigned>(size.tenants / 2);
    const auto take = [&](const demo::run_settings& what, std::vector<double>& values) {
      const auto night = play(x, what, gate);
      values.push_back(night.ratio);
      for (const auto& doubt : night.doubts)
        out.doubts.push_back(fmt::format("seed {}: {}", seed, doubt));
      return night;
    };
    const auto ours = take(how, out.values);
    take(fewer, few.values);
    out.notes.push_back(fmt::format(
        "Seed {}: {} places, bound {:.1f} s by {}{}, {:.2f} requests a mailbox, {} beyond limits.", seed,
        how.requests, ours.bound.seconds, to_string(ours.bound.binds),
        ours.bound.tenant.empty() ? "" : " of one tenant", ours.requests_per_mailbox, ours.breaches));
  }
  out.bad.push_back(std::move(few));
  return out;
}

} // namespace

std::vector<cell> cells_of_nights(const socket_order& order, demo::signal_gate& gate) {
  std::vector<cell> out;
  for (const auto zipf : {0.5, 1.0})
    out.push_back(night_cell(order, zipf, 1.0, gate));
  return out;
}

} // namespace roamsync::bench
