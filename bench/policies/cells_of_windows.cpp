#include "bench/policies/cells.hpp"
#include "bench/policies/window_worlds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace roamsync::bench {

namespace {

constexpr std::array kinds{short_of::places, short_of::limits, short_of::both};
/// Nights of a thousand that a seed stands for.
constexpr std::size_t feasible_nights = 1'000;

double seconds(duration x) {
  return std::chrono::duration<double>(x).count();
}

double seconds(time_point x) {
  return seconds(x - time_point{});
}

/// To each mailbox what its tenant's take in the mean.
void level(std::vector<mailbox_need>& mailboxes) {
  mailbox_need all;
  for (const auto& x : mailboxes) {
    all.requests += x.requests;
    all.seconds += x.seconds;
  }
  const auto count = static_cast<double>(mailboxes.size());
  std::fill(mailboxes.begin(), mailboxes.end(), mailbox_need{all.requests / count, all.seconds / count});
}

enum class foresight : std::uint8_t { of_each_mailbox, of_each_tenant };

std::uint64_t most_that_fits(const window_world& x, foresight known) {
  const auto lanes = x.node.allowed.allowed.lanes;
  auto tenants = mailboxes_of(x.tenants, x.node);
  if (known == foresight::of_each_tenant)
    for (auto& of : tenants)
      level(of.mailboxes);
  return most_mailboxes(tenants, {.connections = lanes >= 100'000 ? 0.0 : static_cast<double>(lanes)},
                        seconds(x.node.window));
}

struct tally {
  std::uint64_t in_window = 0;
  std::uint64_t ended = 0; ///< well or not
  std::uint64_t failed = 0;
  std::uint64_t deferred = 0;
  std::uint64_t begun_late = 0;
};

tally tally_of(const simulated_run& run) {
  tally out;
  for (const auto& x : run.tenants) {
    out.in_window += x.done_in_window;
    out.ended += x.done + x.failed;
    out.failed += x.failed;
    out.deferred += x.deferred;
    out.begun_late += x.begun_late;
  }
  return out;
}

std::uint64_t mailboxes_of_all(const window_world& x) {
  std::uint64_t out = 0;
  for (const auto& of : x.tenants)
    out += of.mailboxes;
  return out;
}

/// The largest error of a figure from a tenth of the work on, as a share of `truth`.
template <class Figure>
double worst_error(const simulated_run& run, double truth, Figure figure) {
  double worst = 0;
  for (const auto& x : run.looks)
    if (x.done >= 0.1 && x.seen.ends)
      worst = std::max(worst, std::abs(figure(x) - truth) / truth);
  return worst;
}

/// The error where that share of the work is done.
double error_at(const simulated_run& run, double share, double truth) {
  for (const auto& x : run.looks)
    if (x.done >= share && x.seen.ends)
      return std::abs(seconds(x.seen.ends->likely) - truth) / truth;
  return 0;
}

double likely_end(const simulated_look& x) {
  return seconds(x.seen.ends->likely);
}

double naive_end(const simulated_look& x) {
  return seconds(x.at) / x.done;
}

struct night_cells {
  cell share;
  cell begun_late;
  cell exact;
  cell end;
  cell left;
};

void add_short_night(const bench_order& order, short_of what, std::vector<cell>& out) {
  const auto name = std::string{to_string(what)};
  night_cells x{
      .share = blank_cell(order, name + ", most ended", {.is = side::at_least, .median = 0.98},
                          "of the most that fits"),
      .begun_late = blank_cell(order, name + ", begun late", {.median = 0, .worst = 0}, "mailboxes"),
      .exact = blank_cell(order, name + ", deferred exactly", {.median = 0, .worst = 0},
                          "mailboxes too many or too few"),
      .end = blank_cell(order, name + ", forecast", {.median = 0.05, .worst = 0.05},
                        "off at its worst, from a tenth of the work on"),
      .left = blank_cell(order, name + ", how many will not fit", {.median = 0.05, .worst = 0.05},
                         "of all mailboxes off at its worst, from a tenth of the work on"),
  };
  x.end.shows = x.left.shows = console::chart::quantity::share;
  bad_policy fifo{"tenant by tenant", {}, std::nullopt};
  bad_policy longest{"longest first", {}, std::nullopt};
  rival as_if{"as if all could be done", {}};
  rival round_robin{"round robin", {}};
  bad_policy elapsed{"elapsed over share done", {}, std::nullopt};
  bad_policy with_window{"with its window", {}, std::nullopt};
  bad_policy no_end{"goes on until all is done", {}, std::nullopt};
  bad_policy all_fits{"all will fit", {}, std::nullopt};
  std::array<std::vector<double>, 4> at_shares;
  std::vector<double> of_knowable;
  for (auto seed : order.seeds) {
    const auto world = short_night(what, seed);
    const auto most = static_cast<double>(most_that_fits(world, foresight::of_each_mailbox));
    const auto all = static_cast<double>(mailboxes_of_all(world));
    auto play = [&](turn_order turns, bool end_most) {
      auto node = world.node;
      node.turns = turns;
      node.end_most = end_most;
      return simulate(world.tenants, node);
    };
    auto share = [&](turn_order turns) {
      return static_cast<double>(tally_of(play(turns, false)).in_window) / most;
    };
    const auto run = play(turn_order::critical_first, true);
    const auto ours = tally_of(run);
    x.share.values.push_back(static_cast<double>(ours.in_window) / most);
    of_knowable.push_back(static_cast<double>(ours.in_window)
                          / static_cast<double>(most_that_fits(world, foresight::of_each_tenant)));
    as_if.values.push_back(share(turn_order::critical_first));
    round_robin.values.push_back(share(turn_order::round_robin));
    fifo.values.push_back(share(turn_order::tenant_by_tenant));
    longest.values.push_back(share(turn_order::longest_first));
    x.begun_late.values.push_back(static_cast<double>(ours.begun_late));
    x.exact.values.push_back(std::abs(static_cast<double>(ours.ended + ours.deferred) - all)
                             + static_cast<double>(ours.failed));
    const auto deferred = static_cast<double>(ours.deferred);
    double off = 0;
    for (const auto& look : run.looks)
      if (look.done >= 0.1 && look.at < time_point{} + world.node.window)
        off = std::max(off, std::abs(look.seen.will_not_fit - deferred) / all);
    x.left.values.push_back(off);
    all_fits.values.push_back(deferred / all);

    auto node = world.node;
    node.window = std::chrono::hours{24};
    const auto whole = simulate(world.tenants, node);
    const auto end = seconds(whole.makespan);
    x.end.values.push_back(worst_error(whole, end, likely_end));
    with_window.values.push_back(std::abs(seconds(world.node.window) - end) / end);
    elapsed.values.push_back(worst_error(whole, end, naive_end));
    no_end.values.push_back(deferred);
    for (std::size_t i = 0; i < at_shares.size(); ++i)
      at_shares.at(i).push_back(100 * error_at(whole, std::array{0.1, 0.25, 0.5, 0.75}.at(i), end));
  }
  // Without a node that is full every order does the same; then only what stops early is worse.
  if (what == short_of::limits) {
    x.share.rivals = {{longest.name, longest.values}, {fifo.name, fifo.values}};
    bad_policy early{"closes a tenth too early", {}, std::nullopt};
    for (auto v : x.share.values)
      early.values.push_back(v * 0.9);
    x.share.bad.push_back(early);
  } else {
    x.share.bad = {fifo, longest};
  }
  x.share.rivals.push_back(as_if);
  x.share.rivals.push_back(round_robin);
  x.share.notes.push_back(
      "Mailboxes ended within the window, over the bound of engine/bound/most.hpp, which knows "
      "beforehand what each will take, and takes the luckiest of each tenant. Over the bound that knows only what a "
      "tenant's mailboxes take in the mean: "
      + figure_text(median_of(of_knowable), x.share) + " (worst "
      + figure_text(*std::min_element(of_knowable.begin(), of_knowable.end()), x.share) + ").");
  x.begun_late.bad.push_back(no_end);
  x.begun_late.notes.push_back("Counted where the first request of a mailbox arrives.");
  x.exact.bad.push_back(no_end);
  x.exact.notes.push_back("Ended and deferred together are all, and none failed.");
  // Where places and limits bind alike, work goes on at one pace to the end, and the naive forecast is good.
  if (what == short_of::both)
    x.end.rivals.push_back({elapsed.name, elapsed.values});
  else
    x.end.bad.push_back(elapsed);
  x.end.bad.push_back(with_window);
  x.end.notes.push_back(
      "Of the same night without an end of its window. Medians at 10, 25, 50 and 75 % of the work: "
      + figure_text(median_of(at_shares[0]), x.share) + ", " + figure_text(median_of(at_shares[1]), x.share)
      + ", " + figure_text(median_of(at_shares[2]), x.share) + ", "
      + figure_text(median_of(at_shares[3]), x.share) + " %.");
  x.left.bad.push_back(all_fits);
  for (auto* c : {&x.share, &x.begun_late, &x.exact, &x.end, &x.left})
    out.push_back(std::move(*c));
}

/// Said that it does not fit, of a night in which all was done in time.
cell alarms_cell(const bench_order& order) {
  auto out = blank_cell(order, "false alarms", {.median = 0, .worst = 0}, "nights");
  bad_policy naive{"elapsed over share done", {}, std::nullopt};
  std::size_t nights = 0;
  std::size_t unfinished = 0;
  std::size_t told = 0;
  const auto each = (feasible_nights + order.seeds.size() - 1) / order.seeds.size();
  for (auto seed : order.seeds) {
    double ours = 0;
    double theirs = 0;
    for (std::size_t n = 0; n < each; ++n) {
      const auto world = feasible_night(seed * 10'000 + n);
      const auto run = simulate(world.tenants, world.node);
      const auto said = std::any_of(run.looks.begin(), run.looks.end(), [](const simulated_look& x) {
        return x.news == night_watch::news::does_not_fit;
      });
      const auto would_say = std::any_of(run.looks.begin(), run.looks.end(), [&](const simulated_look& x) {
        return x.done >= 0.02 && naive_end(x) > seconds(world.node.window);
      });
      ++nights;
      // A tenant that was given up after an outage has not ended in time either.
      const auto all = tally_of(run);
      if (all.deferred > 0 || 100 * all.failed > all.ended) {
        ++unfinished;
        told += said ? 1 : 0;
        continue;
      }
      ours += said ? 1 : 0;
      theirs += would_say ? 1 : 0;
    }
    out.values.push_back(ours);
    naive.values.push_back(theirs);
  }
  out.bad.push_back(naive);
  out.notes.push_back(std::to_string(nights) + " nights over all seeds, with a bound of 0.3 to 0.95 windows; "
                      + std::to_string(unfinished)
                      + " of them did not end in time after all (hidden limits, outages), which was said of "
                      + std::to_string(told) + ".");
  return out;
}

} // namespace

std::vector<cell> cells_of_windows(const bench_order& order) {
  std::vector<cell> out;
  for (auto what : kinds)
    add_short_night(order, what, out);
  out.push_back(alarms_cell(order));
  return out;
}

} // namespace roamsync::bench
