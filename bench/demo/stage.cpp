#include "bench/demo/stage.hpp"

#include "bench/demo/files.hpp"
#include "bench/demo/judge.hpp"
#include "bench/demo/night_bound.hpp"
#include "bench/demo/others.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <unistd.h>

namespace roamsync::demo {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// The days of roamsync's rolling check (night.check_days), which the demo leaves at its default.
constexpr std::uint32_t check_days = 7;

/// The folder of one demo: the caller's, which stays, or one of our own, which goes unless it is kept.
class demo_folder {
public:
  explicit demo_folder(const fs::path& wanted) : kept_(!wanted.empty()) {
    if (kept_) {
      fs::create_directories(wanted);
      if (!fs::is_empty(wanted))
        throw std::runtime_error("--out " + wanted.string() + " is not empty; name a folder that is new");
      path_ = fs::canonical(wanted);
      return;
    }
    auto name = (fs::temp_directory_path() / "roamsync-demo-XXXXXX").string();
    if (!::mkdtemp(name.data()))
      throw std::runtime_error("no folder can be made in " + fs::temp_directory_path().string());
    path_ = name;
  }
  ~demo_folder() {
    std::error_code ignored;
    if (!kept_)
      fs::remove_all(path_, ignored);
  }
  demo_folder(const demo_folder&) = delete;
  demo_folder& operator=(const demo_folder&) = delete;

  void keep() { kept_ = true; }
  [[nodiscard]] bool kept() const { return kept_; }
  [[nodiscard]] const fs::path& path() const { return path_; }

private:
  fs::path path_;
  bool kept_;
};

/// bench/loop on a sample, beside the first night; it makes one request at a time and disturbs nobody.
class baseline {
public:
  baseline(const programs& from, const demo_options& options, const fs::path& folder)
      : result_(folder / "loop.json"),
        process_(from.loop,
                 {"--seed", std::to_string(options.size.seed), "--tenants",
                  std::to_string(options.size.tenants), "--mailboxes", std::to_string(options.size.mailboxes),
                  "--sample", std::to_string(options.sample), "--out", (folder / "loop").string(), "--report",
                  result_.string()},
                 {folder / "loop.log", folder / "loop.log"}) {}

  [[nodiscard]] pid_t pid() const { return process_.pid(); }

  loop_result wait(signal_gate& gate) {
    if (wait_for_end(process_, gate, 180s, "the baseline") != 0)
      throw std::runtime_error("the baseline failed; see " + (result_.parent_path() / "loop.log").string());
    const auto x = boost::json::parse(read_file(result_));
    return {x.at("tenants").to_number<std::size_t>(), x.at("mailboxes").to_number<std::size_t>(),
            x.at("seconds").to_number<double>()};
  }

private:
  fs::path result_;
  child process_;
};

/// Fills in what roamsync cannot know: seconds of the bound and of the baseline.
void add_figures(const fs::path& report_file, double bound, std::optional<double> loop) {
  auto x = boost::json::parse(read_file(report_file));
  auto& night = x.at("night").as_object();
  night["bound"] = bound;
  if (loop)
    night["loop"] = *loop;
  write_file(report_file, boost::json::serialize(x) + "\n");
}

std::size_t count_lines(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

void leave_running(mock_exchange_process& mock, roamsync_program& roamsync, const fs::path& folder,
                   signal_gate& gate) {
  auto serve = roamsync.serve();
  std::string address;
  while (address.empty()) {
    if (const auto signal_number = gate.wait(50ms))
      throw stopped{*signal_number};
    if (serve.exit_code())
      throw std::runtime_error("roamsync serve ended at once; see " + (folder / "serve.log").string());
    const auto log = read_file(folder / "serve.log");
    if (const auto at = log.find("http://");
        at != std::string::npos && log.find('\n', at) != std::string::npos)
      address = log.substr(at, log.find_first_of("/ \n", at + 7) - at);
  }
  std::cout << "\nLeft running\n"
            << "  mock Exchange  https://127.0.0.1:" << mock.https_port()
            << ", control http://127.0.0.1:" << mock.control_port() << "/control/health, process "
            << mock.process().pid() << "\n"
            << "  roamsync       " << address << "/metrics, process " << serve.pid() << "\n"
            << "  both end with  kill " << mock.process().pid() << " " << serve.pid() << "\n";
  mock.process().let_go();
  serve.let_go();
}

} // namespace

int run_demo(const demo_options& options, signal_gate& gate) {
  const bool colours = ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  const auto from = find_programs();
  const auto x = make_world(options.size);
  demo_folder folder{options.out};
  const auto& at = folder.path();
  std::cout << "roamsync demo: " << count_text(x.companies.size()) << " customers, "
            << count_text(x.mailboxes()) << " mailboxes, seed " << x.seed << ", " << trouble_count - 1
            << " kinds of trouble; files in " << at.string() << "\n\n"
            << std::flush;

  mock_exchange_process mock{from, x, at, gate};
  roamsync_program roamsync{from, x, {.https_port = mock.https_port()}, at, gate};

  std::optional<baseline> loop;
  if (options.sample > 0)
    loop.emplace(from, options, at);
  std::vector<pid_t> running{mock.process().pid()};
  if (loop)
    running.push_back(loop->pid());
  const others_watch beside_first{running};
  const auto first = roamsync.night(at / "report.json", false);
  const auto others_first = beside_first.share();
  const auto first_ledger = mock.ledger(0);
  const auto first_lines = parse_ledger(first_ledger);
  const auto bound = night_bound(x, first_lines, node_requests);
  std::optional<loop_result> one_by_one;
  std::optional<double> loop_seconds;
  if (loop) {
    one_by_one = loop->wait(gate);
    loop_seconds = extrapolated(*one_by_one, x.mailboxes());
  }
  add_figures(at / "report.json", bound.seconds, loop_seconds);
  std::cout << "\n" << tell_times(x, first, bound, one_by_one) << "\n" << std::flush;

  auto verdict = judge_first_night(x, first, first_lines, parse_truth(mock.truth_text()));
  doubt_limits(verdict, others_first);
  verdict.push_back(
      {.good = first.makespan >= bound.seconds, .what = "the night is not faster than its lower bound"});
  std::cout << "Is it true? The report against the mock's own record, mailbox by mailbox\n"
            << tell_findings(verdict, colours) << "\nA second night, with nothing changed\n\n"
            << std::flush;

  const others_watch beside_second{{mock.process().pid()}};
  const auto second = roamsync.night(at / "report-second.json", false);
  const auto others_second = beside_second.share();
  const auto second_ledger = mock.ledger(count_lines(first_ledger));
  const auto truth_text = mock.truth_text();
  write_file(at / "ledger.jsonl", first_ledger + second_ledger);
  write_file(at / "truth.json", truth_text);
  auto quiet =
      judge_quiet_night(x, first, second, parse_ledger(second_ledger), parse_truth(truth_text), check_days);
  doubt_limits(quiet, others_second);
  std::cout << "\n" << tell_quiet_night(first, second) << "\n" << tell_findings(quiet, colours) << std::flush;

  const bool good = all_good(verdict) && all_good(quiet);
  const bool sure = good && std::ranges::none_of(verdict, &finding::unsure)
                    && std::ranges::none_of(quiet, &finding::unsure);
  if (!good || options.keep)
    folder.keep();
  if (options.keep)
    leave_running(mock, roamsync, at, gate);
  std::cout << "\n"
            << (sure   ? "All of it holds."
                : good ? "What this machine was quiet enough to show holds."
                       : "Some of it does NOT hold.");
  if (folder.kept())
    std::cout << " The evidence is in " << at.string() << ".";
  std::cout << "\n" << std::flush;
  return good ? 0 : 1;
}

} // namespace roamsync::demo
