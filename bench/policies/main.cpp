#include "bench/cells/document.hpp"
#include "bench/cells/json.hpp"
#include "bench/cells/machine.hpp"
#include "bench/cells/text.hpp"
#include "bench/policies/cells.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <unistd.h>

namespace {

using namespace roamsync;

std::string read_file(const std::string& path) {
  std::ifstream in{path};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream out{path, std::ios::binary};
  out << bytes;
  if (!out.flush())
    throw std::runtime_error("cannot write " + path.string());
}

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
  std::string json;
  std::string out;
  const suite* chosen = nullptr;
  for (const auto& x : suites) {
    auto* sub = app.add_subcommand(x.name, x.help);
    sub->add_option("--seeds", seeds, "how many")->capture_default_str()->check(CLI::Range(1, 1'000));
    sub->add_option("--json", json, "file for the cells");
    sub->add_option("--out", out, "folder for the page and its charts");
    sub->callback([&chosen, &x] { chosen = &x; });
  }
  CLI11_PARSE(app, argc, argv);

  bench::bench_order order{.command = "./dev bench " + std::string{chosen->name} + " --seeds "
                                      + std::to_string(seeds),
                           .on = bench::machine_of(read_file("/proc/cpuinfo"))};
  for (std::uint64_t seed = 1; seed <= seeds; ++seed)
    order.seeds.push_back(seed);
  const auto cells = chosen->cells(order);
  const auto terminal = ::isatty(STDOUT_FILENO) != 0;
  std::cout << bench::text_of(cells, 120, console::paint{terminal});
  if (!json.empty())
    write_file(json, bench::json_of(cells));
  if (!out.empty()) {
    std::filesystem::create_directories(out);
    for (const auto& x : bench::files_of({chosen->name, chosen->title, chosen->about, cells}))
      write_file(std::filesystem::path{out} / x.name, x.bytes);
  }
  return std::all_of(cells.begin(), cells.end(),
                     [](const bench::cell& x) { return bench::judge(x).is != bench::judgement::invalid; })
             ? 0
             : 1;
} catch (const std::exception& e) {
  std::cerr << "roamsync-policies: " << e.what() << "\n";
  return 2;
}
