#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace roamsync::integration {

namespace json = boost::json;

namespace {

/// Addresses of the members of the customer's group.
std::set<std::string> members_of(const customer& x) {
  std::set<std::string> ids;
  for (const auto& id : x.mock.at("groups").as_array().at(0).at("members").as_array())
    ids.emplace(id.as_string());
  std::set<std::string> out;
  for (const auto& user : x.mock.at("users").as_array())
    if (ids.contains(std::string{user.at("id").as_string()}))
      out.emplace(user.at("upn").as_string());
  return out;
}

} // namespace

void expect_honest(const lab& in, const report& x, const std::string& version) {
  std::set<std::string> all;
  for (const auto& c : in.customers())
    for (const auto& address : members_of(c)) {
      all.insert(address);
      const auto end = x.of(address);
      const auto said_good = end.outcome == "written" || end.outcome == "unchanged";
      EXPECT_TRUE(!said_good || in.in_line(c.id, address, version))
          << address << " is said to be " << end.outcome;
    }
  for (const auto& [address, ends] : x.mailboxes)
    EXPECT_TRUE(all.contains(address)) << address << " is no member and has an outcome";
}

void expect_no_breach(const std::vector<ledger_line>& lines) {
  for (const auto& x : lines)
    EXPECT_EQ(x.breach, "") << x.tenant << ' ' << x.kind << " at " << x.t;
}

void expect_one_writer(const std::vector<ledger_line>& lines) {
  std::map<std::string, std::vector<std::pair<double, double>>> writes;
  for (const auto& x : lines)
    if (x.is_write() && !x.mailbox.empty())
      writes[x.mailbox].emplace_back(x.t, x.t + x.ms / 1000);
  EXPECT_FALSE(writes.empty());
  for (auto& [mailbox, spans] : writes) {
    std::sort(spans.begin(), spans.end());
    for (std::size_t i = 1; i < spans.size(); ++i)
      EXPECT_GE(spans[i].first, spans[i - 1].second) << "two writers in " << mailbox;
  }
}

void expect_write_order(const std::vector<ledger_line>& lines, const std::string& address) {
  // content 0, reading of contents after it 1, defaults 2, reading of defaults 3, deletions 4
  int stage = -1;
  std::string last;
  for (const auto& x : lines) {
    if (x.mailbox != address || x.status != 200)
      continue;
    if (x.kind == "patch") {
      EXPECT_LE(stage, 0) << address << ": contents after defaults or deletions";
      stage = 0;
    } else if (x.kind == "defaults") {
      EXPECT_TRUE(stage == -1 || last == "content") << address << ": defaults without reading the contents";
      stage = 2;
    } else if (x.kind == "delete") {
      EXPECT_TRUE(stage != 0) << address << ": deletion before the contents were read";
      EXPECT_TRUE(last == "list" || last == "content" || last == "delete")
          << address << ": deletion right after " << last;
      stage = 4;
    }
    last = x.kind;
  }
}

std::size_t password_posts(const std::vector<ledger_line>& lines, const std::string& tenant) {
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](const ledger_line& x) {
    return x.tenant == tenant && x.method == "POST"
           && (x.kind == "login" || (x.kind == "token" && x.service_user.starts_with("svc@")));
  }));
}

} // namespace roamsync::integration
