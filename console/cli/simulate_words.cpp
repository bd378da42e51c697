#include "console/cli/simulate_words.hpp"

#include "console/cli/checks.hpp"
#include "console/text/display.hpp"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <set>

namespace roamsync::console {

namespace {

constexpr double times_max = 1'000;
constexpr std::uint64_t tenants_max = 100'000;
constexpr std::uint64_t mailboxes_max = 10'000'000;
constexpr std::uint64_t seeds_max = 100;

template <class Read>
word_check checked_by(Read read) {
  return [read](const std::string& word) {
    const auto x = read(word);
    return x ? success() : status{error{printable(x.failure().message)}};
  };
}

word_check whole(std::uint64_t lowest, std::uint64_t highest) {
  return checked_by([=](const std::string& word) { return parse_number(word, lowest, highest); });
}

word_check fraction(double lowest, double highest) {
  return checked_by([=](const std::string& word) { return parse_decimal(word, lowest, highest); });
}

status check_chart_file(const std::string& word) {
  if (word.ends_with(".svg") || word.ends_with(".png"))
    return check_path(word);
  return error{"The name of a chart ends with .svg or .png."};
}

std::string settings_in_words() {
  std::string text;
  for (const auto& name : simulated_settings())
    text += name + ", ";
  return text + "tenant.ID.lanes, .rate, .burst, .weight, .paused";
}

std::uint64_t number_of(const sorted_words& w, std::string_view name, std::uint64_t otherwise) {
  return w.has(name) ? parse_number(w.one(name), 0, std::numeric_limits<std::int64_t>::max()).value()
                     : otherwise;
}

double decimal_of(const sorted_words& w, std::string_view name, double otherwise) {
  return w.has(name) ? parse_decimal(w.one(name), 0, 1e12).value() : otherwise;
}

status check_together(const sorted_words& w) {
  if (w.has("--run") && w.has("--made-up"))
    return error{"Give either --run or --made-up; without them, tonight is simulated."};
  for (const auto* name : {"--tenants", "--mailboxes", "--zipf"})
    if (w.has(name) && !w.has("--made-up"))
      return error{
          fmt::format("{} is the size of a made-up world and goes with --made-up. --tenants-times and "
                      "--mailboxes-times let tonight grow.",
                      name)};
  if (w.has("--all") && (w.has("--run") || w.has("--made-up")))
    return error{"--all is for tonight: a recorded or made-up night has its own mailboxes."};
  if (w.has("--chart-of") && !w.has("--chart"))
    return error{"--chart-of goes with --chart."};
  return success();
}

} // namespace

result<double> parse_decimal(std::string_view word, double lowest, double highest) {
  double x = 0;
  const auto* end = word.data() + word.size();
  const auto read = std::from_chars(word.data(), end, x, std::chars_format::fixed);
  if (word.empty() || read.ec != std::errc{} || read.ptr != end || !std::isfinite(x) || x < lowest
      || x > highest)
    return error{
        fmt::format("{} is not allowed. Allowed: a number from {} to {}.", in_quotes(word), lowest, highest)};
  return x;
}

result<duration> parse_window(std::string_view word) {
  constexpr std::int64_t minutes_max = 48 * 60;
  const auto refused = [&] {
    return error{in_quotes(word)
                 + " is no length of a window. Allowed: 1m to 48h, such as 4h, 90m or 3h30m."};
  };
  std::int64_t minutes = 0;
  std::string_view units = "hm"; // hours, then minutes
  for (auto rest = word; !rest.empty();) {
    std::int64_t n = 0;
    const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), n);
    const auto used = static_cast<std::size_t>(read.ptr - rest.data());
    if (read.ec != std::errc{} || used == rest.size() || n < 0 || n > minutes_max)
      return refused();
    const auto unit = units.find(rest[used]);
    if (unit == std::string_view::npos)
      return refused();
    minutes += units[unit] == 'h' ? n * 60 : n;
    units.remove_prefix(unit + 1);
    rest.remove_prefix(used + 1);
  }
  if (minutes < 1 || minutes > minutes_max)
    return refused();
  return duration{std::chrono::minutes{minutes}};
}

command_tree simulate_tree() {
  const auto flag = [](std::string name, std::string help) {
    return option_words{.name = std::move(name), .help = std::move(help)};
  };
  return {
      .name = "simulate",
      .help =
          "Play a night in virtual time with the policies of a real one: how long it takes, and what would change "
          "with other settings or more tenants. Nothing is sent and nothing is written.",
      .examples = {"roamsync simulate", "roamsync simulate --set limits.lanes=8 --tenants-times 10",
                   "roamsync simulate --run 17 --set net.connections_max=4000",
                   "roamsync simulate --made-up --tenants 10000 --mailboxes 500000 --chart night.svg"},
      .options = {
          {.name = "--set",
           .value = "KNOB=VALUE",
           .help = "What if this were so; may be given more than once. Knobs: " + settings_in_words() + ".",
           .check = checked_by([](const std::string& word) { return parse_simulated_knob(word); }),
           .repeats = true},
          {.name = "--tenants-times",
           .value = "X",
           .help = "What if there were so many times the tenants: 0.01 to 1000.",
           .check = fraction(0.01, times_max)},
          {.name = "--mailboxes-times",
           .value = "X",
           .help = "What if each had so many times the mailboxes: 0.01 to 1000.",
           .check = fraction(0.01, times_max)},
          {.name = "--policy", .value = "learn|fixed", .help = "The same as --set limits.policy=NAME."},
          {.name = "--window",
           .value = "LENGTH",
           .help = "What if the window were so long: 4h, 90m, 3h30m.",
           .check = checked_by([](const std::string& word) { return parse_window(word); })},
          {.name = "--run",
           .value = "NUMBER",
           .help = "That recorded run instead of tonight.",
           .check = whole(1, std::numeric_limits<std::int64_t>::max())},
          flag(
              "--all",
              "Every mailbox of tonight, as after a change of the templates, and not only those that are due."),
          flag("--made-up", "A made-up world instead of tonight."),
          {.name = "--tenants",
           .value = "N",
           .help = "Tenants of the made-up world. Default: 300.",
           .check = whole(1, tenants_max)},
          {.name = "--mailboxes",
           .value = "N",
           .help = "Its mailboxes in all. Default: 10000.",
           .check = whole(1, mailboxes_max)},
          {.name = "--zipf",
           .value = "S",
           .help = "How unequal its tenants are: 0 (all alike) to 3. Default: 1.",
           .check = fraction(0, 3)},
          {.name = "--service-rate",
           .value = "R",
           .help = "Requests a second that a service takes from a service user, where no limit is known.",
           .check = fraction(0.01, 100'000)},
          {.name = "--service-lanes",
           .value = "N",
           .help = "Requests that it takes side by side, where no limit is known.",
           .check = whole(1, 10'000)},
          flag("--first-night", "Let roamsync know nothing of the limits at first."),
          {.name = "--seed",
           .value = "N",
           .help = "Another seed, other latencies. Default: 1.",
           .check = whole(0, std::numeric_limits<std::int64_t>::max())},
          {.name = "--seeds",
           .value = "N",
           .help = "Play with so many seeds and show the night in the middle. Default: 1.",
           .check = whole(1, seeds_max)},
          {.name = "--report",
           .value = "FILE",
           .help = "Write the figures as JSON to this file.",
           .check = [](const std::string& word) { return check_path(word); }},
          {.name = "--chart",
           .value = "FILE",
           .help = "Draw to this file, an SVG or PNG by its name.",
           .check = check_chart_file},
          {.name = "--chart-of",
           .value = "requests|tenants",
           .help =
               "What to draw: requests a second over the night, or when tenants end. Default: requests."}}};
}

result<command> make_simulate(const sorted_words& w) {
  if (const auto good = check_together(w); !good)
    return good.failure();
  simulate_command x{.made_up = w.has("--made-up"),
                     .all = w.has("--all"),
                     .seed = number_of(w, "--seed", 1),
                     .seeds = static_cast<std::size_t>(number_of(w, "--seeds", 1)),
                     .report_file = w.one("--report"),
                     .chart_file = w.one("--chart"),
                     .chart_of_tenants = w.one("--chart-of") == "tenants"};
  if (w.has("--run"))
    x.run = static_cast<std::int64_t>(number_of(w, "--run", 0));
  x.size.tenants = static_cast<std::size_t>(number_of(w, "--tenants", x.size.tenants));
  x.size.mailboxes = number_of(w, "--mailboxes", std::max<std::uint64_t>(x.size.mailboxes, x.size.tenants));
  x.size.zipf = decimal_of(w, "--zipf", x.size.zipf);
  if (x.size.mailboxes < x.size.tenants)
    return error{fmt::format("--mailboxes {} are fewer than --tenants {}; each tenant has one at least.",
                             x.size.mailboxes, x.size.tenants)};
  x.other.tenants_times = decimal_of(w, "--tenants-times", 1);
  x.other.mailboxes_times = decimal_of(w, "--mailboxes-times", 1);
  if (w.has("--window"))
    x.other.window = parse_window(w.one("--window")).value();
  std::set<std::string> names;
  for (const auto& word : w.all("--set")) {
    x.other.set.push_back(parse_simulated_knob(word).value());
    if (!names.insert(x.other.set.back().first).second)
      return error{x.other.set.back().first + " is given twice."};
  }
  if (w.has("--policy")) {
    if (names.contains("limits.policy"))
      return error{"Give either --policy or --set limits.policy=NAME."};
    x.other.set.emplace_back("limits.policy", w.one("--policy"));
  }
  if (w.has("--service-rate"))
    x.instead.rate = decimal_of(w, "--service-rate", 0);
  if (w.has("--service-lanes"))
    x.instead.lanes = static_cast<std::uint32_t>(number_of(w, "--service-lanes", 0));
  x.instead.first_night = w.has("--first-night");
  return command{std::move(x)};
}

} // namespace roamsync::console
