#include "tests/simulation/judge/judge.hpp"

#include "engine/mailbox/shown.hpp"
#include "engine/signature/normal_form.hpp"
#include "engine/signature/render.hpp"
#include "tests/simulation/shell/must.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace roamsync::simulation {

namespace {

std::string at_ms(time_point at) {
  return std::to_string(at.time_since_epoch().count()) + " ms";
}

const stored_signature* find(const sim_mailbox& box, std::string_view name) {
  auto it = std::find_if(box.signatures.begin(), box.signatures.end(),
                         [&](const auto& y) { return same_name(y.name, name); });
  return it == box.signatures.end() ? nullptr : &*it;
}

/// What the mailbox lacks of the wanted state; empty if it holds all.
std::string lacks(const sim_mailbox& box, const wanted_signatures& wanted) {
  for (const auto& x : wanted.signatures) {
    const auto* held = find(box, x.name);
    if (!held)
      return "no signature " + x.name;
    if (!same_signature(x, held->html, held->text))
      return "another text in " + x.name;
  }
  if (!wanted.default_new.empty() && !same_name(box.default_new.value_or(""), wanted.default_new))
    return "another default for new mails";
  if (!wanted.default_reply.empty() && !same_name(box.default_reply.value_or(""), wanted.default_reply))
    return "another default for replies";
  return {};
}

outcome expected(const sim_mailbox& box, const member& who, const wanted_signatures& wanted) {
  if (!who.account_enabled)
    return {outcome_kind::skipped, cause::user_disabled};
  if (box.kind == mailbox_kind::shared)
    return {outcome_kind::skipped, cause::mailbox_shared};
  switch (box.opens) {
  case access::open:
    break;
  case access::unlicensed:
    return {outcome_kind::skipped, cause::mailbox_unlicensed};
  default:
    return {outcome_kind::failed, cause::full_access_missing};
  }
  for (const auto& x : wanted.signatures)
    if (const auto* held = find(box, x.name); held && !held->ours)
      return {outcome_kind::skipped, cause::signature_name_taken};
  return {outcome_kind::written};
}

template <class F>
void for_records(simulation& x, F use) {
  std::map<std::string, tenant_run> runs;
  for (auto& run : must(x.kept().tenant_runs(x.run())))
    runs.emplace(run.tenant, run);
  for (std::size_t i = 0; i < x.services().tenants().size(); ++i) {
    auto& of = x.services().tenants()[i];
    std::map<std::string, mailbox_record> by_user;
    for (auto& row : x.records(i))
      by_user.emplace(row.user_id, row);
    use(of, runs[of.settings.id], by_user);
  }
}

} // namespace

complaints judge_limits(simulation& x) {
  complaints out;
  for (const auto& row : x.seen().requests) {
    const auto& of = x.services().tenants()[row.tenant];
    auto lanes = of.settings.lanes > 0 ? of.settings.lanes : x.options().allowed.lanes;
    if (row.in_flight > lanes)
      out.push_back(of.settings.id + ": " + std::to_string(row.in_flight) + " in flight at " + at_ms(row.at));
    if (row.early)
      out.push_back(of.settings.id + ": a request inside a wait at " + at_ms(row.at));
  }
  for (const auto& y : x.seen().broken)
    out.push_back(y);
  return out;
}

complaints judge_outcomes(simulation& x) {
  complaints out;
  for_records(x, [&](sim_tenant& of, const tenant_run& run, const auto& records) {
    const auto& id = of.settings.id;
    auto readable = of.group == group_state::readable && run.group_source == "group"
                    && (run.why == cause::none || !records.empty());
    if (of.group != group_state::readable && !records.empty())
      out.push_back(id + ": outcomes without a readable group");
    if (run.tenant.empty())
      out.push_back(id + ": the tenant has no row");
    if (of.group == group_state::readable && run.state == tenant_state::waiting)
      out.push_back(id + ": ended without a plan");
    if (!readable)
      return;
    std::set<std::string> members;
    for (const auto& who : of.members) {
      members.insert(who.user_id);
      auto it = records.find(who.user_id);
      if (it == records.end()) {
        out.push_back(id + ": no outcome for " + who.user_id);
        continue;
      }
      auto kind = it->second.end.kind;
      if (kind != outcome_kind::written && kind != outcome_kind::unchanged)
        continue;
      auto wanted = render(*of.signatures, who).wanted;
      if (auto gap = lacks(of.mailboxes[of.by_user.at(who.user_id)], wanted); !gap.empty())
        out.push_back(id + ": " + who.user_id + " is recorded as " + std::string{to_string(kind)}
                      + " but has " + gap);
    }
    for (const auto& [user, row] : records)
      if (!members.contains(user))
        out.push_back(id + ": an outcome for " + user + ", who is no member");
  });
  return out;
}

complaints judge_expected(simulation& x) {
  complaints out;
  for_records(x, [&](sim_tenant& of, const tenant_run& run, const auto& records) {
    if (of.group != group_state::readable || of.sign_in_refused != cause::none || of.hangs)
      return;
    if (run.state != tenant_state::done)
      out.push_back(of.settings.id + ": " + std::string{to_string(run.state)} + " "
                    + std::string{to_string(run.why)});
    for (const auto& who : of.members) {
      auto it = records.find(who.user_id);
      if (it == records.end())
        continue;
      const auto& got = it->second.end;
      auto want = expected(of.mailboxes[of.by_user.at(who.user_id)], who, render(*of.signatures, who).wanted);
      auto same = got.why == want.why
                  && (got.kind == want.kind
                      || (got.kind == outcome_kind::unchanged && want.kind == outcome_kind::written));
      if (!same)
        out.push_back(of.settings.id + ": " + who.user_id + " ended " + std::string{to_string(got.kind)} + " "
                      + std::string{to_string(got.why)} + ", expected " + std::string{to_string(want.kind)}
                      + " " + std::string{to_string(want.why)});
    }
  });
  return out;
}

complaints judge_causes(simulation& x) {
  complaints out;
  for_records(x, [&](sim_tenant& of, const tenant_run&, const auto& records) {
    for (const auto& who : of.members) {
      const auto& box = of.mailboxes[of.by_user.at(who.user_id)];
      auto it = records.find(who.user_id);
      if (it == records.end() || box.opens != access::open || of.routes != routing::right)
        continue;
      switch (it->second.end.why) {
      case cause::full_access_missing:
      case cause::mailbox_not_found:
      case cause::mailbox_unlicensed:
      case cause::mailbox_shared:
      case cause::service_mailbox_unusable:
      case cause::wrong_mailbox:
      case cause::mailbox_unproven:
      case cause::read_back_differs:
      case cause::no_sign_of_life:
      case cause::internal_error:
        out.push_back(of.settings.id + ": " + who.user_id + " is recorded as "
                      + std::string{to_string(it->second.end.why)} + ", which is not so");
        break;
      default:
        break;
      }
    }
  });
  return out;
}

complaints judge_members(simulation& x) {
  const auto is_home = [](const sim_tenant& of, std::uint32_t mailbox) {
    return std::find(of.homes.begin(), of.homes.end(), mailbox) != of.homes.end();
  };
  complaints out;
  auto& all = x.services().tenants();
  std::vector<std::set<std::uint32_t>> may(all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const auto& who : all[i].members)
      if (who.account_enabled && (all[i].group == group_state::readable))
        may[i].insert(static_cast<std::uint32_t>(all[i].by_user.at(who.user_id)));
  for (const auto& row : x.seen().requests)
    if ((row.kind == request_kind::read || row.kind == request_kind::write)
        && !may[row.tenant].contains(row.mailbox)
        && !(row.kind == request_kind::read && is_home(all[row.tenant], row.mailbox)))
      out.push_back(all[row.tenant].settings.id + ": a request for "
                    + all[row.tenant].mailboxes[row.mailbox].address);
  for (const auto& row : x.seen().writes)
    if (!may[row.tenant].contains(row.meant))
      out.push_back(all[row.tenant].settings.id + ": a write to "
                    + all[row.tenant].mailboxes[row.meant].address);
  return out;
}

complaints judge_sign_ins(simulation& x) {
  complaints out;
  auto lives = x.services().callers_died() + 1;
  auto refusals_max = std::min<std::uint64_t>(lives, session_options{}.open_posts_max);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> refused; // by tenant and service user
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> undue;
  for (const auto& row : x.seen().sign_ins) {
    refused[{row.tenant, row.user}] += row.refused ? 1 : 0;
    undue[{row.tenant, row.user}] += row.good && !row.due ? 1 : 0;
  }
  for (auto [who, n] : refused)
    if (n > refusals_max)
      out.push_back(x.services().tenants()[who.first].settings.id + ": " + std::to_string(n)
                    + " sign-ins that were refused for good");
  // A process that was started again has no session.
  for (auto [who, n] : undue)
    if (n >= lives)
      out.push_back(x.services().tenants()[who.first].settings.id + ": " + std::to_string(n)
                    + " sign-ins without a reason");
  return out;
}

complaints judge_users_own(simulation& x, const std::vector<sim_tenant>& before) {
  complaints out;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& now = x.services().tenants()[i];
    for (std::size_t j = 0; j < before[i].mailboxes.size(); ++j) {
      const auto& was = before[i].mailboxes[j];
      const auto& is = now.mailboxes[j];
      for (const auto& y : was.signatures) {
        const auto* held = find(is, y.name);
        if (!y.ours && (!held || held->html != y.html || held->text != y.text))
          out.push_back(now.settings.id + ": the user's own " + y.name + " of " + is.address + " is gone");
      }
      if (was.foreign != is.foreign)
        out.push_back(now.settings.id + ": another account's settings in " + is.address + " were changed");
      for (const auto& pointer : {is.default_new, is.default_reply})
        if (pointer && !pointer->empty() && !find(is, *pointer)
            && (pointer != was.default_new && pointer != was.default_reply))
          out.push_back(now.settings.id + ": a default of " + is.address + " points nowhere: " + *pointer);
    }
  }
  return out;
}

std::size_t content_gone_astray(simulation& x, std::size_t tenant) {
  return static_cast<std::size_t>(
      std::count_if(x.seen().writes.begin(), x.seen().writes.end(), [&](const write_row& row) {
        return row.tenant == tenant && row.kind == write_kind::content && row.landed != row.meant;
      }));
}

std::string lines(const complaints& x) {
  std::string out;
  for (std::size_t i = 0; i < std::min<std::size_t>(x.size(), 20); ++i)
    out += x[i] + "\n";
  if (x.size() > 20)
    out += "and " + std::to_string(x.size() - 20) + " more\n";
  return out;
}

} // namespace roamsync::simulation
