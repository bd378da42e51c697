#include "bench/cells/publish.hpp"
#include "bench/policies/cells.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <string>
#include <unistd.h>

namespace {

using namespace roamsync;

struct suite {
  const char* name;
  const char* help;
  const char* title;
  const char* about;
  std::vector<bench::cell> (*cells)(const bench::bench_order&);
};

const suite suites[] = {
    {"night", "limits known: how near a night comes to its bound, and who pays", "Limits known, virtual time",
     "1,000 tenants, 50,000 mailboxes of three requests each, in virtual time, with the production policies. Sizes after "
     "Zipf's law; limits that grow with the size, but less than it. *global/tenant* is how long all work needs over the "
     "node's places, divided by how long the longest tenant needs for itself. The bound is that of "
     "`engine/bound`: no schedule whatever ends earlier.",
     bench::cells_of_nights},
    {"limits", "limits hidden: how soon they are found, and how the next night goes",
     "Limits hidden, virtual time",
     "One tenant with 6,000 requests to a service that takes 10 a second, 20 at once, 4 in flight, tells nobody, and "
     "freezes for the Retry-After on each breach. Rivals run in the same place, from their published rules "
     "(`bench/rivals`).",
     bench::cells_of_limits},
    {"retries", "waits, retries and outages", "Waits, retries and outages, virtual time",
     "What roamsync does when a service says wait, fails now and then, or is gone for ten minutes.",
     bench::cells_of_retries},
    {"window", "windows that are too short: how much ends, and how soon that is said",
     "The window, virtual time",
     "Nights whose lower bound is one and a half windows, 100 tenants with 40,000 mailboxes: short of places of the node, "
     "of what the tenants' services take, or of both. And a thousand nights that fit, with hidden limits, freezes, "
     "failures and outages.",
     bench::cells_of_windows},
};

} // namespace

int main(int argc, char** argv) try {
  CLI::App app{"The production policies and their rivals in virtual time, judged."};
  app.require_subcommand(1);
  std::size_t seeds = 20;
  bench::destinations to;
  const suite* chosen = nullptr;
  for (const auto& x : suites) {
    auto* sub = app.add_subcommand(x.name, x.help);
    sub->add_option("--seeds", seeds, "how many")->capture_default_str()->check(CLI::Range(1, 1'000));
    sub->add_option("--json", to.json, "file for the cells");
    sub->add_option("--out", to.out, "folder for the page and its charts");
    sub->callback([&chosen, &x] { chosen = &x; });
  }
  CLI11_PARSE(app, argc, argv);

  bench::bench_order order{.command = "./dev bench " + std::string{chosen->name} + " --seeds "
                                      + std::to_string(seeds),
                           .on = bench::this_machine()};
  for (std::uint64_t seed = 1; seed <= seeds; ++seed)
    order.seeds.push_back(seed);
  const bench::document found{chosen->name, chosen->title, chosen->about, chosen->cells(order)};
  return bench::publish(found, to, std::cout, console::paint{::isatty(STDOUT_FILENO) != 0}) ? 0 : 1;
} catch (const std::exception& e) {
  std::cerr << "roamsync-policies: " << e.what() << "\n";
  return 2;
}
