#include "bench/demo/others.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

namespace roamsync::demo {

namespace {

double seconds(double ticks) {
  return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

struct machine {
  double busy = 0;  ///< seconds of all processors together, by anybody
  double whole = 0; ///< the same with those that nobody wanted
};

/// The first line of /proc/stat (proc(5)): user, nice, system, idle, iowait, irq, softirq, steal.
machine look_at_machine() {
  std::ifstream in{"/proc/stat"};
  std::string name;
  double user = 0;
  double nice = 0;
  double system = 0;
  double idle = 0;
  double waits = 0;
  double hard = 0;
  double soft = 0;
  double stolen = 0;
  if (!(in >> name >> user >> nice >> system >> idle >> waits >> hard >> soft >> stolen))
    throw std::runtime_error("/proc/stat does not tell what the processors do; the demo needs it");
  const auto busy = user + nice + system + hard + soft + stolen;
  return {seconds(busy), seconds(busy + idle + waits)};
}

double taken_by(int who) {
  rusage x{};
  ::getrusage(who, &x);
  const auto time = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return time(x.ru_utime) + time(x.ru_stime);
}

/// utime and stime of /proc/PID/stat (proc(5)), behind the name in brackets; 0 if it has ended.
double taken_by_process(pid_t pid) {
  std::ifstream in{"/proc/" + std::to_string(pid) + "/stat"};
  std::string text;
  std::getline(in, text);
  std::istringstream rest{text.substr(std::min(text.rfind(')'), text.size() - 1) + 1)};
  std::string skipped;
  for (int i = 3; i < 14; ++i)
    rest >> skipped;
  double user = 0;
  double system = 0;
  rest >> user >> system;
  return seconds(user + system);
}

} // namespace

others_watch::others_watch(std::vector<pid_t> running) : running_(std::move(running)) {
  const auto now = look_at_machine();
  busy_ = now.busy;
  whole_ = now.whole;
  ours_ = ours();
}

double others_watch::ours() const {
  auto out = taken_by(RUSAGE_SELF) + taken_by(RUSAGE_CHILDREN);
  for (const auto pid : running_)
    out += taken_by_process(pid);
  return out;
}

double others_watch::share() const {
  const auto now = look_at_machine();
  const auto whole = now.whole - whole_;
  return whole > 0 ? std::clamp((now.busy - busy_ - (ours() - ours_)) / whole, 0.0, 1.0) : 0;
}

} // namespace roamsync::demo
