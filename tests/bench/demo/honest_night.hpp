#pragma once

#include "bench/demo/evidence.hpp"
#include "bench/demo/expected.hpp"
#include "bench/demo/mock_scenario.hpp"
#include "bench/demo/wanted.hpp"
#include "bench/demo/world.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace roamsync::demo {

/// A night without a lie: what roamsync would say and what the mock would have seen, had all gone as it
/// should. Tests then bend one thing in it.
struct honest_night {
  world x = make_world({.seed = 7, .tenants = 20, .mailboxes = 200});
  report said;
  std::vector<ledger_line> lines;
  truth held;

  honest_night() {
    for (const auto& c : x.companies) {
      const auto causes = tenant_causes(c.what);
      const std::string cause{causes.empty() ? "" : causes.front()};
      said.tenants.push_back({c.id, c.name, causes.empty() ? "done" : "failed", cause});
      if (c.what == trouble::throttled_hard)
        lines.push_back({.t = 1,
                         .ms = 1,
                         .tenant = c.id,
                         .mailbox = {},
                         .kind = "list",
                         .breach = "rate",
                         .status = 429,
                         .applied = false,
                         .names = {}});
      for (const auto& p : c.people)
        add(c, p);
    }
  }

  /// The first company with this trouble; `told`: of whose limits roamsync knows.
  company& with(trouble what, bool told = false) {
    return *std::ranges::find_if(x.companies,
                                 [=](const company& c) { return c.what == what && (!told || c.told); });
  }

  /// A member of that company whose mailbox ends well.
  static person& good_member(company& c) {
    return *std::ranges::find_if(c.people,
                                 [&c](const person& p) { return p.in_group && mailbox_cause(c, p).empty(); });
  }

  reported_mailbox& report_of(const std::string& address) {
    return *std::ranges::find(said.mailboxes, address, &reported_mailbox::mailbox);
  }

  reported_tenant& report_of(const company& c) {
    return *std::ranges::find(said.tenants, c.id, &reported_tenant::tenant);
  }

  /// Forgets what the mock saw of this mailbox.
  void forget(const std::string& address) {
    std::erase_if(lines, [&](const ledger_line& line) { return line.mailbox == address; });
  }

  void record(const company& c, const std::string& address, const std::string& kind, bool applied) {
    lines.push_back({.t = 2,
                     .ms = 100,
                     .tenant = c.id,
                     .mailbox = address,
                     .kind = kind,
                     .breach = {},
                     .status = 200,
                     .applied = applied,
                     .names = {}});
  }

  /// Gives the mailbox what the catalogue wants.
  static void fill(held_mailbox& mailbox, const person& p) {
    const auto all = p.display_name + " " + p.job_title + " " + p.phone + " " + p.address;
    auto html = all;
    for (auto at = html.find('&'); at != std::string::npos; at = html.find('&', at + 1))
      html.replace(at, 1, "&amp;");
    mailbox.signatures[new_mail_signature] = {html, all};
    mailbox.signatures[reply_signature] = {html, all};
    mailbox.default_new = new_mail_signature;
    mailbox.default_reply = reply_signature;
  }

  /// The night after: all that was written is unchanged, `reads` mailboxes of each company are looked at.
  [[nodiscard]] honest_night next(std::size_t reads) const {
    auto result = *this;
    result.lines.clear();
    for (auto& m : result.said.mailboxes)
      if (m.outcome == "written")
        m.outcome = "unchanged";
    for (const auto& c : result.x.companies)
      for (std::size_t i = 0, left = reads; i < c.people.size() && left > 0; ++i)
        if (c.people[i].in_group && !fails_as_a_whole(c.what) && mailbox_cause(c, c.people[i]).empty()) {
          result.record(c, c.people[i].address, "list", false);
          --left;
        }
    return result;
  }

private:
  void add(const company& c, const person& p) {
    auto& mailbox = held[c.id][p.address];
    if (p.own_signature)
      mailbox.signatures[own_signature_name] = {own_signature_html(p), "text"};
    if (!p.in_group || fails_as_a_whole(c.what))
      return;
    const auto cause = mailbox_cause(c, p);
    record(c, p.address, "list", false);
    if (!cause.empty()) {
      said.mailboxes.push_back({c.id, p.address, "failed", std::string{cause}});
      return;
    }
    record(c, p.address, "patch", true);
    record(c, p.address, "defaults", true);
    said.mailboxes.push_back({c.id, p.address, "written", ""});
    fill(mailbox, p);
  }
};

} // namespace roamsync::demo
