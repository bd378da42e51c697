#include "engine/simulate/simulate.hpp"

#include "engine/limit/policies.hpp"
#include "engine/simulate/events.hpp"
#include "engine/simulate/tenant_in_play.hpp"
#include "engine/supervisor/supervisor_machine.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <variant>

namespace roamsync {

namespace {

/// Events between two looks of whoever watches.
constexpr std::uint64_t watched_each = 65'536;

/// Here nothing can be lost.
supervisor_options without_watchdog(supervisor_options x) {
  x.watchdog = duration{0};
  return x;
}

class night_in_virtual_time {
public:
  night_in_virtual_time(const std::vector<simulated_tenant>& tenants, const simulated_node& node)
      : node_(node), queue_(limit_of(node), time_point{}), supervisor_(without_watchdog(node.starts)),
        watch_(node.window) {
    run_.tenants.resize(tenants.size());
    tenants_.reserve(tenants.size());
    for (const auto& x : tenants)
      tenants_.push_back({.what = &x, .service = service_state{x.service}, .left = work_left{x.before}});
    if (!node_.limits)
      node_.limits = [](const limit& told, const retry_options& retry, time_point now,
                        const std::optional<learned_limit>& past) {
        return make_limiter(limit_policy::learn, told, retry, now, past);
      };
  }

  simulated_run play() {
    std::vector<tenant_start> starts;
    for (std::size_t i = 0; i < tenants_.size(); ++i)
      starts.push_back({.tenant = tenants_[i].what->id,
                        .expected = tenants_[i].expected(),
                        .closes = time_point{} + node_.window});
    for (std::size_t i = 0; i < tenants_.size(); ++i)
      index_.emplace(tenants_[i].what->id, static_cast<std::uint32_t>(i));
    for (const auto& x : tenants_)
      mailboxes_ += x.what->mailboxes;
    if (node_.look_every > duration{0})
      events_.push({.at = now_ + node_.look_every, .kind = event_kind::look});
    perform(supervisor_.open(std::move(starts), now_));
    while (!events_.empty()) {
      auto next = events_.pop();
      if (now_ <= node_.sample_at && next.at > node_.sample_at)
        sample();
      now_ = next.at;
      handle(next);
      if (node_.watch && ++events_done_ % watched_each == 0)
        node_.watch(now_, ended_);
    }
    return std::move(run_);
  }

private:
  void sample() {
    for (std::size_t i = 0; i < tenants_.size(); ++i)
      run_.tenants[i].sample = {.served = tenants_[i].served,
                                .critical = queue_.view(tenants_[i].what->id).critical,
                                .ended = tenants_[i].ended};
  }

  static node_limit limit_of(const simulated_node& node) {
    auto out = node.allowed;
    if (node.turns == turn_order::round_robin)
      out.critical_from = 2;
    else if (node.turns != turn_order::critical_first)
      out.critical_from = 0;
    return out;
  }

  void handle(event& x) {
    switch (x.kind) {
    case event_kind::starts:
      perform(supervisor_.on_wake(now_));
      break;
    case event_kind::ready:
      on_ready(x.tenant);
      break;
    case event_kind::session:
      if (tenants_[x.tenant].wake == x.at) {
        tenants_[x.tenant].wake.reset();
        pump(x.tenant);
      }
      break;
    case event_kind::network:
      break;
    case event_kind::look:
      look();
      break;
    case event_kind::answer:
      on_answer(x);
      break;
    }
    pump_network();
  }

  void perform(const supervisor_effects& effects) {
    for (const auto& effect : effects) {
      if (const auto* start = std::get_if<supervisor_effect::start_tenant>(&effect)) {
        auto i = index_.at(start->tenant);
        tenants_[i].started = true;
        events_.push({.at = now_ + tenants_[i].what->sign_in, .kind = event_kind::ready, .tenant = i});
      } else if (const auto* close = std::get_if<supervisor_effect::close_tenant>(&effect)) {
        close_tenant(index_.at(close->tenant));
      } else if (const auto* cut = std::get_if<supervisor_effect::cut_tenant>(&effect)) {
        cut_tenant(index_.at(cut->tenant));
      } else if (const auto* wake = std::get_if<supervisor_effect::wake>(&effect)) {
        events_.push({.at = wake->at, .kind = event_kind::starts});
      }
    }
  }

  /// Calls that were not sent yet come back from the node's queue.
  void take_back(std::uint32_t i) {
    for (auto id : queue_.take(tenants_[i].what->id))
      tenants_[i].queue->requeue(callers_.extract(id).mapped().second, now_);
  }

  /// Who has sent nothing for a mailbox has not begun it.
  void close_tenant(std::uint32_t i) {
    auto& x = tenants_[i];
    x.closed = true;
    if (!x.queue)
      return;
    take_back(i);
    for (auto it = x.open.begin(); it != x.open.end();) {
      const auto sent = it->second.step > 0 || it->second.tries > 0;
      if (!sent && x.queue->withdraw(it->first)) {
        ++run_.tenants[i].deferred;
        it = x.open.erase(it);
      } else {
        ++it;
      }
    }
    pump(i);
    finish_if_done(i);
  }

  void cut_tenant(std::uint32_t i) {
    auto& x = tenants_[i];
    x.cut = true;
    if (!x.queue)
      return;
    take_back(i);
    for (auto id : x.queue->take_waiting())
      defer(i, static_cast<std::uint32_t>(id));
    finish_if_done(i);
  }

  void defer(std::uint32_t i, std::uint32_t mailbox) {
    tenants_[i].open.erase(mailbox);
    ++run_.tenants[i].deferred;
  }

  void look() {
    std::vector<tenant_outlook> outlooks;
    std::uint64_t done = 0;
    for (std::size_t i = 0; i < tenants_.size(); ++i) {
      const auto& x = tenants_[i];
      done += run_.tenants[i].done + run_.tenants[i].failed;
      if (x.ended)
        continue;
      outlooks.push_back(x.outlook(node_.window, now_));
    }
    if (outlooks.empty())
      return;
    simulated_look out{.at = now_, .done = static_cast<double>(done) / static_cast<double>(mailboxes_)};
    out.seen =
        forecast(outlooks, {static_cast<double>(node_.allowed.allowed.lanes), node_.allowed.allowed.rate},
                 watch_.time_is_short(), now_);
    out.seen.tenants.clear();
    out.news = watch_.look(out.seen, now_);
    if (node_.end_most)
      queue_.set_most(out.seen.most);
    run_.looks.push_back(std::move(out));
    events_.push({.at = now_ + node_.look_every, .kind = event_kind::look});
  }

  void on_ready(std::uint32_t i) {
    auto& x = tenants_[i];
    run_.tenants[i].ready = now_;
    x.queue.emplace(node_.limits(x.what->told, node_.retry, now_, x.what->learned), node_.retry);
    begin_mailboxes(i);
    finish_if_done(i);
  }

  void begin_mailboxes(std::uint32_t i) {
    auto& x = tenants_[i];
    while (!x.closed && x.next < x.what->mailboxes && x.open.size() < x.what->told.lanes
           && is_worth_beginning(x.heard, static_cast<std::uint32_t>(x.open.size()))) {
      ++x.heard.unsent;
      x.open.emplace(x.next, open_mailbox{});
      call(i, x.next++);
    }
    const auto open = static_cast<std::uint32_t>(x.open.size());
    x.left.set_mailboxes({.waiting = x.what->mailboxes - x.next, .open = open, .ended = x.next - open});
    pump(i);
  }

  void call(std::uint32_t i, std::uint32_t mailbox) {
    tenants_[i].queue->add(mailbox, now_ + node_.call_deadline, now_);
  }

  void pump(std::uint32_t i) {
    auto& x = tenants_[i];
    if (!x.queue || x.ended)
      return;
    auto ahead = x.left.ahead(x.queue->scope().in_use());
    auto seen = queue_.view(x.what->id);
    x.queue->scope().set_stakes(
        {.critical = seen.critical, .remaining = ahead.remaining, .crowded = seen.crowded}, now_);
    auto rate = x.queue->scope().in_use().rate;
    if (auto& rates = run_.tenants[i].rates; rates.empty() || rates.back().second != rate)
      rates.emplace_back(now_, rate);
    auto step = x.queue->next(now_);
    for (auto id : step.send) {
      auto mailbox = static_cast<std::uint32_t>(id);
      x.open.at(mailbox).asked = now_;
      x.open.at(mailbox).network = ++network_ids_;
      callers_.emplace(network_ids_, std::pair{i, mailbox});
      queue_.add(x.what->id, x.what->weight, network_ids_, turn_of(i, ahead));
    }
    for (auto late : step.late)
      end_mailbox(i, static_cast<std::uint32_t>(late.id), false);
    if (step.wake && (!x.wake || *step.wake < *x.wake)) {
      x.wake = std::max(*step.wake, now_ + duration{1});
      events_.push({.at = *x.wake, .kind = event_kind::session, .tenant = i});
    }
  }

  work_ahead turn_of(std::uint32_t i, const work_ahead& ahead) {
    if (node_.turns == turn_order::tenant_by_tenant)
      return {.remaining = duration{static_cast<std::int64_t>(tenants_.size() - i)}};
    if (node_.turns == turn_order::random)
      return {.remaining = duration{1 + static_cast<std::int64_t>(drawn(node_.seed, 7, i, ++draws_) * 1e9)}};
    return ahead;
  }

  void pump_network() {
    auto step = queue_.next(now_);
    for (auto id : step.send) {
      auto [tenant, mailbox] = callers_.extract(id).mapped();
      arrive(tenant, mailbox);
    }
    if (step.wake && (network_wake_ <= now_ || *step.wake < network_wake_)) {
      network_wake_ = *step.wake;
      events_.push({.at = network_wake_, .kind = event_kind::network});
    }
  }

  void arrive(std::uint32_t i, std::uint32_t mailbox) {
    auto& x = tenants_[i];
    auto& box = x.open.at(mailbox);
    auto& out = run_.tenants[i];
    box.queued = now_ - box.asked;
    ++out.requests;
    out.begun_late += box.tries == 0 && box.step == 0 && now_ > time_point{} + node_.window ? 1 : 0;
    out.retries += box.tries++ > 0 ? 1 : 0;
    auto tick = static_cast<std::size_t>(now_.time_since_epoch().count() / 100);
    if (tick >= run_.per_tick.size()) {
      run_.per_tick.resize(tick + 1);
      run_.good_per_tick.resize(tick + 1);
    }
    ++run_.per_tick[tick];

    auto answer = answer_to({.of = *x.what,
                             .seed = node_.seed,
                             .tenant = i,
                             .mailbox = mailbox,
                             .step = box.step,
                             .tries = box.tries},
                            x.service, node_.call_timeout, now_);
    out.throttled += answer.result.what == verdict::throttled ? 1 : 0;
    out.inside_wait += answer.inside_wait ? 1 : 0;
    const auto good = answer.result.what == verdict::ok;
    run_.good_per_tick[tick] += good ? 1 : 0;
    events_.push({.at = now_ + answer.after,
                  .kind = event_kind::answer,
                  .tenant = i,
                  .mailbox = mailbox,
                  .result = std::move(answer.result),
                  .latency = good ? answer.after : duration{0}});
  }

  void on_answer(const event& x) {
    auto& of = tenants_[x.tenant];
    auto& box = of.open.at(x.mailbox);
    queue_.end(box.network, now_);
    if (x.result.what == verdict::throttled) {
      for (auto id : queue_.take(of.what->id))
        of.queue->requeue(callers_.extract(id).mapped().second, now_);
    } else {
      of.service.leave();
    }
    if (x.result.what == verdict::ok) {
      box.served.push_back(std::chrono::duration<double>(x.latency).count());
      ++of.served;
      of.left.call_answered(x.latency);
    } else if (x.result.what == verdict::transient) {
      of.left.call_failed();
    }
    auto last = of.queue->on_reply(x.mailbox, x.result, now_,
                                   drawn(node_.seed, x.tenant * 4ULL + 3, x.mailbox, ++draws_), box.queued);
    of.left.see_wait(now_, of.queue->scope().waits_until());
    const auto seen = queue_.view(of.what->id);
    of.heard = {.crowded = seen.crowded,
                .critical = seen.critical,
                .unsent = seen.waiting + static_cast<std::uint32_t>(of.queue->waiting())};
    if (x.result.what == verdict::throttled && of.what->service.tells)
      of.service.told(now_);
    if (of.cut && !(last && last->what == verdict::ok && box.step + 1 == calls_of(x.tenant, x.mailbox))) {
      if (!last)
        (void)of.queue->withdraw(x.mailbox);
      defer(x.tenant, x.mailbox);
    } else if (last) {
      box.tries = 0;
      if (last->what != verdict::ok)
        end_mailbox(x.tenant, x.mailbox, false);
      else if (++box.step >= calls_of(x.tenant, x.mailbox))
        end_mailbox(x.tenant, x.mailbox, true);
      else
        call(x.tenant, x.mailbox);
    }
    if (of.queue->given_up())
      for (auto id : of.queue->take_waiting())
        end_mailbox(x.tenant, static_cast<std::uint32_t>(id), false);
    begin_mailboxes(x.tenant);
    finish_if_done(x.tenant);
  }

  [[nodiscard]] std::uint32_t calls_of(std::uint32_t i, std::uint32_t mailbox) const {
    return call_count(*tenants_[i].what, node_.seed, i, mailbox);
  }

  void end_mailbox(std::uint32_t i, std::uint32_t mailbox, bool good) {
    auto& x = tenants_[i];
    ++ended_;
    auto box = x.open.extract(mailbox);
    auto& out = run_.tenants[i];
    ++(good ? out.done : out.failed);
    out.done_in_window += good && now_ <= time_point{} + node_.window ? 1 : 0;
    out.served.add(box.mapped().served);
  }

  void finish_if_done(std::uint32_t i) {
    auto& x = tenants_[i];
    auto& out = run_.tenants[i];
    if (x.queue->given_up() && !x.closed) {
      out.failed += x.what->mailboxes - x.next;
      x.next = x.what->mailboxes;
    }
    if (x.ended || !x.open.empty() || (x.next < x.what->mailboxes && !x.closed))
      return;
    x.ended = true;
    out.deferred += x.what->mailboxes - x.next;
    out.finished = now_;
    out.cost = x.left.cost();
    out.learned = x.queue->scope().learned(now_);
    run_.makespan = std::max(run_.makespan, now_ - time_point{});
    queue_.leave(x.what->id);
    perform(supervisor_.on_tenant_done(x.what->id, now_));
  }

  simulated_node node_;
  node_queue queue_;
  supervisor_machine supervisor_;
  std::vector<tenant_in_play> tenants_;
  std::unordered_map<std::string, std::uint32_t> index_;
  event_queue events_;
  std::uint64_t events_done_ = 0;
  std::uint64_t ended_ = 0; ///< mailboxes
  node_queue::call_id network_ids_ = 0;
  std::unordered_map<node_queue::call_id, std::pair<std::uint32_t, std::uint32_t>>
      callers_; ///< of calls that wait there
  std::uint64_t draws_ = 0;
  night_watch watch_;
  std::uint64_t mailboxes_ = 0; ///< of all
  time_point now_{};
  time_point network_wake_{};
  simulated_run run_;
};

} // namespace

simulated_run simulate(const std::vector<simulated_tenant>& tenants, const simulated_node& node) {
  return night_in_virtual_time{tenants, node}.play();
}

} // namespace roamsync
