#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace roamsync::bench {

/// What was measured of one process; times in seconds, sizes in bytes.
struct measured {
  double first_requests = 0; ///< of a mailbox that is written, read-backs included
  double first_cpu = 0;      ///< of one of them, with all around it: directory, plan, sign-in, records
  double check_requests = 0; ///< of a mailbox that is only read
  double check_cpu = 0;      ///< of one of them, likewise
  double quiet_cpu = 0;      ///< of a mailbox of which nothing is asked: directory, plan, record
  double bytes_out = 0;      ///< of a request, on the way to the service
  double bytes_in = 0;       ///< of its answer
  double memory = 0;         ///< of a process with so many connections, whatever waits for its turn
  double memory_connections = 0;
  double efficiency = 1; ///< makespan over bound, of the simulated night
};

/// What is assumed; each can be given on the command line.
struct assumptions {
  double mailboxes = 400e6;
  double tenant_mailboxes = 100;
  double window_s = 4 * 3'600;
  double changed = 0.015; ///< share of mailboxes that an ordinary night writes
  double check_days = 7;
  double answer_s = 0.2; ///< the service's time for a request
  double busy = 0.6;     ///< share of a node's processors that may be used
  double cores = 2;      ///< of a node
  double connections_node = 4'000;
  double address_rate = 1'000;       ///< requests a second of one egress address: nobody publishes a limit
  double tenant_requests = 9;        ///< sign-in and directory of one tenant and night
  double node_hour = 0.085;          ///< USD
  double address_hour = 0.005;       ///< USD
  double gigabyte_out = 0.09;        ///< USD
  double disk_gigabyte_month = 0.08; ///< USD
  double row_bytes = 400;            ///< of an outcome and a receipt in the store
  double keep_days = 90;
};

/// What one kind of night takes.
struct night_on_paper {
  std::string name;
  double requests = 0;
  double rate = 0; ///< a second, over the window
  double nodes_by_cpu = 0;
  double nodes_by_connections = 0;
  double nodes = 0;
  double connections = 0;
  double addresses = 0;
  double rows = 0; ///< written to the stores, a second
  double gigabytes_out = 0;
  double gigabytes_in = 0;
  double node_usd = 0;
  double traffic_usd = 0;
};

/// A first night, in which every mailbox is written, and an ordinary one.
[[nodiscard]] std::vector<night_on_paper> nights_on_paper(const measured& m, const assumptions& a);

/// USD of a month of ordinary nights: nodes in the window only, addresses and disks for all of it.
struct month_on_paper {
  double nodes_usd = 0;
  double addresses_usd = 0;
  double traffic_usd = 0;
  double disk_usd = 0;
  [[nodiscard]] double sum() const { return nodes_usd + addresses_usd + traffic_usd + disk_usd; }
};
[[nodiscard]] month_on_paper month_on_paper_of(const night_on_paper& ordinary, const assumptions& a);

/// The page.
[[nodiscard]] std::string page_of(const measured& m, const assumptions& a, const std::string& sources);

} // namespace roamsync::bench
