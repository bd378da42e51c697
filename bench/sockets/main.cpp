#include "bench/cells/publish.hpp"
#include "bench/sockets/suites.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <fmt/format.h>
#include <iostream>
#include <string>
#include <unistd.h>

namespace roamsync::bench {

cell blank_cell(const socket_order& order, std::string name, goal wanted, std::string unit) {
  cell out;
  out.name = std::move(name);
  out.wanted = wanted;
  out.unit = std::move(unit);
  out.seeds = order.seeds;
  out.seeds_least = 3;
  out.command = order.command;
  out.on = order.on;
  return out;
}

namespace {

struct suite {
  const char* name;
  const char* help;
  const char* title;
  const char* about;
  std::vector<cell> (*cells)(const socket_order&, demo::signal_gate&);
};

const suite suites[] = {
    {"sockets", "limits known: how near a night over real sockets comes to its bound",
     "Limits known, over real sockets",
     "The mock Exchange and roamsync as processes of their own, each on one core. Tenants with sizes after Zipf's law, "
     "limits told and kept, answers after 60 ms in the median; the first night of all mailboxes, so that each is read, "
     "written and read back. *Ratio* is how long all work needs over the node's places, divided by how long the longest "
     "tenant needs for itself. Length, work and limits are those of the mock's ledger; the bound is that of "
     "`engine/bound`. A run in which a limit was broken, or a mailbox is not as the catalogue wants it, is invalid.",
     cells_of_nights},
    {"cpu", "processor time of a mailbox request beside wrk's, and what TLS costs", "Processor time and TLS",
     "The mock Exchange on one core, roamsync or wrk on the other, by turns, with the same number of connections, over "
     "TLS. Processor time is that of the whole process (getrusage). roamsync reads all mailboxes of a night: from that "
     "is taken what the same night costs in which no mailbox is due. wrk gets the same answers from the same server.",
     cells_of_cpu},
    {"memory", "memory while a million mailboxes wait", "Memory",
     "Most resident memory of roamsync's process (VmHWM) in a first night of 10,000 tenants with a million mailboxes and "
     "4,000 TLS connections open, of which 50 begin in a second; answers take 8 s, so that few mailboxes are done before "
     "the last group is read. *Half as many tenants at once as connections*: `night.tenants_at_once` bounds the tenants "
     "that have begun; their mailboxes wait in memory, and of the others nothing is known yet but the tenant. *All "
     "mailboxes planned*: all groups have been read and every mailbox that waits does so in roamsync, by its own view.",
     cells_of_memory},
    {"leaks", "memory and descriptors of one process after many nights", "Night after night",
     "One process of `roamsync serve`, whose wall clock is set to the next day as soon as a night has ended "
     "(`bench/sockets/shifted_clock.cpp`). Each night reads all groups and checks a seventh of the mailboxes. Memory of "
     "a night is the most that was resident during it (VmHWM, which is reset after each night).",
     cells_of_long_service},
};

int run(int argc, char** argv) {
  CLI::App app{"roamsync and the mock Exchange as processes of their own, measured and judged."};
  app.require_subcommand(1);
  std::size_t seeds = 3;
  socket_order order;
  destinations to;
  const suite* chosen = nullptr;
  for (const auto& x : suites) {
    auto* sub = app.add_subcommand(x.name, x.help);
    sub->add_option("--seeds", seeds, "how many")->capture_default_str()->check(CLI::Range(1, 100));
    sub->add_option("--tenants", order.tenants, "other than the default")->check(CLI::Range(4, 20'000));
    sub->add_option("--mailboxes", order.mailboxes, "in all, other than the default")
        ->check(CLI::Range(20, 4'000'000));
    sub->add_option("--seconds", order.seconds, "of a night at best, or of a load by wrk")
        ->check(CLI::Range(1, 600));
    sub->add_option("--nights", order.nights, "back to back, for memory")->check(CLI::Range(4, 1'000));
    sub->add_option("--figures", order.figures, "file for what ./dev bench scale reckons with (cpu, memory)");
    sub->add_option("--json", to.json, "file for the cells");
    sub->add_option("--out", to.out, "folder for the page and its charts");
    sub->callback([&chosen, &x] { chosen = &x; });
  }
  CLI11_PARSE(app, argc, argv);

  order.on = this_machine();
  if (order.on.cores < 2)
    throw std::runtime_error("two cores are needed, one for the mock and one for what is measured");
  order.command = fmt::format("./dev bench {} --seeds {}", chosen->name, seeds);
  if (order.tenants > 0)
    order.command += fmt::format(" --tenants {}", order.tenants);
  if (order.mailboxes > 0)
    order.command += fmt::format(" --mailboxes {}", order.mailboxes);
  if (order.seconds > 0)
    order.command += fmt::format(" --seconds {}", order.seconds);
  if (order.nights > 0)
    order.command += fmt::format(" --nights {}", order.nights);
  for (std::uint64_t seed = 1; seed <= seeds; ++seed)
    order.seeds.push_back(seed);
  demo::signal_gate gate;
  const document found{chosen->name, chosen->title, chosen->about, chosen->cells(order, gate)};
  return publish(found, to, std::cout, console::paint{::isatty(STDOUT_FILENO) != 0}) ? 0 : 1;
}

} // namespace

} // namespace roamsync::bench

int main(int argc, char** argv) {
  try {
    return roamsync::bench::run(argc, argv);
  } catch (const roamsync::demo::stopped& x) {
    return 128 + x.signal_number;
  } catch (const std::exception& e) {
    std::cerr << "roamsync-sockets: " << e.what() << "\n";
    return 2;
  }
}
