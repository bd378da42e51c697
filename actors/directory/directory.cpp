#include "actors/directory/directory.hpp"

#include "actors/support/accounts.hpp"
#include "actors/support/defaults.hpp"
#include "actors/support/lost_call.hpp"
#include "engine/config/options_of.hpp"
#include "protocols/wire/graph/answers.hpp"
#include "protocols/wire/graph/changes.hpp"
#include "protocols/wire/graph/details.hpp"
#include "protocols/wire/graph/requests.hpp"
#include "protocols/wire/identity/credentials.hpp"
#include "protocols/wire/identity/tokens.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace roamsync::actors {

namespace {

/// The answer as a whole, or a part of a batch.
bool asks_to_wait(const directory_reply& x) {
  return x.call.what == verdict::throttled
         || std::any_of(x.details.begin(), x.details.end(),
                        [](const detail_reply& part) { return part.call.what == verdict::throttled; });
}

} // namespace

void directory_state::start(std::shared_ptr<const context> context, directory_order order) {
  shared_ = std::move(context);
  order_ = std::move(order);
  dice_.emplace(shared_->seed, self->id());
  machine_.emplace(retry_options_of(shared_->settings.retry), directory_options{}, now(),
                   now() + (order_.past.not_before - shared_->utc()));
}

void directory_state::read(read_group& x) {
  group_id_ = std::move(x.group_id);
  manager_ = x.details.manager;
  perform(machine_->read_members(std::move(x.details), std::move(x.feeds), now()));
}

void directory_state::ask(ask_kind& x) {
  auto first = askers_.count(x.user_id) == 0;
  askers_.emplace(x.user_id, std::move(x.from));
  if (first)
    perform(machine_->ask_kind(x.user_id, now()));
}

void directory_state::perform(directory_effects effects) {
  for (auto& effect : effects) {
    if (auto* x = std::get_if<directory_effect::send>(&effect)) {
      send(x->id, x->call);
    } else if (auto* all = std::get_if<directory_effect::members>(&effect)) {
      self->send(order_.tenant, members_read{std::move(all->all)});
    } else if (auto* failed = std::get_if<directory_effect::failed>(&effect)) {
      self->send(order_.tenant, directory_failed{failed->why});
    } else if (auto* kind = std::get_if<directory_effect::kind>(&effect)) {
      auto [first, last] = askers_.equal_range(kind->user_id);
      for (auto it = first; it != last; ++it)
        self->send(it->second, kind_answer{kind->user_id, kind->is, kind->not_asked});
      askers_.erase(first, last);
    } else if (auto* wake = std::get_if<directory_effect::wake>(&effect)) {
      timer.arm(self, wake->at);
    } else if (auto* keep = std::get_if<directory_effect::keep>(&effect)) {
      self->send(order_.ledger, keep_standing{{.tenant = order_.settings->id,
                                               .service = remote::graph,
                                               .not_before = shared_->utc() + (keep->not_before - now())}});
    } else if (auto* group = std::get_if<directory_effect::keep_group>(&effect)) {
      group->what.tenant = order_.settings->id;
      self->send(order_.ledger, keep_group{std::move(group->what)});
    } else if (auto* note = std::get_if<directory_effect::note>(&effect)) {
      spdlog::info("{}: {}", order_.settings->id, note->text);
    }
  }
}

result<wire::http_request> directory_state::encode(const directory_call_t& call) {
  if (std::holds_alternative<directory_call::token>(call)) {
    auto app = app_registration_of(remote::graph, shared_->settings, *order_.settings, order_.client_secret,
                                   shared_->graph_client_secret);
    return wire::client_credentials(*order_.services, app,
                                    identity_of(shared_->settings, order_.settings->cloud).graph_scope,
                                    dice_->guid());
  }
  if (const auto* kind = std::get_if<directory_call::kind>(&call))
    return wire::ask_mailbox_kinds(*order_.services, {&kind->user_id, 1});
  if (const auto* details = std::get_if<directory_call::details>(&call))
    return wire::ask_details(*order_.services, details->asked, manager_);
  if (const auto* users = std::get_if<directory_call::users>(&call))
    return wire::ask_users(*order_.services, users->ids, order_.attributes);
  if (const auto* changes = std::get_if<directory_call::changes>(&call)) {
    if (!changes->link.empty())
      return wire::follow_link(*order_.services, changes->link);
    return changes->of == change_feed::groups
               ? wire::follow_groups(*order_.services, changes->groups)
               : wire::follow_users(*order_.services, order_.attributes, manager_);
  }
  const auto& next = std::get<directory_call::members>(call).next;
  if (next.empty())
    return wire::find_members(*order_.services, group_id_, order_.attributes);
  return wire::follow_link(*order_.services, next);
}

void directory_state::send(call_queue::call_id id, const directory_call_t& call) {
  auto request = encode(call);
  if (!request) {
    take(id,
         {.call = {
              .what = verdict::failed, .why = cause::group_unreadable, .detail = request.failure().message}});
    return;
  }
  if (!std::holds_alternative<directory_call::token>(call))
    wire::credentials{token_}.authorize(*request, shared_->utc());
  flying_.emplace(id, call);
  self->send(order_.bridge, net_call{.id = with_bridge_.begin(id),
                                     .request = std::move(*request),
                                     .timeout = shared_->settings.net.request_timeout,
                                     .flow = order_.settings->id,
                                     .weight = order_.weight,
                                     .to = net_caller{self},
                                     .wait_heard = with_bridge_.wait_heard()});
}

directory_reply directory_state::decode(const directory_call_t& call, const wire::http_result& result) {
  directory_reply out;
  auto utc = shared_->utc();
  if (std::holds_alternative<directory_call::token>(call)) {
    auto answer = wire::parse_token_answer(result, utc);
    if (auto* why = std::get_if<call_result>(&answer)) {
      out.call = *why;
    } else {
      auto& token = std::get<wire::token>(answer);
      token_ = std::move(token.access);
      out.lifetime = token.expires_in;
    }
  } else if (std::holds_alternative<directory_call::kind>(call)) {
    auto answer = wire::parse_mailbox_kinds(result, 1, utc);
    out.call = answer.call;
    // An item of a batch is throttled or fails by itself (wire.md 5.1); that a user has no mailbox is an
    // answer.
    if (answer.call.what == verdict::ok && !answer.replies.empty()) {
      out.kind = answer.replies.front().kind;
      if (out.kind == mailbox_kind::unknown)
        out.call = answer.replies.front().call;
    }
  } else if (const auto* details = std::get_if<directory_call::details>(&call)) {
    auto page = wire::parse_details(result, details->asked, utc);
    out.call = std::move(page.call);
    out.details = std::move(page.replies);
    out.too_large = page.too_large;
  } else if (const auto* users = std::get_if<directory_call::users>(&call)) {
    auto page = wire::parse_users(result, users->ids.size(), utc);
    out.call = std::move(page.call);
    out.members = std::move(page.members);
  } else if (const auto* changes = std::get_if<directory_call::changes>(&call)) {
    auto page = wire::parse_changes(result, changes->of, utc);
    out.call = std::move(page.call);
    out.changes = std::move(page.page);
  } else {
    auto page = wire::parse_members(result, utc);
    out.call = std::move(page.call);
    out.members = std::move(page.members);
    out.next = std::move(page.next_link);
  }
  return out;
}

void directory_state::on_reply(net_reply& x) {
  const auto id = with_bridge_.end(x.id, x.wait_told);
  if (!id)
    return;
  auto node = flying_.extract(*id);
  if (node.empty())
    return;
  if (x.unsent)
    return perform(machine_->on_unsent(*id, now()));
  auto reply = decode(node.mapped(), x.result);
  auto throttled = asks_to_wait(reply) ? 1U : 0U;
  take(*id, std::move(reply));
  auto left = machine_->queue().scope().waits_until() - now();
  self->send(order_.tenant,
             calls_counted{.requests = 1, .throttled = throttled, .wait_left = std::max(left, duration{0})});
}

void directory_state::take(call_queue::call_id id, directory_reply reply) {
  perform(machine_->on_reply(id, std::move(reply), now(), dice_->jitter()));
}

void directory_state::on_stop(stop_calls x) {
  self->send(order_.bridge, flow_closed{order_.settings->id});
  perform(machine_->stop(x.why));
}

void directory_state::on_timer() {
  perform(machine_->on_wake(now()));
}

/// A call that the bridge does not have either is as one that timed out, and is tried again.
void directory_state::on_roll_call() {
  for (auto number : with_bridge_.round()) {
    spdlog::error("{}: a call was lost within roamsync", order_.settings->id);
    net_reply lost{.id = number, .result = lost_call()};
    on_reply(lost);
  }
  auto held = machine_->holds();
  self->send(order_.tenant, directory_holds{held.reading, std::move(held.kinds)});
}

void directory_state::on_held(const calls_held& x) {
  for (auto id : x.ids)
    with_bridge_.vouch(id);
}

directory_actor::behavior_type directory(directory_actor::stateful_pointer<directory_state> self,
                                         std::shared_ptr<const context> shared, directory_order order) {
  install_defaults(self, directory_state::name);
  self->state.start(std::move(shared), std::move(order));
  return {
      [self](read_group& x) { self->state.read(x); },
      [self](ask_kind& x) { self->state.ask(x); },
      [self](stop_calls x) { self->state.on_stop(x); },
      [self](net_reply& x) { self->state.on_reply(x); },
      [self](roll_call) { self->state.on_roll_call(); },
      [self](const calls_held& x) { self->state.on_held(x); },
      [self](timer_token x) {
        if (self->state.timer.take(self, x))
          self->state.on_timer();
      },
  };
}

} // namespace roamsync::actors
