#include "tests/simulation/world/world.hpp"

#include <algorithm>
#include <utility>

namespace roamsync::simulation {

namespace {

bool is_write(const roaming_command& what) {
  return !std::holds_alternative<read_defaults>(what) && !std::holds_alternative<read_contents>(what);
}

call_result throttled(duration wait) {
  return {.what = verdict::throttled,
          .why = cause::throttled,
          .retry_after = wait,
          .status = 429,
          .detail = "429"};
}

call_result unavailable() {
  return {.what = verdict::transient, .why = cause::server_error, .status = 503, .detail = "503"};
}

call_result no_answer(bool write) {
  return {.what = verdict::transient, .why = cause::timed_out, .maybe_applied = write, .detail = "no answer"};
}

/// As a page shows it.
member without_manager(member who) {
  std::erase_if(who.attributes, [](const auto& x) { return x.first.starts_with(manager_prefix); });
  return who;
}

/// What a caller was told for so long must survive its death.
constexpr duration durable_after{10};

} // namespace

/// The witness keeps a wait to its last millisecond.
void world::told_wait::tell(time_point now, const call_result& answer) {
  if (!answer.retry_after)
    return;
  if (now - told_at >= durable_after)
    before = until;
  until = std::max(until, now + *answer.retry_after);
  told_at = now;
}

void world::told_wait::caller_dies(time_point now) {
  if (now - told_at < durable_after)
    until = before;
}

world::world(event_queue& time, std::vector<sim_tenant> tenants)
    : time_(time), tenants_(std::move(tenants)), accounts_(tenants_.size()) {
  for (std::size_t i = 0; i < tenants_.size(); ++i) {
    accounts_[i].resize(tenants_[i].homes.size());
    for (auto& x : accounts_[i]) {
      x.tokens = tenants_[i].enforced.burst;
      x.counted_at = time_.now();
    }
  }
}

void world::broken(std::size_t tenant, const std::string& what) {
  seen_.broken.push_back(tenants_[tenant].settings.id + ": " + what);
}

duration world::latency(sim_tenant& of, double slow) {
  // Uniform in half to three halves of the mean: enough to shuffle answers.
  auto mean = static_cast<double>(of.latency.count()) * slow;
  return duration{1 + static_cast<std::int64_t>(mean * (0.5 + of.luck.unit()))};
}

bool world::plays(sim_tenant& of, timed_fault::kind what) {
  auto since = time_.now().time_since_epoch();
  for (auto& x : of.timed) {
    if (x.what != what || since < x.from)
      continue;
    if (what == timed_fault::kind::session_end ? !std::exchange(x.played, true) : since < x.until)
      return true;
  }
  return false;
}

void world::caller_died() {
  ++life_;
  for (auto& of : accounts_)
    for (auto& x : of) {
      x.in_flight = x.arrived = 0;
      for (auto* wait : {&x.told, &x.directory_told, &x.sign_in_told})
        wait->caller_dies(time_.now());
    }
}

void world::command(std::size_t tenant, std::size_t user, const std::string& mailbox,
                    const roaming_command& what, std::uint64_t session,
                    std::function<void(roaming_reply)> answer) {
  auto& of = tenants_[tenant];
  auto& who = accounts_[tenant][user];
  auto known = of.by_address.find(mailbox);
  auto box = known == of.by_address.end() ? 0U : static_cast<std::uint32_t>(known->second);
  if (known == of.by_address.end())
    broken(tenant, "a request named " + mailbox + ", which is no mailbox");
  ++who.in_flight;
  auto kind = is_write(what) ? request_kind::write : request_kind::read;
  seen_.requests.push_back({time_.now(), static_cast<std::uint32_t>(tenant), kind, box, who.in_flight,
                            time_.now() < who.told.until, false, static_cast<std::uint32_t>(user)});
  auto sent = time_.now();
  auto way = latency(of, 0.25);
  auto work = latency(of, of.mailboxes[box].slow);
  time_.after(way, [this, tenant, user, box, what, session, sent, work, life = life_,
                    answer = std::move(answer)]() mutable {
    auto& arrived = accounts_[tenant][user];
    if (life == life_)
      ++arrived.arrived;
    auto done = serve(tenant, user, box, what, session);
    auto at = done.answered ? time_.now() + work : std::max(time_.now(), sent + request_timeout);
    time_.at(at,
             [this, tenant, user, life, reply = std::move(done.reply), answer = std::move(answer)]() mutable {
               auto& mine = accounts_[tenant][user];
               if (life == life_) {
                 --mine.in_flight;
                 --mine.arrived;
                 mine.told.tell(time_.now(), reply.call);
               }
               answer(std::move(reply));
             });
  });
}

bool world::over_limit(sim_tenant& of, account& who) {
  if (who.arrived > of.enforced.lanes)
    return true;
  if (of.enforced.rate <= 0)
    return false;
  auto seconds = std::chrono::duration<double>(time_.now() - who.counted_at).count();
  who.tokens = std::min(static_cast<double>(of.enforced.burst), who.tokens + seconds * of.enforced.rate);
  who.counted_at = time_.now();
  if (who.tokens < 1)
    return true;
  who.tokens -= 1;
  return false;
}

world::served world::serve(std::size_t tenant, std::size_t user, std::uint32_t box,
                           const roaming_command& what, std::uint64_t session) {
  auto& of = tenants_[tenant];
  auto& who = accounts_[tenant][user];
  auto now = time_.now();
  auto write = is_write(what);
  if (of.hangs || of.mailboxes[box].hangs || (write && of.mailboxes[box].writes_hang)
      || of.luck.chance(of.faults.timed_out) || plays(of, timed_fault::kind::silence))
    return {{no_answer(write), {}}, false};
  if (now < who.frozen_until) {
    ++seen_.throttled;
    return {{throttled(who.frozen_until - now), {}}};
  }
  auto breach = over_limit(of, who);
  seen_.rate_breaches += breach ? 1 : 0;
  if (breach || of.luck.chance(of.faults.throttled) || plays(of, timed_fault::kind::throttled)) {
    ++seen_.throttled;
    who.frozen_until = now + of.freeze;
    return {{throttled(of.freeze), {}}};
  }
  if (of.luck.chance(of.faults.session_ends) || plays(of, timed_fault::kind::session_end)
      || (of.session_life && who.session_good && now - who.session_since >= *of.session_life))
    who.session_good = false;
  if (session != who.session || !who.session_good) {
    return {
        {{.what = verdict::sign_in_again, .why = cause::unreadable_answer, .status = 401, .detail = "401"},
         {}}};
  }
  if (of.mailboxes[box].broken || of.luck.chance(of.faults.unavailable))
    return {{unavailable(), {}}};
  if (auto refused = refuse_access(of.mailboxes[box])) {
    who.refused_a_call = who.refused_a_call || refused->status == 401;
    return {{std::move(*refused), {}}};
  }
  auto out = perform(tenant, user, box, what);
  if (of.luck.chance(of.faults.lost_answer))
    return {{no_answer(write), {}}, false};
  return out;
}

std::optional<call_result> world::refuse_access(const sim_mailbox& box) const {
  auto refusal = [](verdict what, cause why, int status) {
    return call_result{.what = what, .why = why, .status = status, .detail = std::to_string(status)};
  };
  switch (box.opens) {
  case access::open:
    break;
  case access::refused_401:
    return refusal(verdict::sign_in_again, cause::unreadable_answer, 401);
  case access::refused_403:
    return refusal(verdict::failed, cause::full_access_missing, 403);
  case access::not_found:
    return refusal(verdict::failed, cause::mailbox_not_found, 404);
  case access::unlicensed:
    return refusal(verdict::failed, cause::mailbox_unlicensed, 500);
  }
  return std::nullopt;
}

// -- sign-in and directory --------------------------------------------------------

void world::sign_in(std::size_t tenant, std::size_t user, std::function<void(const sign_in_answer&)> answer) {
  auto& of = tenants_[tenant];
  seen_.requests.push_back({time_.now(), static_cast<std::uint32_t>(tenant), request_kind::sign_in, 0, 0,
                            time_.now() < accounts_[tenant][user].sign_in_told.until,
                            time_.now() < accounts_[tenant][user].told.until,
                            static_cast<std::uint32_t>(user)});
  time_.after(latency(of, 4) + of.sign_in_time,
              [this, tenant, user, life = life_, answer = std::move(answer)] {
                auto out = serve_sign_in(tenant, user);
                if (life == life_)
                  accounts_[tenant][user].sign_in_told.tell(time_.now(), out.call);
                answer(out);
              });
}

sign_in_answer world::serve_sign_in(std::size_t tenant, std::size_t user) {
  auto& of = tenants_[tenant];
  auto& who = accounts_[tenant][user];
  auto now = time_.now();
  auto old = of.session_life && now - who.session_since >= *of.session_life * 3 / 4;
  auto due = who.session == 0 || !who.session_good || who.refused_a_call || old;
  if (of.refused_from && now.time_since_epoch() >= *of.refused_from)
    of.sign_in_refused = cause::password_expired;
  const auto why = of.refused_users.contains(user) ? cause::wrong_password : of.sign_in_refused;
  sign_in_row row{
      now, static_cast<std::uint32_t>(tenant), false, why != cause::none, static_cast<std::uint32_t>(user),
      due};
  sign_in_answer out;
  if (row.refused) {
    out.call = {.what = verdict::failed, .why = why, .status = 200, .detail = "AADSTS"};
  } else if (of.luck.chance(of.faults.sign_in_throttled)) {
    out.call = throttled(of.freeze);
  } else if (of.luck.chance(of.faults.sign_in_fails) || plays(of, timed_fault::kind::identity_outage)) {
    out.call = unavailable();
    out.call.why = cause::sign_in_unreachable;
  } else {
    row.good = true;
    out.session = ++who.session;
    out.lifetime = of.told_life ? of.told_life : of.session_life;
    who.session_good = true;
    who.refused_a_call = false;
    who.session_since = now;
  }
  seen_.sign_ins.push_back(row);
  return out;
}

void world::directory(std::size_t tenant, const directory_call_t& call,
                      std::function<void(directory_reply)> answer) {
  auto& of = tenants_[tenant];
  auto kind = std::holds_alternative<directory_call::token>(call)     ? request_kind::token
              : std::holds_alternative<directory_call::members>(call) ? request_kind::members
              : std::holds_alternative<directory_call::details>(call) ? request_kind::details
              : std::holds_alternative<directory_call::changes>(call) ? request_kind::changes
              : std::holds_alternative<directory_call::users>(call)   ? request_kind::users
                                                                      : request_kind::kind;
  seen_.requests.push_back({time_.now(), static_cast<std::uint32_t>(tenant), kind, 0, 0,
                            time_.now() < accounts_[tenant].front().directory_told.until});
  time_.after(latency(of, 1), [this, tenant, call, life = life_, answer = std::move(answer)] {
    auto out = serve_directory(tenant, call);
    if (life == life_)
      accounts_[tenant].front().directory_told.tell(time_.now(), out.call);
    answer(std::move(out));
  });
}

directory_reply world::serve_directory(std::size_t tenant, const directory_call_t& call) {
  auto& of = tenants_[tenant];
  directory_reply out;
  if (plays(of, timed_fault::kind::directory_throttled)) {
    out.call = throttled(of.directory_wait);
    return out;
  }
  if (of.luck.chance(of.faults.directory_fails)) {
    out.call = of.luck.chance(0.5) ? throttled(of.directory_wait) : unavailable();
    return out;
  }
  if (std::holds_alternative<directory_call::token>(call)) {
    out.lifetime = std::chrono::hours{1};
  } else if (const auto* kind = std::get_if<directory_call::kind>(&call)) {
    auto it = of.by_user.find(kind->user_id);
    out.kind = it == of.by_user.end() ? mailbox_kind::none : of.mailboxes[it->second].kind;
  } else if (const auto* details = std::get_if<directory_call::details>(&call)) {
    for (const auto& asked : details->asked)
      out.details.push_back(serve_detail(tenant, asked));
  } else if (const auto* asked = std::get_if<directory_call::changes>(&call)) {
    out = changes(of, *asked);
  } else if (const auto* users = std::get_if<directory_call::users>(&call)) {
    for (const auto& who : of.members)
      if (std::find(users->ids.begin(), users->ids.end(), who.user_id) != users->ids.end())
        out.members.push_back(without_manager(who));
  } else {
    out = page(of, std::get<directory_call::members>(call).next);
  }
  return out;
}

/// The feed of the groups tells who came and left since the link, that of the users who was changed.
directory_reply world::changes(sim_tenant& of, const directory_call::changes& asked) {
  directory_reply out;
  const bool groups = asked.of == change_feed::groups;
  if (groups && (of.group == group_state::unreadable || of.group == group_state::breaks_off)) {
    out.call = {.what = verdict::failed, .why = cause::group_unreadable, .status = 403, .detail = "403"};
    return out;
  }
  if (!asked.link.empty() && of.luck.chance(of.faults.feed_forgets)) {
    out.call = {.what = verdict::failed, .why = cause::group_unreadable, .status = 410, .detail = "410"};
    return out;
  }
  const auto now = of.group == group_state::empty ? std::vector<member>{} : of.members;
  if (of.told_members.empty() || of.told_members.back() != now)
    of.told_members.push_back(now);
  out.changes.delta = std::to_string(of.told_members.size() - 1);
  if (!groups && asked.link.empty())
    return out;
  const auto before = asked.link.empty() ? std::vector<member>{} : of.told_members.at(std::stoul(asked.link));
  const auto find = [](const std::vector<member>& all, const member& x) {
    return std::find_if(all.begin(), all.end(), [&](const member& y) { return y.user_id == x.user_id; });
  };
  group_change group{.id = of.settings.group, .removed = false, .members = {}};
  for (const auto& x : now) {
    const auto it = find(before, x);
    if (it == before.end())
      group.members.push_back({x.user_id, member_change::kind::user, false});
    if (it == before.end() || *it != x)
      out.changes.users.push_back(x.user_id);
  }
  for (const auto& x : before)
    if (find(now, x) == now.end())
      group.members.push_back({x.user_id, member_change::kind::user, true});
  if (!groups)
    return out;
  out.changes.users.clear();
  if (!group.members.empty())
    out.changes.groups = {group, group}; // It may say everything twice.
  return out;
}

/// Each part of a batch may be throttled or fail by itself.
detail_reply world::serve_detail(std::size_t tenant, const detail_question& asked) {
  auto& of = tenants_[tenant];
  detail_reply out;
  if (of.luck.chance(of.faults.directory_fails)) {
    out.call = of.luck.chance(0.5) ? throttled(of.directory_wait) : unavailable();
    accounts_[tenant].front().directory_told.tell(time_.now(), out.call);
    return out;
  }
  const auto found = std::find_if(of.members.begin(), of.members.end(),
                                  [&](const member& x) { return x.user_id == asked.user_id; });
  if (found == of.members.end()) {
    broken(tenant, "a question about " + asked.user_id + ", who is no member");
    return out;
  }
  const auto& who = *found;
  if (of.untold.contains(who.user_id)) {
    out.call = {
        .what = verdict::failed, .why = cause::request_refused, .status = 403, .detail = "status 403"};
    return out;
  }
  for (const auto& [name, value] : who.attributes)
    if (name.starts_with(manager_prefix)) {
      if (!out.manager)
        out.manager.emplace();
      out.manager->attributes[name.substr(manager_prefix.size())] = value;
    }
  return out;
}

directory_reply world::page(sim_tenant& of, const std::string& next) {
  directory_reply out;
  auto from = next.empty() ? 0 : static_cast<std::size_t>(std::stoul(next));
  auto breaks = of.group == group_state::breaks_off && from > 0;
  if (of.group == group_state::unreadable || breaks) {
    out.call = {.what = verdict::failed, .why = cause::group_unreadable, .status = 403, .detail = "403"};
    return out;
  }
  if (of.group == group_state::empty)
    return out;
  auto to = std::min(from + of.page_size, of.members.size());
  for (auto i = from; i < to; ++i)
    out.members.push_back(without_manager(of.members[i]));
  if (to < of.members.size() || of.group == group_state::breaks_off)
    out.next = std::to_string(to);
  return out;
}

} // namespace roamsync::simulation
