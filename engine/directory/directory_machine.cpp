#include "engine/directory/directory_machine.hpp"

#include "engine/limit/fixed_limiter.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

namespace roamsync {

namespace {
/// A token is not used in its last minute.
constexpr duration token_margin{60'000};

/// Without its group a tenant can do nothing: a call is tried again for as long as patience lasts, however
/// often.
retry_options until_patience_ends(retry_options x) {
  x.attempts_max = std::numeric_limits<std::uint32_t>::max();
  x.breaker_after = std::numeric_limits<std::uint32_t>::max();
  x.budget_max = std::numeric_limits<std::uint32_t>::max();
  return x;
}

std::size_t bytes_of(std::string_view x) {
  return sizeof(std::string) + x.size();
}

std::size_t bytes_of(const std::vector<std::string>& all) {
  std::size_t out = 0;
  for (const auto& x : all)
    out += bytes_of(x);
  return out;
}

std::size_t bytes_of(const member& x) {
  auto out =
      bytes_of(x.user_id) + bytes_of(x.user_principal_name) + bytes_of(x.mail) + bytes_of(x.proxy_addresses);
  for (const auto& [name, value] : x.attributes)
    out += bytes_of(name) + bytes_of(value);
  for (const auto& [name, values] : x.lists)
    out += bytes_of(name) + bytes_of(values);
  return out;
}

std::size_t bytes_of(const directory_reply& x) {
  std::size_t out = 0;
  for (const auto& who : x.members)
    out += bytes_of(who);
  for (const auto& detail : x.details)
    out += detail.photo.size() + (detail.manager ? bytes_of(*detail.manager) : 0);
  return out;
}

bool is_control(const std::vector<detail_question>& asked) noexcept {
  return asked.size() == 1 && asked.front().control;
}

/// The most tries of one question, of those that have failed for now.
std::uint32_t tries_that_failed(const std::vector<detail_question>& asked,
                                const std::vector<detail_reply>& replies) noexcept {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < std::min(asked.size(), replies.size()); ++i)
    if (replies[i].call.what == verdict::transient)
      out = std::max(out, asked[i].failures + 1);
  return out;
}

/// Takes it out.
std::vector<detail_question> second_half(std::vector<detail_question>& asked) {
  const auto middle = asked.begin() + static_cast<std::ptrdiff_t>(asked.size() / 2);
  std::vector<detail_question> out(middle, asked.end());
  asked.erase(middle, asked.end());
  return out;
}
} // namespace

directory_machine::directory_machine(const retry_options& retry, const directory_options& options,
                                     time_point now, time_point not_before)
    : queue_(std::make_unique<fixed_limiter>(limit{.lanes = 1}, until_patience_ends(retry), now),
             until_patience_ends(retry)),
      options_(options), retry_(retry), answers_(retry.attempts_max) {
  queue_.resume(not_before, now);
}

directory_effects directory_machine::ask_kind(const std::string& user_id, time_point now) {
  directory_effects out;
  add(directory_call::kind{user_id}, now, out);
  pump(now, out);
  return out;
}

void directory_machine::add(directory_call_t call, time_point now, directory_effects& out) {
  if (stopped_)
    return refuse(call, *stopped_, out);
  if (const auto& given_up = queue_.given_up())
    return refuse(call, *given_up, out);
  auto is_token = std::holds_alternative<directory_call::token>(call);
  if (!is_token && (!token_until_ || *token_until_ <= now)) {
    after_token_.push_back(std::move(call));
    if (std::exchange(token_asked_, true))
      return;
    call = directory_call::token{};
  }
  auto id = ++last_id_;
  auto patience =
      std::holds_alternative<directory_call::kind>(call) ? options_.kind_patience : retry_.patience;
  calls_.emplace(id, std::move(call));
  queue_.add(id, now + patience, now);
}

directory_effects directory_machine::on_reply(call_queue::call_id id, directory_reply reply, time_point now,
                                              double jitter) {
  directory_effects out;
  if (stopped_) { // whoever asked has been answered; a wait counts for the next process
    (void)queue_.on_reply(id, reply.call, now, jitter);
    if (reply.call.what == verdict::throttled)
      out.emplace_back(directory_effect::keep{queue_.scope().waits_until()});
    return out;
  }
  auto* batch = std::get_if<directory_call::details>(&calls_.at(id));
  if (!batch || !is_control(batch->asked)) // What a control tells is there already.
    bytes_ += bytes_of(reply);
  if (batch)
    take_details(*batch, reply, now, jitter);
  if (reply.call.what == verdict::sign_in_again) {
    // The token was refused. A fresh one is tried once; a second refusal is an answer.
    if (++tokens_refused_ <= 1) {
      auto call = calls_.extract(id).mapped();
      reply.call.what = verdict::ok;
      (void)queue_.on_reply(id, reply.call, now, jitter);
      token_until_.reset();
      add(std::move(call), now, out);
      pump(now, out);
      return out;
    }
    reply.call.what = verdict::failed;
  }
  auto last = queue_.on_reply(id, reply.call, now, jitter);
  if (reply.call.what == verdict::throttled)
    out.emplace_back(directory_effect::keep{queue_.scope().waits_until()});
  if (last)
    end(id, *last, std::move(reply), now, out);
  pump(now, out);
  return out;
}

/// Parts of a batch that are to be asked again make a call with them alone, in the same queue.
void directory_machine::take_details(directory_call::details& batch, directory_reply& reply, time_point now,
                                     double jitter) {
  // A service that hangs or breaks on one photo does so on the batch with it.
  const bool broken = reply.call.what == verdict::transient;
  const bool of_each = broken || (reply.too_large && batch.asked.size() == 1);
  if (of_each)
    reply.details.assign(batch.asked.size(), {.call = reply.call});
  // One that is put aside is no failure to the queue: the back-off before its repeat is here.
  if (const auto tries = tries_that_failed(batch.asked, reply.details); tries > 0)
    queue_.scope().rest_until(now + full_jitter(tries - 1, jitter, retry_));
  if (of_each || reply.call.what == verdict::ok)
    reply.call = answers_.take(batch.asked, std::exchange(reply.details, {}), members_);
  if (broken && !batch.asked.empty())
    take_turns(batch.asked);
}

/// Nothing is told: it may be the service, or one of these. The next try asks for others.
void directory_machine::take_turns(std::vector<detail_question>& asked) {
  if (asked.size() > 1)
    halves_.insert(halves_.begin(), second_half(asked));
  halves_.insert(halves_.begin(), std::move(asked));
  asked = std::move(halves_.back());
  halves_.pop_back();
}

directory_machine::held directory_machine::holds() const {
  held out;
  auto add = [&out](const directory_call_t& call) {
    if (const auto* kind = std::get_if<directory_call::kind>(&call))
      out.kinds.push_back(kind->user_id);
    else
      out.reading = out.reading || !std::holds_alternative<directory_call::token>(call);
  };
  auto token = false;
  for (const auto& [id, call] : calls_) {
    token = token || std::holds_alternative<directory_call::token>(call);
    add(call);
  }
  if (token) // else nothing would ever let them go on
    for (const auto& call : after_token_)
      add(call);
  return out;
}

directory_effects directory_machine::on_unsent(call_queue::call_id id, time_point now) {
  directory_effects out;
  if (stopped_)
    return out;
  queue_.requeue(id, now);
  pump(now, out);
  return out;
}

directory_effects directory_machine::on_wake(time_point now) {
  directory_effects out;
  pump(now, out);
  return out;
}

directory_effects directory_machine::stop(cause why) {
  directory_effects out;
  if (stopped_)
    return out;
  stopped_ = {.what = verdict::failed, .why = why, .detail = "the directory is not asked any more"};
  auto open = std::exchange(after_token_, {});
  for (auto& [id, call] : std::exchange(calls_, {}))
    open.push_back(std::move(call));
  for (const auto& call : open)
    if (!std::holds_alternative<directory_call::token>(call))
      refuse(call, *stopped_, out);
  return out;
}

void directory_machine::end(call_queue::call_id id, const call_result& result, directory_reply reply,
                            time_point now, directory_effects& out) {
  auto call = calls_.extract(id).mapped();
  if (std::holds_alternative<directory_call::token>(call)) {
    token_asked_ = false;
    auto waiting = std::exchange(after_token_, {});
    if (result.what == verdict::ok)
      token_until_ = now + std::max(duration{1'000}, reply.lifetime.value_or(duration{0}) - token_margin);
    for (auto& x : waiting) {
      if (result.what == verdict::ok)
        add(std::move(x), now, out);
      else
        refuse(x, result, out);
    }
    return;
  }
  if (const auto* kind = std::get_if<directory_call::kind>(&call)) {
    out.emplace_back(directory_effect::kind{kind->user_id,
                                            result.what == verdict::ok ? reply.kind : mailbox_kind::unknown});
    return;
  }
  if (auto* batch = std::get_if<directory_call::details>(&call)) {
    if (reply.too_large && batch->asked.size() > 1)
      return ask_in_halves(std::move(batch->asked), now, out);
    if (result.what == verdict::transient && result.why != cause::stopped && is_control(batch->asked)) {
      // The service does not tell any more what it told before, for as long as patience lasts.
      answers_.give_up_failed(members_);
      return ask_details(now, out);
    }
  }
  const bool of_feeds = std::holds_alternative<directory_call::changes>(call)
                        || std::holds_alternative<directory_call::users>(call);
  if (of_feeds && result.why != cause::stopped && bytes_ <= options_.bytes_max)
    return end_feed_call(call, result, std::move(reply), now, out);
  if (result.what != verdict::ok)
    return fail(result, out);
  if (bytes_ > options_.bytes_max)
    return fail({.what = verdict::failed,
                 .why = cause::group_unreadable,
                 .detail = "what the directory tells of the group's members is larger than "
                           + std::to_string(options_.bytes_max / 1'000'000) + " MB"},
                out);
  if (std::holds_alternative<directory_call::details>(call))
    return ask_details(now, out);
  end_page(std::move(reply), now, out);
}

/// Some photos are as large as they were uploaded.
void directory_machine::ask_in_halves(std::vector<detail_question> asked, time_point now,
                                      directory_effects& out) {
  halves_.push_back(second_half(asked));
  add(directory_call::details{std::move(asked)}, now, out);
}

/// The call will not be answered.
void directory_machine::refuse(const directory_call_t& call, const call_result& why, directory_effects& out) {
  if (const auto* kind = std::get_if<directory_call::kind>(&call))
    out.emplace_back(
        directory_effect::kind{kind->user_id, mailbox_kind::unknown, stopped_ ? stopped_->why : cause::none});
  else
    fail(why, out);
}

void directory_machine::fail(const call_result& why, directory_effects& out) {
  // Half a group is no group: nobody is touched (I7).
  members_.clear();
  out.emplace_back(directory_effect::failed{why});
}

void directory_machine::pump(time_point now, directory_effects& out) {
  if (stopped_)
    return;
  auto step = queue_.next(now);
  for (auto [id, why] : step.late)
    end(id,
        {.what = why == cause::throttled ? verdict::throttled : verdict::transient,
         .why = why,
         .detail = "the directory gave no answer in time"},
        {}, now, out);
  for (auto id : step.send)
    out.emplace_back(directory_effect::send{id, calls_.at(id)});
  if (step.wake)
    out.emplace_back(directory_effect::wake{*step.wake});
}

} // namespace roamsync
