#include "bench/demo/case_file.hpp"

#include "bench/demo/wanted.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace roamsync::demo {
namespace {

bool is_one_of(std::string_view x, std::initializer_list<std::string_view> allowed) {
  return std::ranges::find(allowed, x) != allowed.end();
}

void look_into_mailboxes(customer_file& c, const truth& held) {
  static const held_mailbox nothing;
  const auto tenant = held.find(c.who->id);
  for (const auto& p : c.who->people) {
    const held_mailbox* mailbox = &nothing;
    if (tenant != held.end())
      if (const auto found = tenant->second.find(p.address); found != tenant->second.end())
        mailbox = &found->second;
    auto& seen = c.seen[p.address];
    seen.holds_wanted = holds_wanted(*mailbox, p);
    seen.own_intact = own_signature_is_intact(*mailbox, p);
  }
}

} // namespace

const reported_mailbox* customer_file::report_of(const std::string& address) const {
  const auto found = reports.find(address);
  return found == reports.end() ? nullptr : found->second;
}

const mailbox_evidence& customer_file::evidence(const std::string& address) const {
  static const mailbox_evidence none;
  const auto found = seen.find(address);
  return found == seen.end() ? none : found->second;
}

case_file::case_file(const world& x, const report& said, std::span<const ledger_line> lines,
                     const truth& held) {
  std::map<std::string, std::size_t> index;
  for (const auto& c : x.companies) {
    index[c.id] = customers_.size();
    auto& file = customers_.emplace_back();
    file.who = &c;
    look_into_mailboxes(file, held);
  }
  for (const auto& t : said.tenants) {
    const auto at = index.find(t.tenant);
    if (at != index.end())
      customers_[at->second].said = &t;
  }
  for (const auto& m : said.mailboxes) {
    const auto at = index.find(m.tenant);
    if (at == index.end() || !customers_[at->second].seen.contains(m.mailbox))
      strangers_.push_back(m.mailbox);
    else
      customers_[at->second].reports.emplace(m.mailbox, &m);
  }
  read_ledger(lines, index);
}

void case_file::read_ledger(std::span<const ledger_line> lines,
                            const std::map<std::string, std::size_t>& index) {
  for (const auto& line : lines) {
    const auto at = index.find(line.tenant);
    if (at == index.end())
      continue;
    auto& c = customers_[at->second];
    c.breaches += !line.breach.empty();
    c.throttled += line.status == 429 || line.status == 503;
    if (line.mailbox.empty())
      continue;
    auto& seen = c.seen[line.mailbox];
    seen.reads += !line.applied && is_one_of(line.kind, {"list", "content", "patch", "defaults", "delete"});
    seen.writes += line.applied;
    seen.content_writes += line.applied && line.kind == "patch";
  }
}

std::vector<std::string> case_file::written_without_report() const {
  std::vector<std::string> result;
  for (const auto& c : customers_)
    for (const auto& [address, seen] : c.seen)
      if (seen.writes > 0 && c.reports_of(address) == 0)
        result.push_back(address);
  return result;
}

} // namespace roamsync::demo
