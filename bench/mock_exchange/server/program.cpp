#include "bench/mock_exchange/server/program.hpp"

#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/control/control.hpp"
#include "bench/mock_exchange/scenario/loader.hpp"
#include "bench/mock_exchange/server/certificate.hpp"
#include "bench/mock_exchange/server/listener.hpp"

#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <sys/resource.h>
#include <unistd.h>

namespace mock_exchange {

namespace {

int complain(const std::string& what) {
  std::cerr << "mock-exchange: " << what << '\n';
  return 1;
}

std::optional<std::string> file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

/// Nobody sees half a file.
bool write_whole(const std::string& path, const std::string& text) {
  auto half = path + ".part";
  std::ofstream file(half, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  return file.good() && std::rename(half.c_str(), path.c_str()) == 0;
}

void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

std::string ready_text(const listener& http, const listener& https, const listener& control_port,
                       const std::string& ca_file) {
  std::string out = "{";
  append_raw_field(out, "http", std::to_string(http.port()));
  append_raw_field(out, "https", std::to_string(https.port()));
  append_raw_field(out, "control", std::to_string(control_port.port()));
  append_text_field(out, "ca_file", ca_file);
  append_raw_field(out, "pid", std::to_string(getpid()));
  out += "}\n";
  return out;
}

int serve(const program_options& options, scenario plan, const tls_identity& identity, ledger& book) {
  stopwatch clock;
  traffic seen;
  traffic control_traffic;
  exchange mock(std::move(plan), clock.started(), book);
  control commands(mock, book, seen);
  boost::asio::io_context loop(1);
  listener http(loop, options.http_port, {mock, seen, clock, nullptr});
  listener https(loop, options.https_port, {mock, seen, clock, identity.context.get()});
  listener control_port(loop, options.control_port, {commands, control_traffic, clock, nullptr});
  if (http.failed() || https.failed() || control_port.failed())
    return complain("a port is in use; choose another one or 0.");
  boost::asio::signal_set signals(loop, SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code, int) { loop.stop(); });
  auto ready = ready_text(http, https, control_port, options.ca_file);
  std::cout << ready << std::flush;
  if (!options.ready_file.empty() && !write_whole(options.ready_file, ready))
    return complain("cannot write " + options.ready_file + '.');
  loop.run();
  return 0;
}

} // namespace

int run_program(const program_options& options) {
  auto text = file_text(options.scenario_file);
  if (!text)
    return complain("cannot read the scenario file " + options.scenario_file + '.');
  problem wrong;
  auto plan = load_scenario(*text, wrong);
  if (!plan)
    return complain(options.scenario_file + ": " + wrong.text);
  text->clear();
  if (options.seed)
    plan->seed = *options.seed;
  auto identity = make_tls_identity();
  if (!identity)
    return complain("OpenSSL could not make the certificates.");
  if (!options.ca_file.empty() && !write_whole(options.ca_file, identity->authority_pem))
    return complain("cannot write " + options.ca_file + '.');
  ledger book(options.ledger_file);
  if (book.failed())
    return complain("cannot write the ledger " + options.ledger_file + '.');
  raise_file_limit();
  std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to sockets whose client has gone
  auto status = serve(options, std::move(*plan), *identity, book);
  book.flush();
  return book.failed() ? complain("the ledger could not be written to its end.") : status;
}

} // namespace mock_exchange
