#include "bench/policies/worlds.hpp"
#include "bench/scale/paper.hpp"
#include "engine/bound/bound.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace {

using namespace roamsync;

boost::json::value figures_in(const std::string& file) {
  std::ifstream in{file};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (text.empty())
    throw std::runtime_error("cannot read " + file
                             + "; ./dev bench cpu and ./dev bench memory write it with --figures");
  return boost::json::parse(text);
}

/// Makespan over bound of a night in virtual time, at the load at which order matters most.
double simulated_efficiency() {
  const auto world = bench::known_world(1.0, 1);
  const auto places = bench::places_for(world, 1.0);
  simulated_node node;
  node.allowed.allowed.lanes = places;
  node.starts.tenants_per_second = 1'000;
  node.retry.throttle_wait_max = std::chrono::hours{24};
  const auto run = simulate(world, node);
  const auto bound = makespan_bound(loads_of(world, run), {.connections = static_cast<double>(places)});
  return std::chrono::duration<double>(run.makespan).count() / bound.seconds;
}

bench::measured read_measured(const std::string& cpu_file, const std::string& memory_file) {
  const auto cpu = figures_in(cpu_file);
  const auto memory = figures_in(memory_file);
  const auto at = [](const boost::json::value& x, const char* key) { return x.at(key).to_number<double>(); };
  return {.first_requests = at(cpu, "first_requests"),
          .first_cpu = at(cpu, "first_cpu"),
          .check_requests = at(cpu, "check_requests"),
          .check_cpu = at(cpu, "check_cpu"),
          .quiet_cpu = at(cpu, "quiet_cpu"),
          .bytes_out = at(cpu, "bytes_to_service"),
          .bytes_in = at(cpu, "bytes_from_service"),
          .memory = at(memory, "peak_bytes"),
          .memory_connections = at(memory, "connections"),
          .efficiency = simulated_efficiency()};
}

} // namespace

int main(int argc, char** argv) try {
  CLI::App app{"What many mailboxes in one window take, from measured costs and a simulated night."};
  std::string cpu = "docs/benchmarks/figures-cpu.json";
  std::string memory = "docs/benchmarks/figures-memory.json";
  std::string out;
  bench::assumptions a;
  app.add_option("--cpu", cpu, "figures of ./dev bench cpu")->capture_default_str();
  app.add_option("--memory", memory, "figures of ./dev bench memory")->capture_default_str();
  app.add_option("--out", out, "file for the page; empty: standard output");
  app.add_option("--mailboxes", a.mailboxes, "in all")->capture_default_str()->check(CLI::PositiveNumber);
  app.add_option("--tenant-mailboxes", a.tenant_mailboxes, "of a tenant")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--changed", a.changed, "share that an ordinary night writes")
      ->capture_default_str()
      ->check(CLI::Range(0, 1));
  app.add_option("--answer", a.answer_s, "seconds for an answer")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--address-rate", a.address_rate, "requests a second of one egress address")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--node-hour", a.node_hour, "USD")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const std::string sources =
      "Prices: list prices of a public cloud (AWS, US East), USD: a node is a c6i.large (2 vCPU, 4 GB), 0.085 an hour on "
      "demand (infracost's output for that type, 62.05 for 730 hours); a public IPv4 address 0.005 an hour "
      "(AWS price list, read 2026-10-16); traffic out 0.09 and disks (gp3) 0.08 a GB (list prices, to be checked before "
      "anyone relies on them). Traffic in costs nothing.\n";
  const auto page = bench::page_of(read_measured(cpu, memory), a, sources);
  if (out.empty()) {
    std::cout << page;
    return 0;
  }
  std::ofstream file{out, std::ios::binary};
  file << page;
  if (!file.flush())
    throw std::runtime_error("cannot write " + out);
  return 0;
} catch (const std::exception& e) {
  std::cerr << "roamsync-scale: " << e.what() << "\n";
  return 2;
}
