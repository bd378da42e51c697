#include "actors/app/desk_memory.hpp"

#include "actors/app/run.hpp"
#include "actors/app/tenant_desk.hpp"
#include "console/report/standing_words.hpp"
#include "console/text/numbers.hpp"
#include "engine/session/session_machine.hpp"
#include "engine/tenant/service_users.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace roamsync::app {

namespace {

/// The rest after a refusal that names no time.
constexpr duration untold_wait{1'000};

call_result broken(const error& why) {
  return {.what = verdict::failed, .why = cause::internal_error, .detail = why.message};
}

std::string moment(utc_time x) {
  return console::date_text(utc_date{std::chrono::floor<std::chrono::days>(x)}) + " " + console::clock_text(x)
         + " UTC";
}

} // namespace

result<standing> desk_memory::row(remote service) {
  auto rows = where_.standings(tenant_);
  if (!rows)
    return rows.failure();
  return standing_of(*rows, as_user_, service);
}

call_result desk_memory::may_ask(remote service, utc_time now) {
  auto known = row(service);
  if (!known)
    return broken(known.failure());
  if (known->not_before <= now)
    return {};
  return {.what = verdict::throttled,
          .why = cause::throttled,
          .retry_after = known->not_before - now,
          .detail = console::told_to_wait(known->not_before, now, text_)};
}

void desk_memory::note(remote service, const call_result& answer, utc_time now) {
  if (answer.what != verdict::throttled)
    return;
  auto known = row(service);
  auto until = now + answer.retry_after.value_or(untold_wait);
  if (known && until <= known->not_before)
    return;
  status done = success();
  if (known) {
    known->not_before = until;
    done = where_.put_standings({&*known, 1});
  }
  if (!known || !done)
    spdlog::error("{}: the wait until {} could not be kept", tenant_, moment(until));
}

call_result desk_memory::may_post() {
  auto known = row(remote::outlook);
  if (!known)
    return broken(known.failure());
  // A good answer and a password that was stored anew set the count to 0: above it, the last post was refused
  // for good or its answer was never read, and the password is the same since.
  if (known->open_posts == 0)
    return {};
  auto last = where_.last_ended(tenant_);
  if (!last)
    return broken(last.failure());
  // A part that was broken off says nothing of the password, unless it says that it was refused.
  auto newest = where_.history(tenant_, 1);
  if (!newest)
    return broken(newest.failure());
  if (!newest->empty() && is_final_sign_in_failure(newest->front().part.why))
    *last = newest->front().part;
  auto whole = where_.tenant(tenant_);
  if (!whole)
    return broken(whole.failure());
  const auto command = password_command(*whole ? **whole : as_user_, as_user_.service_user);
  const auto& part = *last;
  if (part && is_final_sign_in_failure(part->why) && (!part->finished || *part->finished >= known->posted))
    return {.what = verdict::failed,
            .why = part->why,
            .detail = console::refused_before(known->posted, command, text_)};
  if (known->open_posts >= session_options{}.open_posts_max)
    return {.what = verdict::failed,
            .why = cause::sign_in_unanswered,
            .detail = console::unanswered_before(known->open_posts, known->posted, command, text_)};
  return {};
}

call_result desk_memory::count_post(utc_time now) {
  auto known = row(remote::outlook);
  if (!known)
    return broken(known.failure());
  ++known->open_posts;
  known->posted = now;
  auto done = where_.put_standings({&*known, 1});
  return done ? call_result{} : broken(done.failure());
}

void desk_memory::settle(const call_result& end, bool answered, utc_time now) {
  status done = success();
  if (is_final_sign_in_failure(end.why)) {
    done = keep_refusal(end, now);
  } else if (answered) {
    auto known = row(remote::outlook);
    if (known)
      known->open_posts = 0;
    done = known ? where_.put_standings({&*known, 1}) : status{known.failure()};
  }
  if (!done)
    spdlog::error("{}: how the sign-in ended could not be kept: {}", tenant_, done.failure().message);
}

/// As the part of a run of its own, like that of a push which failed in the same way.
status desk_memory::keep_refusal(const call_result& why, utc_time now) {
  auto run = where_.open(push_order(tenant_).what);
  if (!run)
    return run.failure();
  const tenant_run part{.tenant = tenant_,
                        .state = tenant_state::failed,
                        .why = why.why,
                        .detail = facts_of(why),
                        .started = now,
                        .finished = now};
  if (auto done = where_.put_tenant_runs(run->number, {&part, 1}); !done)
    return done;
  return where_.finish(run->number, now);
}

} // namespace roamsync::app
