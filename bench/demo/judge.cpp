#include "bench/demo/judge.hpp"

#include "bench/demo/case_file.hpp"
#include "bench/demo/expected.hpp"

#include <algorithm>
#include <cmath>

namespace roamsync::demo {
namespace {

bool ended_well(const reported_mailbox& x) {
  return x.outcome == "written" || x.outcome == "unchanged";
}

finding each_member_once(const case_file& file) {
  findings_of result{"every member of a group has exactly one outcome, and nobody else has one"};
  for (const auto& c : file.customers()) {
    const bool failed = fails_as_a_whole(c.who->what);
    for (const auto& p : c.who->people) {
      const auto times = c.reports_of(p.address);
      if (times > 1 || (times == 1 && !p.in_group) || (times == 0 && p.in_group && !failed))
        result.against(p.address + ": " + std::to_string(times) + " outcomes");
    }
  }
  for (const auto& stranger : file.strangers())
    result.against(stranger + ": nobody of that address is in the directory");
  return result.done();
}

finding written_is_true(const case_file& file, std::uint64_t& count) {
  findings_of result{"written: the mock applied each write and holds the signature with both defaults"};
  file.for_each_report([&](const reported_mailbox& said, const mailbox_evidence& seen) {
    if (said.outcome != "written")
      return;
    ++count;
    if (seen.content_writes == 0)
      result.against(said.mailbox + ": called written, but the mock applied no write");
    else if (!seen.holds_wanted)
      result.against(said.mailbox + ": called written, but the mailbox does not hold the signature");
  });
  return result.done();
}

finding unchanged_is_true(const case_file& file) {
  findings_of result{"unchanged: the mock applied no write, and the mailbox holds the signature"};
  file.for_each_report([&](const reported_mailbox& said, const mailbox_evidence& seen) {
    if (said.outcome != "unchanged")
      return;
    if (seen.writes > 0)
      result.against(said.mailbox + ": called unchanged, but the mock applied a write");
    else if (!seen.holds_wanted)
      result.against(said.mailbox + ": called unchanged, but the mailbox does not hold the signature");
  });
  return result.done();
}

finding nothing_half_done(const case_file& file) {
  findings_of result{
      "failed, skipped, deferred or without outcome: the mock applied no write, nothing is half done"};
  file.for_each_report([&](const reported_mailbox& said, const mailbox_evidence& seen) {
    if (!ended_well(said) && seen.writes > 0)
      result.against(said.mailbox + ": " + said.outcome + ", but the mock applied a write");
  });
  for (const auto& address : file.written_without_report())
    result.against(address + ": no outcome, but the mock applied a write");
  return result.done();
}

finding outsiders_untouched(const case_file& file) {
  findings_of result{"nobody outside a group was touched, and people's own signatures are as they were"};
  for (const auto& c : file.customers())
    for (const auto& p : c.who->people) {
      const auto& seen = c.evidence(p.address);
      if (!p.in_group && (seen.reads > 0 || seen.writes > 0))
        result.against(p.address + ": not a member, but its mailbox was opened");
      if (p.own_signature && !seen.own_intact)
        result.against(p.address + ": the signature of their own is gone or changed");
    }
  return result.done();
}

finding told_limits_kept(const case_file& file) {
  findings_of result{limits_kept};
  for (const auto& c : file.customers())
    if (c.who->told && c.breaches > 0)
      result.against(c.who->domain + ": " + std::to_string(c.breaches) + " requests beyond its limits");
  return result.done();
}

finding troubles_named(const case_file& file) {
  findings_of result{"each of the 12 troubles was found and called by its own name"};
  for (const auto& c : file.customers()) {
    const auto name = std::string{to_string(c.who->what)};
    const auto causes = tenant_causes(c.who->what);
    const bool named =
        c.said && c.said->state == "failed" && std::ranges::find(causes, c.said->cause) != causes.end();
    if (!causes.empty()) {
      if (!named)
        result.against(name + " (" + c.who->domain
                       + "): " + (c.said ? c.said->state + " " + c.said->cause : "absent"));
      continue;
    }
    for (const auto& p : c.who->people) {
      const auto wanted = mailbox_cause(*c.who, p);
      const auto* said = c.report_of(p.address);
      if (!wanted.empty() && p.in_group && (!said || ended_well(*said) || said->cause != wanted))
        result.against(name + " (" + p.address
                       + "): " + (said ? said->outcome + " " + said->cause : "absent"));
    }
    if (c.who->what == trouble::throttled_hard && c.throttled == 0)
      result.against(name + ": the mock throttled nothing");
  }
  return result.done();
}

finding the_rest_is_done(const case_file& file) {
  findings_of result{"everything else is done: healthy customers, and what is whole in the others"};
  for (const auto& c : file.customers()) {
    if (fails_as_a_whole(c.who->what))
      continue;
    if (!c.said || c.said->state != "done")
      result.against(c.who->domain + ": " + (c.said ? c.said->state + " " + c.said->cause : "absent"));
    for (const auto& p : c.who->people) {
      const auto* said = c.report_of(p.address);
      if (p.in_group && mailbox_cause(*c.who, p).empty() && (!said || !ended_well(*said)))
        result.against(p.address + ": " + (said ? said->outcome + " " + said->cause : "absent"));
    }
  }
  return result.done();
}

finding nothing_written(const case_file& file) {
  findings_of result{"nothing had changed, and nothing was written"};
  for (const auto& c : file.customers())
    for (const auto& p : c.who->people)
      if (c.evidence(p.address).writes > 0)
        result.against(p.address + ": the mock applied a write");
  return result.done();
}

finding as_well_as_before(const case_file& file, const case_file& before) {
  findings_of result{"what was brought in line the night before is called unchanged"};
  for (std::size_t i = 0; i < file.customers().size(); ++i)
    for (const auto& p : file.customers()[i].who->people) {
      const auto* then = before.customers()[i].report_of(p.address);
      const auto* now = file.customers()[i].report_of(p.address);
      if (then && ended_well(*then) && (!now || now->outcome != "unchanged"))
        result.against(p.address + ": " + (now ? now->outcome + " " + now->cause : "absent"));
    }
  return result.done();
}

finding reads_are_few(const case_file& file, const case_file& before, std::uint32_t check_days) {
  std::uint64_t good = 0;
  std::uint64_t read = 0;
  std::uint64_t allowed = 0;
  for (std::size_t i = 0; i < file.customers().size(); ++i) {
    std::uint64_t good_here = 0;
    for (const auto& p : file.customers()[i].who->people) {
      const auto* then = before.customers()[i].report_of(p.address);
      if (!then || !ended_well(*then))
        continue;
      ++good_here;
      read += file.customers()[i].evidence(p.address).reads > 0;
    }
    good += good_here;
    allowed += (good_here + check_days - 1) / check_days;
  }
  finding result;
  result.good = read <= allowed;
  result.what = "the rolling check opened " + std::to_string(read) + " of " + std::to_string(good)
                + " mailboxes that were in line; its share of a night is at most " + std::to_string(allowed);
  return result;
}

} // namespace

std::vector<finding> judge_first_night(const world& x, const report& said, std::span<const ledger_line> lines,
                                       const truth& held) {
  const case_file file{x, said, lines, held};
  std::uint64_t written = 0;
  std::vector<finding> result;
  result.push_back(each_member_once(file));
  result.push_back(written_is_true(file, written));
  result.back().what = std::to_string(written) + " " + result.back().what;
  result.back().good = result.back().good && written > 0;
  result.push_back(unchanged_is_true(file));
  result.push_back(nothing_half_done(file));
  result.push_back(outsiders_untouched(file));
  result.push_back(told_limits_kept(file));
  result.push_back(troubles_named(file));
  result.push_back(the_rest_is_done(file));
  return result;
}

std::vector<finding> judge_quiet_night(const world& x, const report& before, const report& said,
                                       std::span<const ledger_line> lines, const truth& held,
                                       std::uint32_t check_days) {
  const case_file file{x, said, lines, held};
  const case_file yesterday{x, before, {}, held};
  return {nothing_written(file), as_well_as_before(file, yesterday), unchanged_is_true(file),
          told_limits_kept(file), reads_are_few(file, yesterday, check_days)};
}

void doubt_limits(std::span<finding> findings, double others) {
  constexpr double others_max = 0.05;
  if (others <= others_max)
    return;
  for (auto& x : findings)
    if (!x.good && x.what == limits_kept) {
      x.unsure = true;
      x.examples.push_back(
          "Others took " + std::to_string(std::lround(100 * others))
          + " % of this machine's processors meanwhile, so that requests come in bunches: try "
            "again while it is quiet.");
    }
}

bool all_good(std::span<const finding> findings) {
  return std::ranges::all_of(findings, [](const finding& x) { return x.good || x.unsure; });
}

} // namespace roamsync::demo
