#include "bench/sockets/wrk.hpp"

#include "bench/demo/files.hpp"

#include <cstdlib>
#include <stdexcept>

namespace roamsync::bench {

namespace {

/// The number before " requests in ".
std::uint64_t requests_in(const std::string& said) {
  const auto end = said.find(" requests in ");
  if (end == std::string::npos)
    return 0;
  const auto begin = said.find_last_not_of("0123456789", end - 1) + 1;
  return std::strtoull(said.c_str() + begin, nullptr, 10);
}

} // namespace

wrk_result run_wrk(const wrk_load& what, const std::filesystem::path& log, demo::signal_gate& gate) {
  std::filesystem::remove(log);
  std::vector<std::string> arguments{"-t1", "-c" + std::to_string(what.connections),
                                     "-d" + std::to_string(what.seconds) + "s", "--timeout", "10"};
  for (const auto& x : what.headers)
    arguments.insert(arguments.end(), {"-H", x});
  arguments.push_back(what.url);
  demo::child process{"wrk", arguments, {log, log}};
  process.pin(what.core);
  const auto code = wait_for_end(process, gate, std::chrono::seconds{what.seconds + 60}, "wrk");
  const auto said = demo::read_file(log);
  const wrk_result out{requests_in(said), process.used()->cpu_seconds};
  if (code != 0 || out.requests == 0 || said.find("Non-2xx") != std::string::npos)
    throw std::runtime_error("wrk did not get good answers from " + what.url + ":\n" + said);
  return out;
}

} // namespace roamsync::bench
