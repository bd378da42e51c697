#include "engine/simulate/simulate.hpp"

#include "engine/simulate/events.hpp"
#include "engine/simulate/node_in_play.hpp"
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

class night_in_virtual_time {
public:
  night_in_virtual_time(const std::vector<simulated_tenant>& tenants, const simulated_node& node)
      : node_(with_limits(node)), queue_(limit_of(node), time_point{}),
        supervisor_(without_watchdog(node.starts)), watch_(node.window) {
    run_.tenants.resize(tenants.size());
    tenants_.reserve(tenants.size());
    for (const auto& x : tenants)
      tenants_.emplace_back(x);
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
      if (++run_.events % watched_each == 0 && node_.watch)
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

  void handle(event& x) {
    switch (x.kind) {
    case event_kind::starts:
      if (supervisor_wake_ == x.at) {
        supervisor_wake_.reset();
        perform(supervisor_.on_wake(now_));
      }
      break;
    case event_kind::ready:
      on_ready(x.tenant, x.line);
      break;
    case event_kind::session:
      if (auto& wake = tenants_[x.tenant].each[x.line].wake; wake == x.at) {
        wake.reset();
        pump(x.tenant, x.line);
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
        open_lines(i);
      } else if (const auto* close = std::get_if<supervisor_effect::close_tenant>(&effect)) {
        close_tenant(index_.at(close->tenant));
      } else if (const auto* cut = std::get_if<supervisor_effect::cut_tenant>(&effect)) {
        cut_tenant(index_.at(cut->tenant));
      } else if (const auto* wake = std::get_if<supervisor_effect::wake>(&effect)) {
        if (std::exchange(supervisor_wake_, wake->at) != wake->at)
          events_.push({.at = wake->at, .kind = event_kind::starts});
      }
    }
  }

  /// Further lines only where there is work enough, or where one failed.
  void open_lines(std::uint32_t i) {
    auto& x = tenants_[i];
    while (auto line = x.shared.take_next(x.waiting(), x.what->told.lanes))
      events_.push({.at = now_ + x.what->sign_in,
                    .kind = event_kind::ready,
                    .tenant = i,
                    .line = static_cast<std::uint32_t>(*line)});
  }

  /// Calls that were not sent yet come back from the node's queue.
  void take_back(std::uint32_t i) {
    auto& x = tenants_[i];
    for (auto id : queue_.take(x.what->id)) {
      const auto mailbox = callers_.extract(id).mapped().second;
      x.line_of(mailbox).queue->requeue(mailbox, now_);
    }
  }

  /// Who has sent nothing for a mailbox has not begun it.
  void close_tenant(std::uint32_t i) {
    auto& x = tenants_[i];
    x.closed = true;
    if (!x.first_ready())
      return;
    take_back(i);
    run_.tenants[i].deferred += x.withdraw_unsent();
    pump_all(i);
    finish_if_done(i);
  }

  void cut_tenant(std::uint32_t i) {
    auto& x = tenants_[i];
    x.cut = true;
    if (!x.first_ready())
      return;
    take_back(i);
    for (auto& line : x.each)
      if (line.queue)
        for (auto id : line.queue->take_waiting())
          defer(i, static_cast<std::uint32_t>(id));
    finish_if_done(i);
  }

  void defer(std::uint32_t i, std::uint32_t mailbox) {
    (void)tenants_[i].take_out(mailbox);
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

  void on_ready(std::uint32_t i, std::uint32_t line) {
    auto& x = tenants_[i];
    if (x.ended)
      return;
    if (!x.shared.ready())
      run_.tenants[i].ready = now_;
    x.shared.on_ready(line);
    x.each[line].queue.emplace(node_.limits(x.what->told, node_.retry, now_, x.what->learned), node_.retry);
    begin_mailboxes(i);
    finish_if_done(i);
  }

  void begin_mailboxes(std::uint32_t i) {
    auto& x = tenants_[i];
    while (const auto mailbox = x.begin_next())
      call(i, *mailbox);
    x.tell_left();
    pump_all(i);
  }

  void call(std::uint32_t i, std::uint32_t mailbox) {
    auto& x = tenants_[i];
    x.line_of(mailbox).queue->add(mailbox, now_ + node_.call_deadline, now_);
  }

  void pump_all(std::uint32_t i) {
    for (std::uint32_t line = 0; line < tenants_[i].each.size(); ++line)
      pump(i, line);
  }

  void pump(std::uint32_t i, std::uint32_t line) {
    auto& x = tenants_[i];
    auto& mine = x.each[line];
    if (!mine.queue || x.ended)
      return;
    auto& scope = mine.queue->scope();
    auto ahead = mine.left.ahead(scope.in_use());
    auto seen = queue_.view(x.what->id);
    scope.set_stakes({.critical = seen.critical, .remaining = ahead.remaining, .crowded = seen.crowded},
                     now_);
    if (line == 0) {
      auto rate = scope.in_use().rate;
      if (auto& rates = run_.tenants[i].rates; rates.empty() || rates.back().second != rate)
        rates.emplace_back(now_, rate);
    }
    auto step = mine.queue->next(now_);
    for (auto id : step.send) {
      auto mailbox = static_cast<std::uint32_t>(id);
      x.open.at(mailbox).asked = now_;
      x.open.at(mailbox).network = ++network_ids_;
      callers_.emplace(network_ids_, std::pair{i, mailbox});
      queue_.add(x.what->id, x.what->weight, network_ids_,
                 turn_of(node_, i, static_cast<std::uint32_t>(tenants_.size()), ahead, draws_));
    }
    for (auto late : step.late)
      end_mailbox(i, static_cast<std::uint32_t>(late.id), false);
    if (step.wake && (!mine.wake || *step.wake < *mine.wake)) {
      mine.wake = std::max(*step.wake, now_ + duration{1});
      events_.push({.at = *mine.wake, .kind = event_kind::session, .tenant = i, .line = line});
    }
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
    auto answer = answer_to({.of = *x.what,
                             .seed = node_.seed,
                             .tenant = i,
                             .mailbox = mailbox,
                             .step = box.step,
                             .tries = box.tries},
                            x.each[box.line].service, node_.call_timeout, now_);
    out.throttled += answer.result.what == verdict::throttled ? 1 : 0;
    out.inside_wait += answer.inside_wait ? 1 : 0;
    const auto good = answer.result.what == verdict::ok;
    count_arrival(run_, now_, good);
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
    const auto line = box.line;
    auto& mine = of.each[line];
    queue_.end(box.network, now_);
    if (x.result.what == verdict::throttled)
      take_back(x.tenant);
    else
      mine.service.leave();
    if (x.result.what == verdict::ok) {
      box.served.push_back(std::chrono::duration<double>(x.latency).count());
      ++of.served;
      mine.left.call_answered(x.latency);
    } else if (x.result.what == verdict::transient) {
      mine.left.call_failed();
    }
    auto last = mine.queue->on_reply(x.mailbox, x.result, now_,
                                     drawn(node_.seed, x.tenant * 4ULL + 3, x.mailbox, ++draws_), box.queued);
    mine.left.see_wait(now_, mine.queue->scope().waits_until());
    const auto seen = queue_.view(of.what->id);
    of.shared.on_heard(line, {.crowded = seen.crowded,
                              .critical = seen.critical,
                              .unsent = seen.waiting + static_cast<std::uint32_t>(mine.queue->waiting())});
    if (x.result.what == verdict::throttled && of.what->service.tells)
      mine.service.told(now_);
    if (mine.queue->given_up() && !of.shared.failed(line))
      of.shared.on_failed(line);
    if (of.cut && !(last && last->what == verdict::ok && box.step + 1 == calls_of(x.tenant, x.mailbox))) {
      if (!last)
        (void)mine.queue->withdraw(x.mailbox);
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
    if (mine.queue->given_up())
      for (auto id : mine.queue->take_waiting())
        end_mailbox(x.tenant, static_cast<std::uint32_t>(id), false);
    open_lines(x.tenant);
    begin_mailboxes(x.tenant);
    finish_if_done(x.tenant);
  }

  [[nodiscard]] std::uint32_t calls_of(std::uint32_t i, std::uint32_t mailbox) const {
    return call_count(*tenants_[i].what, node_.seed, i, mailbox);
  }

  void end_mailbox(std::uint32_t i, std::uint32_t mailbox, bool good) {
    auto& x = tenants_[i];
    const auto box = x.take_out(mailbox);
    auto& out = run_.tenants[i];
    out.served.add(box.served);
    if (!good && !x.closed && x.shared.failed(box.line) && x.shared.hope()) {
      x.again.push_back(mailbox); // the line failed, and not the mailbox
      return;
    }
    ++ended_;
    ++(good ? out.done : out.failed);
    out.done_in_window += good && now_ <= time_point{} + node_.window ? 1 : 0;
  }

  void finish_if_done(std::uint32_t i) {
    auto& x = tenants_[i];
    auto& out = run_.tenants[i];
    if (!x.shared.hope() && !x.closed) {
      out.failed += x.waiting();
      x.again.clear();
      x.next = x.what->mailboxes;
    }
    if (x.ended || !x.open.empty() || (x.waiting() > 0 && !x.closed))
      return;
    x.ended = true;
    out.deferred += x.waiting();
    out.finished = now_;
    out.cost = x.each.front().left.cost();
    out.learned = x.each.front().queue ? x.each.front().queue->scope().learned(now_) : std::nullopt;
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
  std::uint64_t ended_ = 0; ///< mailboxes
  node_queue::call_id network_ids_ = 0;
  std::unordered_map<node_queue::call_id, std::pair<std::uint32_t, std::uint32_t>>
      callers_; ///< of calls that wait there
  std::uint64_t draws_ = 0;
  night_watch watch_;
  std::uint64_t mailboxes_ = 0; ///< of all
  time_point now_{};
  time_point network_wake_{};
  std::optional<time_point> supervisor_wake_; ///< the one that holds; an earlier word is void
  simulated_run run_;
};

} // namespace

simulated_run simulate(const std::vector<simulated_tenant>& tenants, const simulated_node& node) {
  return night_in_virtual_time{tenants, node}.play();
}

} // namespace roamsync
