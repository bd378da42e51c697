#include "tests/integration/record.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace roamsync::integration {

namespace json = boost::json;

namespace {

std::string text(const json::object& x, std::string_view key) {
  const auto* found = x.if_contains(key);
  return found && found->is_string() ? std::string{found->get_string()} : std::string{};
}

double number(const json::object& x, std::string_view key) {
  const auto* found = x.if_contains(key);
  return found && found->is_number() ? found->to_number<double>() : 0;
}

} // namespace

bool ledger_line::is_write() const {
  return kind == "patch" || kind == "defaults" || kind == "delete";
}

std::vector<ledger_line> parse_ledger(std::string_view lines) {
  std::vector<ledger_line> out;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    const auto one = json::parse(lines.substr(0, end)).as_object();
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    if (!one.contains("kind"))
      continue;
    auto& x = out.emplace_back();
    x.t = number(one, "t");
    x.ms = number(one, "ms");
    x.tenant = text(one, "tenant");
    x.service_user = text(one, "service_user");
    x.mailbox = text(one, "mailbox");
    x.kind = text(one, "kind");
    x.method = text(one, "method");
    x.breach = text(one, "breach");
    x.digest = text(one, "digest");
    x.fault = text(one, "fault");
    x.status = static_cast<int>(number(one, "status"));
    x.in_flight = static_cast<std::uint64_t>(number(one, "in_flight"));
    x.retry_after_s = number(one, "retry_after_s");
    if (const auto* applied = one.if_contains("applied"))
      x.applied = applied->is_bool() && applied->get_bool();
    if (const auto* names = one.if_contains("names"); names && names->is_array())
      for (const auto& name : names->get_array())
        x.names.emplace_back(name.as_string());
  }
  return out;
}

std::size_t report::count(std::string_view outcome) const {
  std::size_t out = 0;
  for (const auto& [address, ends] : mailboxes)
    for (const auto& x : ends)
      out += x.outcome == outcome ? 1U : 0U;
  return out;
}

ended report::of(const std::string& address) const {
  const auto found = mailboxes.find(address);
  if (found == mailboxes.end() || found->second.size() != 1) {
    ADD_FAILURE() << address << " has " << (found == mailboxes.end() ? 0 : found->second.size())
                  << " outcomes";
    return {};
  }
  return found->second.front();
}

report parse_report(std::string_view text_of_it) {
  report out{.whole = json::parse(text_of_it).as_object()};
  const auto& night = out.whole.at("night").as_object();
  out.number = night.at("number").to_number<std::int64_t>();
  out.sequence = night.at("sequence").to_number<std::int64_t>();
  out.finished = night.at("finished").is_string();
  for (const auto& entry : out.whole.at("mailboxes").as_array()) {
    const auto& x = entry.as_object();
    out.mailboxes[text(x, "mailbox")].push_back({text(x, "outcome"), text(x, "cause"), text(x, "detail")});
  }
  for (const auto& entry : out.whole.at("tenants").as_array()) {
    const auto& x = entry.as_object();
    out.tenants[text(x, "tenant")] = {text(x, "state"), text(x, "cause"), text(x, "detail")};
  }
  return out;
}

} // namespace roamsync::integration
