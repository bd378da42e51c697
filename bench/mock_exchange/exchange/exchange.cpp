#include "bench/mock_exchange/exchange/exchange.hpp"

#include "bench/mock_exchange/exchange/route.hpp"
#include "bench/mock_exchange/graph/graph.hpp"
#include "bench/mock_exchange/identity/holder.hpp"
#include "bench/mock_exchange/throttle/answer.hpp"

#include <algorithm>
#include <cmath>

namespace mock_exchange {

namespace {

instant latency_of(const latency_settings& rules, std::uint64_t key) {
  if (rules.median_ms <= 0 && rules.min_ms <= 0)
    return {};
  auto ms = rules.median_ms * std::exp(rules.sigma * normal_of(key));
  ms = std::max(ms, rules.min_ms);
  if (rules.max_ms > 0)
    ms = std::min(ms, rules.max_ms);
  return instant_of(ms / 1000);
}

bool egress_limited(const settings& rules) {
  return rules.egress_rate > 0;
}

} // namespace

exchange::exchange(scenario plan, wall_time started, ledger& book)
    : started_(started), world_(std::make_shared<world>(std::move(plan), started)), book_(book) {}

void exchange::replace(scenario plan) {
  world_ = std::make_shared<world>(std::move(plan), started_);
}

turn exchange::arrive(const request& in, instant raw) {
  auto& w = *world_;
  call c{.in = in, .url = parse_target(in.target), .now = w.clock(raw)};
  c.entry.arrived = raw;
  c.entry.method = in.method;
  find_host(c);
  classify(w, c);
  if (c.entry.service_user.empty())
    name_holder(w, c);
  turn out;
  out.alive = world_;
  if (c.user) {
    c.entry.in_flight = ++c.user->in_flight;
    out.user = c.user;
  }
  if (c.box) {
    ++c.box->in_flight;
    out.box = c.box;
    c.entry.mailbox = c.box->address();
  }
  const auto* directory = c.host == service::graph && c.home ? &c.home->graph_scope : nullptr;
  auto freezes = directory ? directory->freezes() : 0;
  judge_limits(c, out);
  perform(c, out);
  if (directory && out.refused_by == directory) {
    c.entry.breach_of = limit_of_directory;
    c.entry.froze = directory->freezes() != freezes;
  }
  out.delay = draw_latency(c);
  if (c.home)
    c.entry.tenant = c.home->id;
  out.home = std::move(c.home);
  out.entry = std::move(c.entry);
  return out;
}

void exchange::judge_limits(call& c, turn& out) {
  auto& w = *world_;
  const auto& rules = c.home ? c.home->rules : w.defaults;
  auto judge = [&](throttle_scope& scope, const limit_settings& limit, unsigned in_flight,
                   breach_kind rate_name, breach_kind lanes_name, std::string_view whose) {
    if (c.entry.breach)
      return;
    auto freezes = scope.freezes();
    auto why = scope.admit(c.now, limit, in_flight, 1, rate_name, lanes_name, rules.throttle);
    if (!why)
      return;
    c.entry.breach = why->breach;
    c.entry.breach_of = whose;
    c.entry.froze = scope.freezes() != freezes;
    c.decided = throttle_answer(c, *why, rules.throttle, w);
    out.refused_by = &scope;
  };
  const auto& egress_rules = c.home && c.home->own_egress ? c.home->rules : w.defaults;
  if (egress_limited(egress_rules)) {
    auto& scopes = c.home && c.home->own_egress ? c.home->egress : w.egress;
    judge(scopes[c.in.peer], {.rate = egress_rules.egress_rate, .burst = egress_rules.egress_burst}, 0,
          breach_kind::egress, breach_kind::egress, limit_of_address);
  }
  if (c.user && c.host != service::identity)
    judge(c.user->scope, c.user->limit, c.user->in_flight, breach_kind::rate, breach_kind::lanes,
          limit_of_service_user);
  if (c.box)
    judge(c.box->scope, {.lanes = rules.mailbox_lanes}, c.box->in_flight, breach_kind::mailbox_lanes,
          breach_kind::mailbox_lanes, limit_of_mailbox);
  if (c.host == service::graph && c.home && !c.entry.breach) {
    if (auto refused = judge_graph_cost(w, c)) {
      c.decided = std::move(refused);
      out.refused_by = &c.home->graph_scope;
    }
  }
}

std::optional<fault_kind> exchange::draw_fault(call& c) {
  if (!c.home || c.entry.breach)
    return std::nullopt;
  auto draw = [&](fault_state& state, std::string_view scope) -> std::optional<fault_kind> {
    if (!state.plan || !can_play(state.plan->kind, c))
      return std::nullopt;
    return state.draw(world_->seed ^ text_seed(scope), c.now, name_of(c.entry.kind));
  };
  if (auto kind = draw(c.home->fault, c.home->id))
    return kind;
  return c.box ? draw(c.box->fault, c.box->address()) : std::nullopt;
}

void exchange::perform(call& c, turn& out) {
  auto& w = *world_;
  auto fault = draw_fault(c);
  if (fault)
    if (auto instead = answer_instead(*fault, w, c))
      c.decided = std::move(instead);
  out.answer = c.decided ? std::move(*c.decided) : answer(w, c);
  if (c.entry.kind == call_kind::batch && c.entry.breach && !out.refused_by)
    out.refused_by = &c.home->graph_scope;
  if (c.forced)
    fault = c.forced;
  if (!fault)
    return;
  c.entry.fault = name_of(*fault);
  spoil(*fault, out.answer);
  out.how = delivery_of(*fault);
}

instant exchange::draw_latency(const call& c) {
  if (!c.home)
    return {};
  auto kind = static_cast<std::size_t>(c.entry.kind);
  auto& count = c.box ? c.box->draws[kind] : c.home->draws[kind];
  const auto& rules = c.home->rules.latency;
  if (rules.median_ms <= 0 && rules.min_ms <= 0)
    return {};
  auto key = mixed(world_->seed ^ text_seed(c.home->id)) ^ mixed(c.box ? text_seed(c.box->address()) : 0)
             ^ mixed(kind * 0x10001 + (std::uint64_t{count++} << 32));
  return latency_of(rules, key);
}

void exchange::depart(turn& ended, bool delivered, instant raw) {
  if (ended.user)
    --ended.user->in_flight;
  if (ended.box)
    --ended.box->in_flight;
  if (ended.refused_by && delivered)
    ended.refused_by->told(world_->clock(raw));
  ended.entry.status = delivered ? ended.answer.status : 0;
  book_.write(ended.entry, raw);
}

} // namespace mock_exchange
