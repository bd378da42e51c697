#include "engine/tenant/tenant_machine.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace roamsync {

tenant_machine::tenant_machine(tenant_options options)
    : options_(std::move(options)), lines_(options_.own_mailboxes.size()),
      deletions_left_(options_.goes_on ? 0 : options_.deletions_max) {
  run_.tenant = options_.id;
}

tenant_effects tenant_machine::start(instant now) {
  run_.state = tenant_state::working;
  run_.started = now.utc;
  tenant_effects out;
  started_ = true;
  if (options_.paused && !paused_since_)
    paused_since_ = now.mono;
  go_on(out);
  finish(now, out);
  return out;
}

/// Begins whatever is next and may begin.
void tenant_machine::go_on(tenant_effects& out) {
  if (options_.paused || !started_ || done_)
    return;
  if (!std::exchange(directory_asked_, true)) {
    reading_.emplace();
    out.emplace_back(tenant_effect::read_directory{});
  }
  while (!waiting_.empty() && !closed_) {
    auto line = lines_.take_next(waiting_.size(), options_.lanes);
    if (!line)
      break;
    heard_lines_.begin(*line);
    out.emplace_back(tenant_effect::open_session{*line});
  }
  pull(out);
}

tenant_effects tenant_machine::set_lanes(std::uint32_t lanes, instant now) {
  tenant_effects out;
  options_.lanes = lanes;
  go_on(out);
  finish(now, out);
  return out;
}

tenant_effects tenant_machine::set_paused(bool paused, instant now) {
  tenant_effects out;
  if (options_.paused == paused)
    return out;
  options_.paused = paused;
  if (paused) {
    paused_since_ = now.mono;
  } else if (paused_since_) {
    // The forecast counts the time of work.
    if (working_since_)
      *working_since_ += now.mono - std::max(*paused_since_, *working_since_);
    paused_since_.reset();
  }
  go_on(out);
  finish(now, out);
  return out;
}

tenant_effects tenant_machine::on_planned(night_plan plan, std::string group_source, instant now) {
  tenant_effects out;
  if (done_)
    return out;
  planned_ = true;
  reading_.reset();
  run_.group_source = std::move(group_source);
  outcomes_ = plan.recorded;
  run_.mailboxes = static_cast<std::uint32_t>(plan.jobs.size() + plan.ended.size() + plan.recorded.total());
  for (const auto& x : plan.ended)
    ++outcomes_[x.end.kind];
  if (!plan.ended.empty())
    out.emplace_back(tenant_effect::record{std::move(plan.ended)});
  if (run_.mailboxes == 0) {
    run_.state = tenant_state::failed;
    run_.why = cause::group_empty;
  }
  waiting_.assign(plan.jobs);
  if (closed_)
    end_waiting(outcome_kind::deferred, *closed_, {}, now.utc, out);
  go_on(out);
  finish(now, out);
  return out;
}

tenant_effects tenant_machine::on_directory_failed(const call_result& why, std::string group_source,
                                                   instant now) {
  tenant_effects out;
  if (done_)
    return out;
  planned_ = true;
  reading_.reset();
  run_.group_source = std::move(group_source);
  run_.state = tenant_state::failed;
  run_.why = why.why;
  run_.detail = facts_of(why);
  finish(now, out);
  return out;
}

tenant_effects tenant_machine::on_session_ready(lines::number line, instant now) {
  tenant_effects out;
  if (lines_.failed(line))
    return out; // the watchdog was faster
  lines_.on_ready(line);
  if (!working_since_)
    working_since_ = now.mono;
  pull(out);
  finish(now, out);
  return out;
}

tenant_effects tenant_machine::on_session_failed(lines::number line, const call_result& why, instant now) {
  tenant_effects out;
  if (done_)
    return out;
  lines_.on_failed(line);
  heard_lines_.end(line);
  if (why.why != cause::stopped && lines_.hope()) {
    go_on(out);
  } else if (why.why == cause::stopped || why.why == cause::window_closed) {
    end_waiting(outcome_kind::deferred, why.why, why.detail, now.utc, out);
  } else {
    run_.state = tenant_state::failed;
    run_.why = why.why;
    run_.detail = facts_of(why);
    end_waiting(outcome_kind::failed, why.why, facts_of(why), now.utc, out);
  }
  finish(now, out);
  return out;
}

tenant_effects tenant_machine::on_heard(lines::number line, const line_word& what) {
  tenant_effects out;
  lines_.on_heard(line, what);
  pull(out);
  return out;
}

void tenant_machine::pull(tenant_effects& out) {
  if (closed_ || options_.paused)
    return;
  while (!waiting_.empty()) {
    auto line = lines_.free(options_.lanes);
    if (!line)
      return;
    lines_.begin(*line);
    auto next = waiting_.pop_front();
    auto& job = next.job;
    job.own_mailbox = options_.own_mailboxes[*line];
    heard_.begin(job.user_id);
    in_work_.emplace(job.user_id,
                     work{.mailbox = job.mailbox,
                          .own = job.mailbox == job.own_mailbox,
                          .line = *line,
                          .again = lines_.count() > 1 ? std::make_unique<planned_job>(next) : nullptr});
    out.emplace_back(tenant_effect::start_mailbox{std::move(next), *line});
  }
}

tenant_effects tenant_machine::on_mailbox_end(const std::string& user_id, mailbox_end end, instant now) {
  tenant_effects out;
  auto it = in_work_.find(user_id);
  if (it == in_work_.end())
    return out;
  control_good_ = control_good_ || end.readable;
  routed_ = routed_ || (end.routed && !is_own_mailbox(user_id));
  ++ended_by_work_;
  const auto broke_off = end.how.why == cause::internal_error || end.how.why == cause::no_sign_of_life;
  broken_off_ = broken_off_ || broke_off;
  if (pioneer_ == user_id && broke_off) // it cannot tell what became of its write
    end.lost = std::move(pioneer_writes_);
  auto wrong = end.astray;
  std::move(end.lost.begin(), end.lost.end(), std::back_inserter(lost_));
  auto detail = end.how.detail;
  lines_.end(it->second.line);
  const auto goes_on = end.how.kind == outcome_kind::failed && it->second.again && !closed_
                       && end.how.why != cause::internal_error // it may have a request on its way still (I1)
                       && (lines_.failed(it->second.line) || is_final_sign_in_failure(end.how.why))
                       && lines_.hope_without(it->second.line);
  if (goes_on) {
    // The line failed, and not the mailbox: another one begins it anew, and finds what was written. The line itself may
    // say so only after it.
    lines_.on_failed(it->second.line);
    waiting_.push_front(std::move(*it->second.again));
  } else if (end.how.kind == outcome_kind::deferred && end.how.why == cause::stopped) {
    left_undone_ = true;
  } else {
    std::vector<mailbox_record> rows;
    add_record(rows, user_id, it->second.mailbox, std::move(end.how), std::move(end.proof), now.utc);
    out.emplace_back(tenant_effect::record{std::move(rows)});
  }
  heard_.end(user_id);
  in_work_.erase(it);
  // A tenth of the work tells how long the rest takes; the report shows how true that was.
  if (!run_.forecast && ended_by_work_ * 10 >= ended_by_work_ + in_work_.size() + waiting_.size())
    run_.forecast = now.utc + remaining(now.mono);
  std::erase_if(askers_, [&](const asker& x) { return x.user_id == user_id; });
  if (pioneer_ == user_id)
    end_pioneer();
  if (wrong && run_.why != cause::wrong_mailbox)
    refute(detail, now, out);
  next_pioneer(out);
  go_on(out);
  finish(now, out);
  return out;
}

tenant_effects tenant_machine::close(cause why, instant now) {
  tenant_effects out;
  if (!closed_)
    closed_ = why;
  end_waiting(outcome_kind::deferred, why, options_.paused ? "the tenant was paused" : "", now.utc, out);
  if (why == cause::stopped) {
    refuse_askers(why, out);
    if (lines_.opened())
      stop_lines(why, out);
  } else if (!in_work_.empty()) {
    out.emplace_back(tenant_effect::close_session{});
  }
  finish(now, out);
  return out;
}

void tenant_machine::stop_lines(cause why, tenant_effects& out) {
  lines_stopped_ = true;
  out.emplace_back(tenant_effect::stop_session{why});
}

tenant_effects tenant_machine::cut(instant now) {
  tenant_effects out;
  if (done_ || closed_ != cause::window_closed)
    return out;
  refuse_askers(cause::window_closed, out);
  if (lines_.opened())
    stop_lines(cause::window_closed, out);
  if (!planned_) {
    planned_ = true;
    run_.state = tenant_state::failed;
    run_.why = cause::window_closed;
    run_.detail = "the group was not read before the time after the window was over";
  }
  finish(now, out);
  return out;
}

void tenant_machine::end_waiting(outcome_kind kind, cause why, const std::string& detail, utc_time now,
                                 tenant_effects& out) {
  if (waiting_.empty())
    return;
  if (why == cause::stopped) {
    left_undone_ = true;
    waiting_.clear();
    return;
  }
  std::vector<mailbox_record> rows;
  while (!waiting_.empty()) {
    auto x = waiting_.pop_front();
    add_record(rows, std::move(x.job.user_id), std::move(x.job.mailbox), {kind, why, detail}, std::nullopt,
               now);
  }
  out.emplace_back(tenant_effect::record{std::move(rows)});
}

void tenant_machine::add_record(std::vector<mailbox_record>& rows, std::string user_id, std::string mailbox,
                                outcome how, std::optional<receipt> proof, utc_time now) {
  ++outcomes_[how.kind];
  rows.push_back({.tenant = options_.id,
                  .user_id = std::move(user_id),
                  .mailbox = std::move(mailbox),
                  .end = std::move(how),
                  .at = now,
                  .proof = std::move(proof)});
}

void tenant_machine::finish(instant now, tenant_effects& out) {
  if (done_ || !waiting_.empty() || !in_work_.empty())
    return;
  // A sign-in is stopped and its end waited for: a password stays on the count if nobody hears what became of it.
  if (closed_ && lines_.opening()) {
    if (!lines_stopped_)
      stop_lines(*closed_, out);
    return;
  }
  // Before the plan is there, only a stop ends the tenant: a closed window defers its mailboxes by name. Of a
  // tenant that was paused before its group was asked for, nobody knows them.
  const bool never_asked = closed_ && started_ && options_.paused && !directory_asked_;
  if (!planned_ && closed_ != cause::stopped && !never_asked)
    return;
  if (!planned_ && never_asked && closed_ != cause::stopped) {
    run_.state = tenant_state::failed;
    run_.why = *closed_;
    run_.detail = "the tenant was paused";
  }
  if (run_.state == tenant_state::working)
    run_.state = planned_ && !left_undone_ ? tenant_state::done : tenant_state::waiting;
  // What a defect interrupted may be written and not recorded: the next run looks for it (I3).
  if (!broken_off_)
    run_.finished = now.utc;
  done_ = true;
  out.emplace_back(tenant_effect::done{});
}

duration tenant_machine::remaining(time_point now) const noexcept {
  auto left = static_cast<std::int64_t>(waiting_.size() + in_work_.size());
  if (done_ || options_.paused || !working_since_ || ended_by_work_ == 0)
    return duration{0};
  return (now - *working_since_) * left / static_cast<std::int64_t>(ended_by_work_);
}

tenant_stage tenant_machine::stage() const noexcept {
  if (done_)
    return tenant_stage::ended;
  if (closed_)
    return tenant_stage::closing;
  if (!directory_asked_)
    return tenant_stage::not_begun;
  if (!planned_)
    return tenant_stage::group;
  if (!lines_.ready())
    return tenant_stage::sign_in;
  return pioneer_ && !askers_.empty() ? tenant_stage::proof : tenant_stage::mailboxes;
}

mailboxes_ahead tenant_machine::ahead(lines::number line) const noexcept {
  auto sharers = static_cast<std::uint32_t>(std::max<std::size_t>(1, lines_.alive()));
  auto share = lines_.failed(line) ? 0 : (waiting() + sharers - 1) / sharers;
  return {.waiting = share, .open = lines_.in_work(line), .ended = lines_.ended(line), .lines = sharers};
}

tenant_view tenant_machine::view(time_point now) const {
  const auto alive = static_cast<std::uint32_t>(std::max<std::size_t>(1, lines_.alive()));
  return {.tenant = options_.id,
          .name = options_.name,
          .state = run_.state,
          .why = run_.why,
          .mailboxes = run_.mailboxes,
          .outcomes = outcomes_,
          .in_work = static_cast<std::uint32_t>(in_work_.size()),
          .lanes = options_.lanes * alive,
          .lines = alive,
          .requests = run_.requests,
          .throttled = run_.throttled,
          .remaining = remaining(now),
          .paused = options_.paused,
          .stage = stage()};
}

} // namespace roamsync
