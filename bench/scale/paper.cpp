#include "bench/scale/paper.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace roamsync::bench {

namespace {

constexpr double gigabyte = 1e9;
constexpr double month_hours = 730;
constexpr double month_nights = 30.4;

night_on_paper night_of(std::string name, double written, double checked, const measured& m,
                        const assumptions& a) {
  night_on_paper out{.name = std::move(name)};
  const auto tenants = a.mailboxes / a.tenant_mailboxes;
  const auto writes = a.mailboxes * written * m.first_requests;
  const auto checks = a.mailboxes * checked * m.check_requests;
  out.requests = writes + checks + tenants * a.tenant_requests;
  out.rate = out.requests * m.efficiency / a.window_s;
  const auto cpu =
      writes * m.first_cpu + checks * m.check_cpu + a.mailboxes * (1 - written - checked) * m.quiet_cpu;
  out.nodes_by_cpu = cpu / (a.window_s * a.cores * a.busy);
  out.connections = out.rate * a.answer_s;
  out.nodes_by_connections = out.connections / a.connections_node;
  out.nodes = std::ceil(std::max(out.nodes_by_cpu, out.nodes_by_connections));
  out.addresses = std::max(out.nodes, std::ceil(out.rate / a.address_rate));
  out.rows = a.mailboxes / a.window_s;
  out.gigabytes_out = out.requests * m.bytes_out / gigabyte;
  out.gigabytes_in = out.requests * m.bytes_in / gigabyte;
  out.node_usd = out.nodes * a.window_s / 3'600 * a.node_hour;
  out.traffic_usd = out.gigabytes_out * a.gigabyte_out;
  return out;
}

std::string number(double x) {
  if (x >= 1e9)
    return fmt::format("{:.3g} billion", x / 1e9);
  if (x >= 1e6)
    return fmt::format("{:.4g} million", x / 1e6);
  if (x < 10 && x != std::floor(x))
    return fmt::format("{:.1f}", x);
  auto text = fmt::format("{:.0f}", x);
  for (auto i = static_cast<std::ptrdiff_t>(text.size()) - 3; i > 0; i -= 3)
    text.insert(static_cast<std::size_t>(i), ",");
  return text;
}

std::string row(const char* what, const std::vector<night_on_paper>& nights, double night_on_paper::*figure) {
  std::string out = fmt::format("| {} |", what);
  for (const auto& x : nights)
    out += fmt::format(" {} |", number(x.*figure));
  return out + '\n';
}

std::string measured_table(const measured& m) {
  std::string out = "| measured | |\n| --- | ---: |\n";
  const auto add = [&out](const char* what, double value, const char* unit) {
    out += fmt::format("| {} | {:.3g} {} |\n", what, value, unit);
  };
  add("requests of a mailbox that is written", m.first_requests, "");
  add("processor time of one of them, all around it included", m.first_cpu * 1e6, "us");
  add("requests of a mailbox that is checked", m.check_requests, "");
  add("processor time of one of them, likewise", m.check_cpu * 1e6, "us");
  add("processor time of a mailbox of which nothing is asked", m.quiet_cpu * 1e6, "us");
  add("bytes of a request, without TLS", m.bytes_out, "");
  add("bytes of an answer, likewise", m.bytes_in, "");
  add(fmt::format("memory of a process with {:.0f} connections", m.memory_connections).c_str(),
      m.memory / 1e6, "MB");
  add("simulated night over its bound", m.efficiency, "");
  return out;
}

std::string assumption_table(const assumptions& a) {
  std::string out = "| assumed | |\n| --- | ---: |\n";
  const auto add = [&out](const char* what, double value, const char* unit) {
    out += fmt::format("| {} | {} {} |\n", what,
                       value >= 10'000 ? number(value) : fmt::format("{:.4g}", value), unit);
  };
  add("mailboxes", a.mailboxes, "");
  add("mailboxes of a tenant", a.tenant_mailboxes, "");
  add("window", a.window_s / 3'600, "h");
  add("mailboxes that an ordinary night writes", a.changed * 100, "%");
  add("every mailbox is checked once in", a.check_days, "nights");
  add("requests of a tenant for sign-in and directory", a.tenant_requests, "");
  add("the service's time for an answer", a.answer_s * 1'000, "ms");
  add("cores of a node", a.cores, "");
  add("share of them that may be used", a.busy * 100, "%");
  add("connections of a node", a.connections_node, "");
  add("requests a second of an egress address (no limit is published)", a.address_rate, "");
  add("node, on demand", a.node_hour, "USD/h");
  add("IPv4 address", a.address_hour, "USD/h");
  add("traffic out", a.gigabyte_out, "USD/GB");
  add("disk", a.disk_gigabyte_month, "USD/GB and month");
  add("outcome and receipt in the store", a.row_bytes, "bytes");
  return out;
}

} // namespace

std::vector<night_on_paper> nights_on_paper(const measured& m, const assumptions& a) {
  return {night_of("first night: all written", 1, 0, m, a),
          night_of("ordinary night", a.changed, (1 - a.changed) / a.check_days, m, a)};
}

month_on_paper month_on_paper_of(const night_on_paper& x, const assumptions& a) {
  return {.nodes_usd = x.node_usd * month_nights,
          .addresses_usd = x.addresses * a.address_hour * month_hours,
          .traffic_usd = x.traffic_usd * month_nights,
          .disk_usd = a.mailboxes * a.row_bytes * (1 + a.keep_days) / gigabyte * a.disk_gigabyte_month};
}

std::string page_of(const measured& m, const assumptions& a, const std::string& sources) {
  const auto nights = nights_on_paper(m, a);
  const auto month = month_on_paper_of(nights.back(), a);
  std::string out =
      "# " + number(a.mailboxes)
      + " mailboxes in one window, on paper\n\nWritten by `./dev bench scale`: arithmetic from measured "
        "costs and a simulated night. Nothing of this size was run.\n\n| |";
  for (const auto& x : nights)
    out += " " + x.name + " |";
  out += "\n| --- |";
  for (std::size_t i = 0; i < nights.size(); ++i)
    out += " ---: |";
  out += '\n';
  out += row("requests", nights, &night_on_paper::requests);
  out += row("requests a second", nights, &night_on_paper::rate);
  out += row("nodes that the processors need", nights, &night_on_paper::nodes_by_cpu);
  out += row("nodes that the connections need", nights, &night_on_paper::nodes_by_connections);
  out += row("**nodes**", nights, &night_on_paper::nodes);
  out += row("connections in flight", nights, &night_on_paper::connections);
  out += row("egress addresses", nights, &night_on_paper::addresses);
  out += row("rows written to the stores, a second, all nodes together", nights, &night_on_paper::rows);
  out += row("GB to the services", nights, &night_on_paper::gigabytes_out);
  out += row("GB from the services", nights, &night_on_paper::gigabytes_in);
  out += row("USD for nodes, one night", nights, &night_on_paper::node_usd);
  out += row("USD for traffic, one night", nights, &night_on_paper::traffic_usd);
  out += fmt::format(
      "\nA month of ordinary nights: {} USD for nodes (in the window only), {} for addresses, {} for "
      "traffic, {} for disks with {:.0f} days of outcomes: **{} USD, {:.4f} USD for a mailbox and year**.\n",
      number(month.nodes_usd), number(month.addresses_usd), number(month.traffic_usd), number(month.disk_usd),
      a.keep_days, number(month.sum()), month.sum() * 12 / a.mailboxes);
  out += fmt::format(
      "\nRows go to one store for each node, in groups: {:.0f} a second for each of {} nodes in the first night. A "
      "store of one node is SQLite; tenants are spread over nodes by hand or by the sharing of a database, which "
      "roamsync does not do yet.\n\n",
      nights.front().rows / nights.front().nodes, number(nights.front().nodes));
  out +=
      "What binds is not known from here: the services' own limits for one service user decide how long a large "
      "tenant takes (`docs/benchmarks/night.md`), and those for an address are not published.\n\n";
  out += measured_table(m) + '\n' + assumption_table(a) + '\n' + sources;
  return out;
}

} // namespace roamsync::bench
