#include "engine/simulate/tenant_in_play.hpp"

#include "engine/session/expected_work.hpp"

#include <algorithm>
#include <utility>

namespace roamsync {

namespace {

limit likely_limit_of(const simulated_tenant& x) {
  return likely_limit(x.told, x.learned.value_or(learned_limit{}));
}

work_left whole_work(const simulated_tenant& x) {
  const auto sharers = std::max(x.service_users, 1U);
  return expected_work(x.before, {.waiting = (x.mailboxes + sharers - 1) / sharers, .lines = sharers});
}

} // namespace

tenant_in_play::tenant_in_play(const simulated_tenant& of)
    : what(&of), shared(std::max(of.service_users, 1U)) {
  each.reserve(shared.count());
  for (std::size_t i = 0; i < shared.count(); ++i)
    each.emplace_back(of.service, of.before);
}

std::optional<std::uint32_t> tenant_in_play::begin_next() {
  if (closed || waiting() == 0)
    return std::nullopt;
  const auto line = shared.free(what->told.lanes);
  if (!line)
    return std::nullopt;
  shared.begin(*line);
  auto mailbox = next;
  if (again.empty()) {
    ++next;
  } else {
    mailbox = again.back();
    again.pop_back();
  }
  open.emplace(mailbox, open_mailbox{.line = static_cast<std::uint32_t>(*line)});
  return mailbox;
}

open_mailbox tenant_in_play::take_out(std::uint32_t mailbox) {
  auto out = std::move(open.extract(mailbox).mapped());
  shared.end(out.line);
  return out;
}

std::uint32_t tenant_in_play::withdraw_unsent() {
  std::uint32_t count = 0;
  for (auto it = open.begin(); it != open.end();) {
    const auto& [mailbox, box] = *it++;
    if (box.step > 0 || box.tries > 0 || !each[box.line].queue->withdraw(mailbox))
      continue;
    (void)take_out(mailbox);
    ++count;
  }
  return count;
}

void tenant_in_play::tell_left() {
  const auto sharers = static_cast<std::uint32_t>(std::max<std::size_t>(1, shared.alive()));
  for (lines::number i = 0; i < each.size(); ++i)
    each[i].left.set_mailboxes({.waiting = shared.failed(i) ? 0 : (waiting() + sharers - 1) / sharers,
                                .open = shared.in_work(i),
                                .ended = shared.ended(i),
                                .lines = sharers});
}

const line_in_play* tenant_in_play::first_ready() const {
  const line_in_play* failed = nullptr;
  for (lines::number i = 0; i < each.size(); ++i) {
    if (each[i].queue && !shared.failed(i))
      return &each[i];
    if (each[i].queue)
      failed = &each[i];
  }
  return failed;
}

std::uint64_t tenant_in_play::expected() const {
  return static_cast<std::uint64_t>(whole_work(*what).ahead(likely_limit_of(*what)).remaining.count());
}

tenant_outlook tenant_in_play::outlook(duration window, time_point now) const {
  tenant_outlook out{.weight = what->weight, .known = started, .closes = time_point{} + window};
  const auto* line = first_ready();
  out.work = line ? line->left.outlook(line->queue->scope().in_use(), line->queue->scope().searching(), now)
                  : whole_work(*what).outlook(likely_limit_of(*what), false, now);
  return out;
}

} // namespace roamsync
