#include "bench/demo/files.hpp"
#include "bench/demo/http_get.hpp"
#include "bench/demo/lab.hpp"
#include "bench/sockets/folder.hpp"
#include "bench/sockets/mock_counts.hpp"
#include "bench/sockets/shift.hpp"
#include "bench/sockets/suites.hpp"
#include "bench/sockets/worlds.hpp"
#include "bench/sockets/wrk.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <utility>

namespace roamsync::bench {

namespace {

using namespace std::chrono_literals;

constexpr unsigned connections = 64;
constexpr unsigned lanes = 4;
/// One reading in so many is cut off by the server, so that connections have to be made anew.
constexpr double cut_share = 0.05;
/// Answers of wrk and of roamsync differ in size by the names and addresses in them.
constexpr double size_difference_max = 0.1;
constexpr std::uint64_t wrk_requests_min = 20'000;
constexpr std::int64_t day_s = 86'400;

/// The counts of a stretch of time: what came between two looks.
mock_counts between(const mock_counts& before, const mock_counts& after) {
  auto out = after;
  out.requests -= before.requests;
  out.bytes_in -= before.bytes_in;
  out.bytes_out -= before.bytes_out;
  out.handshakes -= before.handshakes;
  out.resumptions -= before.resumptions;
  for (auto& [kind, count] : out.by_kind)
    count -= before.of_kind(kind);
  return out;
}

double share_of(std::uint64_t part, std::uint64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

/// A mock Exchange with one world, and whoever asks it by turns on the other core.
class bench_stand {
public:
  bench_stand(const demo::world& x, demo::signal_gate& gate)
      : world_(x), gate_(gate), mock_(programs_, x, folder_.path(), gate) {
    mock_.process().pin(mock_core);
  }

  [[nodiscard]] std::size_t mailboxes() const { return world_.mailboxes(); }
  [[nodiscard]] mock_counts counts() const { return parse_counts(mock_.counts_text()); }

  /// roamsync with a store of its own: it knows nothing of what others did.
  [[nodiscard]] demo::roamsync_program newcomer(const std::string& name) {
    const auto at = folder_.path() / name;
    std::filesystem::create_directories(at);
    std::filesystem::copy_file(folder_.path() / "mock-ca.pem", at / "mock-ca.pem");
    return {programs_, world_, settings(), at, gate_};
  }

  struct night_cost {
    double cpu_seconds = 0;
    mock_counts seen;
  };
  night_cost night(demo::roamsync_program& who) {
    const auto before = counts();
    (void)who.night(folder_.path() / "report.json", true);
    return {who.used().cpu_seconds, between(before, counts())};
  }

  /// All mailboxes are to be checked again, as they are every check_days.
  void next_day() { clock_.step(day_s); }

  /// A night that is watched: what came after all connections had been opened once.
  mock_counts after_the_opening(demo::roamsync_program& who) {
    auto process = who.begin_night(folder_.path() / "report.json");
    process.pin(measured_core);
    const auto before = counts();
    std::optional<mock_counts> opened;
    while (!process.exit_code()) {
      if (const auto signal_number = gate_.wait(20ms))
        throw demo::stopped{*signal_number};
      const auto now = counts();
      if (!opened && now.handshakes - before.handshakes >= connections)
        opened = now;
    }
    if (!opened)
      throw std::runtime_error("the night ended before all connections were open: take more --mailboxes");
    return between(*opened, counts());
  }

  /// From now on the server cuts some of the readings off.
  void cut_some() {
    for (const auto& c : world_.companies)
      mock_.tell("fault", {{"tenant", c.id},
                           {"fault",
                            {{"kind", "reset_before"},
                             {"ratio", cut_share},
                             {"on", boost::json::array{"list", "content"}}}}});
  }

  struct load_cost {
    double cpu_per_request = 0;
    mock_counts seen;
    std::uint64_t requests = 0;
  };
  /// wrk reads the mailbox of the first member; `anew`: over a new connection each time.
  load_cost load(bool contents, bool anew, unsigned seconds) {
    const auto& who = world_.companies.front().people.front();
    wrk_load what{.url =
                      "https://127.0.0.1:" + std::to_string(mock_.https_port()) + "/outlook/ows/"
                      + who.address + "/v1/OutlookCloudSettings/settings/?settingname="
                      + (contents ? "Firma,Firma%20kurz"
                                  : "roaming_signature_list,roaming_new_signature,roaming_reply_signature"),
                  .headers = {"x-outlook-client: owa", "Accept: application/json",
                              "X-OWA-ExplicitLogonUser: " + who.address, "X-AnchorMailbox: " + who.address,
                              "client-request-id: 00000000-0000-4000-8000-000000000000",
                              "Authorization: Bearer " + token()},
                  .connections = connections,
                  .seconds = seconds,
                  .core = measured_core};
    if (contents)
      what.headers.emplace_back("x-islargesetting: true");
    if (anew)
      what.headers.emplace_back("Connection: close");
    const auto before = counts();
    const auto done = run_wrk(what, folder_.path() / "wrk.log", gate_);
    return {done.cpu_seconds / static_cast<double>(done.requests), between(before, counts()), done.requests};
  }

private:
  [[nodiscard]] demo::run_settings settings() const {
    return {.https_port = mock_.https_port(),
            .fixed = true,
            .requests = connections,
            .connections = connections,
            .requests_per_second = 100'000,
            .tenants_per_second = 1'000,
            .check_days = 1,
            .core = measured_core};
  }

  std::string token() {
    const auto& c = world_.companies.front();
    const auto answer = demo::http_post(
        mock_.http_port(), "/identity/" + c.id + "/oauth2/v2.0/token", "application/x-www-form-urlencoded",
        "grant_type=password&client_id=" + world_.client_id + "&client_secret=" + world_.client_secret
            + "&username=" + c.service_user + "&password=" + c.password
            + "&scope=https%3A%2F%2Foutlook.office.com%2F.default");
    return std::string{boost::json::parse(answer).at("access_token").as_string()};
  }

  const demo::world& world_;
  demo::signal_gate& gate_;
  demo::programs programs_ = demo::find_programs();
  scratch_folder folder_;
  demo::mock_exchange_process mock_;
  moved_clock clock_{folder_.path() / "shift"}; // after the mock, whose clock stays
};

struct tls_findings {
  cell resumption;
  cell handshakes;
};

double bytes_per_answer(const mock_counts& x) {
  return share_of(x.bytes_out, x.requests);
}

/// What bench/scale reckons with: a value for each seed. Times in seconds.
struct paper_figures {
  std::map<std::string, std::vector<double>> all;

  void add(const char* name, double value) { all[name].push_back(value); }
  void write(const std::string& file) const {
    boost::json::object out;
    for (const auto& [name, values] : all)
      out[name] = median_of(values);
    demo::write_file(file, boost::json::serialize(out) + "\n");
  }
};

/// What a request costs roamsync and wrk.
void compare_costs(cell& out, paper_figures& paper, std::uint64_t seed, bench_stand& stand,
                   unsigned seconds) {
  auto writer = stand.newcomer("writer");
  const auto first = stand.night(writer);

  stand.next_day();
  const auto wrk = [&](bool contents) { return stand.load(contents, false, seconds); };
  std::optional<bench_stand::load_cost> list;
  // By turns, so that what disturbs the machine for a while disturbs both.
  if (seed % 2 == 0)
    list = wrk(false);
  const auto reads = stand.night(writer);
  const auto content = wrk(true);
  const auto quiet = stand.night(writer);
  if (!list)
    list = wrk(false);

  const auto lists = static_cast<double>(reads.seen.of_kind("list"));
  const auto contents = static_cast<double>(reads.seen.of_kind("content"));
  const auto requests = lists + contents;
  const auto mixed = [&](double a, double b) { return (lists * a + contents * b) / requests; };
  const auto ours = (reads.cpu_seconds - quiet.cpu_seconds) / requests;
  const auto theirs = mixed(list->cpu_per_request, content.cpu_per_request);
  out.values.push_back(ours / theirs);
  const auto bytes = static_cast<double>(reads.seen.bytes_out - quiet.seen.bytes_out) / requests;
  const auto wrk_bytes = mixed(bytes_per_answer(list->seen), bytes_per_answer(content.seen));
  if (std::min(list->requests, content.requests) < wrk_requests_min)
    out.doubts.push_back(
        fmt::format("seed {}: wrk made only {} requests, which its handshakes weigh upon; take more "
                    "--seconds",
                    seed, std::min(list->requests, content.requests)));
  if (std::abs(bytes / wrk_bytes - 1) > size_difference_max)
    out.doubts.push_back(fmt::format("seed {}: answers of {:.0f} bytes for roamsync, of {:.0f} for wrk", seed,
                                     bytes, wrk_bytes));
  if (reads.seen.of_kind("patch") + reads.seen.of_kind("defaults") + quiet.seen.of_kind("list") > 0)
    out.doubts.push_back(fmt::format("seed {}: the reading night wrote, or the quiet night read", seed));
  const auto writes = static_cast<double>(first.seen.of_kind("list") + first.seen.of_kind("content")
                                          + first.seen.of_kind("patch") + first.seen.of_kind("defaults"));
  out.notes.push_back(fmt::format(
      "Seed {}: {:.1f} us a request, wrk {:.1f} us (list {:.1f}, content {:.1f}); {:.0f} requests, answers of "
      "{:.0f} bytes (wrk {:.0f}). With directory, sign-ins, plan and records: {:.1f} us; in the first night, with "
      "all that is written: {:.1f} us.",
      seed, ours * 1e6, theirs * 1e6, list->cpu_per_request * 1e6, content.cpu_per_request * 1e6, requests,
      bytes, wrk_bytes, reads.cpu_seconds / requests * 1e6, first.cpu_seconds / writes * 1e6));
  const auto mailboxes = static_cast<double>(stand.mailboxes());
  paper.add("first_requests", writes / mailboxes);
  paper.add("first_cpu", first.cpu_seconds / writes);
  paper.add("check_requests", requests / mailboxes);
  paper.add("check_cpu", reads.cpu_seconds / requests);
  paper.add("quiet_cpu", quiet.cpu_seconds / mailboxes);
  paper.add("bytes_to_service", share_of(first.seen.bytes_in, first.seen.requests));
  paper.add("bytes_from_service", share_of(first.seen.bytes_out, first.seen.requests));
  const auto anew = stand.load(false, true, 1);
  out.bad.front().values.push_back(anew.cpu_per_request / list->cpu_per_request);
}

void look_at_tls(tls_findings& out, std::uint64_t seed, bench_stand& stand) {
  auto writer = stand.newcomer("tls");
  const auto night = stand.night(writer);
  out.handshakes.values.push_back(share_of(night.seen.handshakes, connections));
  const auto anew = stand.load(false, true, 1);
  out.handshakes.bad.front().values.push_back(share_of(anew.seen.handshakes, connections));
  const auto forgetful = stand.load(false, false, 1);
  out.resumption.bad.front().values.push_back(
      share_of(forgetful.seen.resumptions, forgetful.seen.handshakes));
  out.handshakes.notes.push_back(
      fmt::format("Seed {}: {} handshakes for {} connections.", seed, night.seen.handshakes, connections));
  stand.cut_some();
  auto reconnecting = stand.newcomer("reconnecting");
  const auto cut = stand.after_the_opening(reconnecting);
  out.resumption.values.push_back(share_of(cut.resumptions, cut.handshakes));
  out.resumption.notes.push_back(
      fmt::format("Seed {}: {} of {} resumed.", seed, cut.resumptions, cut.handshakes));
}

} // namespace

std::vector<cell> cells_of_cpu(const socket_order& order, demo::signal_gate& gate) {
  const bad_policy anew{"a connection for each request", {}, std::nullopt};
  const auto cpu_cell = [&](const char* name) {
    auto out = blank_cell(order, name, {.median = 1.8, .worst = std::nullopt}, "times wrk's");
    out.bad.push_back(anew);
    return out;
  };
  auto path = cpu_cell("processor time of a request");
  path.notes.emplace_back("Signatures of one line: what is around them is measured.");
  auto whole = cpu_cell("processor time of a request, large signatures");
  whole.notes.emplace_back("The demo's signatures: what the mailbox shows is hashed, wrk throws it away.");
  tls_findings tls{.resumption = blank_cell(order, "TLS resumption on reconnect",
                                            {.is = side::at_least, .median = 0.95, .worst = std::nullopt},
                                            "share of handshakes"),
                   .handshakes =
                       blank_cell(order, "TLS handshakes of a connection and night",
                                  {.median = 1.02, .worst = std::nullopt}, "handshakes over connections")};
  tls.resumption.bad.push_back({"a client that begins anew", {}, std::nullopt});
  tls.handshakes.bad.push_back(anew);
  tls.resumption.shows = console::chart::quantity::share;
  tls.resumption.notes.push_back(fmt::format(
      "The server resets {:.0f} % of the readings; counted are the handshakes after all {} connections were open.",
      100 * cut_share, connections));
  paper_figures paper;
  const auto tenants = order.tenants > 0 ? order.tenants : connections / lanes;
  const auto mailboxes = order.mailboxes > 0 ? order.mailboxes : 16'000;
  const auto seconds = order.seconds > 0 ? static_cast<unsigned>(order.seconds) : 4;
  for (const auto seed : order.seeds) {
    auto x = even_world(tenants, mailboxes / tenants, lanes, seed);
    {
      bench_stand stand{x, gate};
      look_at_tls(tls, seed, stand);
    }
    {
      bench_stand stand{x, gate};
      compare_costs(whole, paper, seed, stand, seconds);
    }
    for (auto& c : x.companies)
      c.terse = true;
    bench_stand stand{x, gate};
    paper_figures ignored;
    compare_costs(path, ignored, seed, stand, seconds);
  }
  if (!order.figures.empty())
    paper.write(order.figures);
  return {std::move(path), std::move(whole), std::move(tls.resumption), std::move(tls.handshakes)};
}

} // namespace roamsync::bench
