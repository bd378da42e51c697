#include "bench/demo/telling.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace roamsync::demo {
namespace {

std::string fixed(double x, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, x);
  return text;
}

std::string line(const std::string& name, const std::string& value, const std::string& remark) {
  std::string result = "  ";
  const auto put = [&result](const std::string& x, std::size_t width) {
    result += x;
    result.append(width - std::min(width, x.size()), ' ');
  };
  put(name, 22);
  put(value, 14);
  return result + remark + "\n";
}

std::string name_of_tenant(const world& x, const std::string& id) {
  const auto found = std::ranges::find(x.companies, id, &company::id);
  return found == x.companies.end() ? id : found->name;
}

std::string explain(const world& x, const lower_bound& bound) {
  switch (bound.binds) {
  case bound_term::rate:
    return "no schedule is faster: the rate that " + name_of_tenant(x, bound.tenant) + " is allowed";
  case bound_term::lanes:
    return "no schedule is faster: the requests at once that " + name_of_tenant(x, bound.tenant)
           + " is allowed";
  case bound_term::chain:
    return "no schedule is faster: one mailbox of " + name_of_tenant(x, bound.tenant);
  case bound_term::connections:
    return "no schedule is faster: the requests in flight in all";
  case bound_term::egress:
    return "no schedule is faster: the requests a second in all";
  case bound_term::starts:
    return "no schedule is faster: the tenants that are started a second";
  case bound_term::cpu:
    break;
  }
  return "no schedule is faster: the cores";
}

} // namespace

double extrapolated(const loop_result& sample, std::size_t mailboxes) {
  return sample.mailboxes == 0
             ? 0
             : sample.seconds / static_cast<double>(sample.mailboxes) * static_cast<double>(mailboxes);
}

std::string span_text(double seconds) {
  if (seconds < 60)
    return fixed(seconds, 1) + " s";
  const auto whole = static_cast<long>(std::lround(seconds));
  if (whole < 3600)
    return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

std::string count_text(std::uint64_t x) {
  const auto digits = std::to_string(x);
  std::string result;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0)
      result += ',';
    result += digits[i];
  }
  return result;
}

std::string tell_times(const world& x, const report& said, const lower_bound& bound,
                       const std::optional<loop_result>& loop) {
  std::string result = "How long it took\n";
  result += line("this night", span_text(said.makespan),
                 count_text(x.companies.size()) + " customers, " + count_text(x.mailboxes()) + " mailboxes, "
                     + count_text(said.requests) + " requests");
  result += line("lower bound", span_text(bound.seconds), explain(x, bound));
  if (bound.seconds > 0)
    result +=
        line("", fixed(said.makespan / bound.seconds, 2) + " times", "the bound is what the night took");
  if (loop && loop->mailboxes > 0) {
    const auto all =
        loop->seconds / static_cast<double>(loop->mailboxes) * static_cast<double>(x.mailboxes());
    result += line("one after another", span_text(all),
                   "extrapolated by mailboxes from " + std::to_string(loop->tenants) + " customers with "
                       + std::to_string(loop->mailboxes) + " mailboxes, which took "
                       + span_text(loop->seconds) + " (bench/loop)");
    result += line("", fixed(all / said.makespan, 0) + " times", "as long");
  }
  return result;
}

std::string tell_quiet_night(const report& first, const report& second) {
  return "What an unchanged night costs\n"
         + line("the first night", span_text(first.makespan), count_text(first.requests) + " requests")
         + line("the second night", span_text(second.makespan), count_text(second.requests) + " requests");
}

std::string tell_findings(std::span<const finding> findings, bool colours) {
  std::string result;
  for (const auto& x : findings) {
    const auto* word = x.good ? "holds" : x.unsure ? "unsure" : "FAILS";
    const auto* colour = x.good ? "\x1b[32m" : x.unsure ? "\x1b[33m" : "\x1b[31m";
    result += "  ";
    result += colours ? colour + std::string{word} + "\x1b[0m" : word;
    result += x.unsure ? " " : "  ";
    result += x.what;
    result += '\n';
    for (const auto& example : x.examples)
      result.append("         ").append(example).append("\n");
  }
  return result;
}

} // namespace roamsync::demo
