#include "actors/session/session.hpp"

#include "actors/support/accounts.hpp"
#include "actors/support/defaults.hpp"
#include "actors/support/lost_call.hpp"
#include "engine/config/options_of.hpp"
#include "engine/limit/policies.hpp"
#include "protocols/wire/identity/tokens.hpp"
#include "protocols/wire/ows/decode.hpp"
#include "protocols/wire/ows/encode.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <utility>
#include <variant>

namespace roamsync::actors {

namespace {

/// Number of the call of the sign-in under way; commands count from 1.
constexpr std::uint64_t sign_in_call = 0;

bool is_read(const roaming_command& command) {
  return std::holds_alternative<read_defaults>(command) || std::holds_alternative<read_contents>(command);
}

} // namespace

void session_state::start(std::shared_ptr<const context> context, session_order order) {
  shared_ = std::move(context);
  order_ = std::move(order);
  dice_.emplace(shared_->seed, self->id());
  // A password that was posted before this run opened is another night's.
  session_past past{.not_before = now() + (order_.past.not_before - shared_->utc()),
                    .open_posts = order_.past.posted >= order_.run_opened ? order_.past.open_posts : 0U,
                    .limit = order_.known,
                    .cost = order_.cost};
  auto retry = retry_options_of(shared_->settings.retry);
  machine_.emplace(make_limiter(order_.policy, order_.allowed, retry, now(), past.limit), retry,
                   session_options{}, now(), past);
  perform(machine_->start(now()));
}

void session_state::perform(session_effects effects) {
  for (auto& effect : effects) {
    if (std::holds_alternative<session_effect::sign_in>(effect))
      sign_in();
    else if (auto* x = std::get_if<session_effect::send>(&effect))
      send(x->id);
    else if (auto* done = std::get_if<session_effect::finish>(&effect)) {
      auto reply = std::move(replies_[done->id]);
      reply.call = std::move(done->result);
      finish(done->id, std::move(reply));
    } else if (auto* wake = std::get_if<session_effect::wake>(&effect))
      timer.arm(self, wake->at);
    else if (auto* what = std::get_if<session_effect::keep>(&effect))
      keep(*what);
    else if (std::holds_alternative<session_effect::ready>(effect))
      self->send(order_.tenant, session_ready{order_.line});
    else if (auto* failed = std::get_if<session_effect::failed>(&effect)) {
      if (std::exchange(password_post_, std::nullopt))
        perform(machine_->on_password_unsent());
      self->send(order_.tenant, session_failed{order_.line, failed->why});
    }
  }
}

void session_state::submit(std::uint64_t id, wire::http_request request) {
  self->send(order_.bridge, net_call{.id = with_bridge_.begin(id),
                                     .request = std::move(request),
                                     .timeout = shared_->settings.net.request_timeout,
                                     .flow = order_.settings->id,
                                     .weight = order_.weight,
                                     .ahead = ahead_told_ ? std::optional{machine_->ahead()} : std::nullopt,
                                     .to = net_caller{self},
                                     .wait_heard = with_bridge_.wait_heard()});
}

// -- sign-in --------------------------------------------------------------------

void session_state::sign_in() {
  spdlog::debug("{}: signing in as {}", order_.settings->id, order_.settings->service_user);
  if (order_.settings->sign_in == sign_in_way::browser) {
    browser_ = std::make_unique<wire::browser_sign_in>(*order_.services, order_.settings->service_user,
                                                       order_.password, [this] { return dice_->guid(); });
    continue_browser(browser_->start());
    return;
  }
  auto app = app_registration_of(remote::outlook, shared_->settings, *order_.settings, order_.client_secret,
                                 shared_->graph_client_secret);
  post_password(wire::password_grant(*order_.services, app, order_.settings->service_user, order_.password,
                                     identity_of(shared_->settings, order_.settings->cloud).token_scope,
                                     dice_->guid()));
}

void session_state::post_password(wire::http_request request) {
  password_post_ = std::move(request);
  perform(machine_->on_password_due(now()));
}

void session_state::keep(const session_effect::keep& what) {
  auto utc = shared_->utc();
  keep_standing message{{.tenant = order_.settings->id,
                         .service = remote::outlook,
                         .service_user = order_.settings->service_user,
                         .not_before = utc + (what.past.not_before - now()),
                         .open_posts = what.past.open_posts,
                         .posted = utc}};
  if (what.first)
    self->send(order_.ledger, std::move(message), session_actor{self});
  else
    self->send(order_.ledger, std::move(message));
}

void session_state::on_kept() {
  if (auto request = std::exchange(password_post_, std::nullopt)) {
    if (machine_->is_stopped()) {
      perform(machine_->on_password_unsent());
      return restart_sign_in();
    }
    password_sent_ = true;
    submit(sign_in_call, std::move(*request));
  }
}

void session_state::on_sign_in_reply(const wire::http_result& result, const passage& how) {
  auto utc = shared_->utc();
  if (browser_) {
    auto step = browser_->on_result(result, utc);
    auto* failed = std::get_if<wire::sign_in_failed>(&step);
    count(failed ? failed->call : call_result{}, how);
    continue_browser(std::move(step));
    return;
  }
  auto answer = wire::parse_token_answer(result, utc);
  if (auto* why = std::get_if<call_result>(&answer)) {
    count(*why, how);
    sign_in_failed(*why);
    return;
  }
  count({}, how);
  auto& token = std::get<wire::token>(answer);
  credentials_.emplace(std::move(token.access));
  perform(machine_->on_signed_in(token.expires_in, now()));
}

void session_state::continue_browser(wire::sign_in_step step) {
  if (auto* request = std::get_if<wire::http_request>(&step)) {
    const bool posts_password = browser_->posts_password(); // to the identity service
    const bool opens_mail = !posts_password && request->to == order_.services->outlook;
    if (machine_->is_stopped() || (opens_mail && !machine_->sign_in_may_go_on(now())))
      restart_sign_in(); // after a stop that ends it
    else if (posts_password)
      post_password(std::move(*request));
    else
      submit(sign_in_call, std::move(*request));
    return;
  }
  if (auto* failed = std::get_if<wire::sign_in_failed>(&step)) {
    auto why = std::move(failed->call);
    browser_.reset();
    sign_in_failed(why);
    return;
  }
  credentials_.emplace(std::move(std::get<wire::signed_in>(step).session));
  browser_.reset();
  // How long the cookies of Outlook live is not known (wire.md 1.2.2): the session is renewed when it is
  // refused.
  perform(machine_->on_signed_in(std::nullopt, now()));
}

void session_state::restart_sign_in() {
  spdlog::debug("{}: a step of the sign-in was held back", order_.settings->id);
  browser_.reset();
  perform(machine_->on_sign_in_held(now()));
}

void session_state::sign_in_failed(const call_result& why) {
  spdlog::info("{}: sign-in failed: {} {} {}", order_.settings->id, to_string(why.why), why.detail,
               why.request_id);
  perform(machine_->on_sign_in_failed(why, now(), dice_->jitter()));
}

// -- commands -------------------------------------------------------------------

void session_state::on_call(mailbox_call& x) {
  auto id = ++last_id_;
  calls_.emplace(
      id, call{std::move(x.command), std::move(x.mailbox), x.own, std::move(x.user_id), std::move(x.from)});
  if (!is_read(calls_.at(id).command) && !order_.writer) {
    finish(id,
           {.call = {
                .what = verdict::failed, .why = cause::internal_error, .detail = "a dry run cannot write"}});
    return;
  }
  perform(machine_->call(id, x.deadline, now(), x.own, x.first));
}

void session_state::send(call_queue::call_id id) {
  const auto& x = calls_.at(id);
  wire::roaming_target target{.outlook = order_.services->outlook,
                              .mailbox = x.mailbox,
                              .own_mailbox = x.own,
                              .base_path = shared_->settings.cloud.ows_path};
  auto utc = shared_->utc();
  // There is a request: on_call refuses a write without a writer.
  auto request =
      wire::encode(target, x.command, order_.writer ? &*order_.writer : nullptr, utc, dice_->guid());
  credentials_->authorize(*request, utc);
  submit(id, std::move(*request));
}

void session_state::on_reply(net_reply& x) {
  const auto id = with_bridge_.end(x.id, x.wait_told);
  if (!id)
    return;
  if (*id == sign_in_call) {
    const auto left = !x.unsent && (x.result.error == wire::transport_error::none || x.result.request_sent);
    if (std::exchange(password_sent_, false) && !left)
      perform(machine_->on_password_unsent());
    // A step of the sign-in cannot be put off and taken up again: the sign-in begins anew.
    if (x.unsent)
      return restart_sign_in();
    on_sign_in_reply(x.result, x.how);
    return;
  }
  auto it = calls_.find(*id);
  if (it == calls_.end())
    return;
  if (x.unsent)
    return perform(machine_->on_unsent(*id, now()));
  if (x.result.error == wire::transport_error::none && machine_->is_of_this_session(*id))
    (void)credentials_->absorb(order_.services->outlook, x.result.response, shared_->utc());
  auto reply = wire::decode(it->second.command, x.result, shared_->utc());
  if (reply.call.what != verdict::ok)
    spdlog::debug("{}: {}: {} {} {}", order_.settings->id, it->second.mailbox, to_string(reply.call.why),
                  reply.call.detail, reply.call.request_id);
  auto result = reply.call;
  // A new sign-in must not begin before the wait is known.
  if (result.what != verdict::throttled && wire::session_ends_soon(x.result.response))
    perform(machine_->on_session_ends_soon(*id, now()));
  replies_[*id] = std::move(reply);
  perform(machine_->on_reply(*id, result, now(), dice_->jitter(), x.how));
  count(result, x.how);
}

void session_state::finish(call_queue::call_id id, roaming_reply reply) {
  auto node = calls_.extract(id);
  replies_.erase(id);
  if (!node.empty())
    self->send(node.mapped().from, mailbox_answer{std::move(reply)});
}

void session_state::count(const call_result& result, const passage& how) {
  const auto& scope = machine_->queue().scope();
  auto left = scope.waits_until() - now();
  auto found = scope.learned(now());
  self->send(order_.tenant,
             calls_counted{.requests = 1,
                           .throttled = result.what == verdict::throttled ? 1U : 0U,
                           .wait_left = std::max(left, duration{0}),
                           .line = order_.line,
                           .limit = machine_->learned(now()),
                           .cost = machine_->cost(),
                           .pace = pace_view{.in_use = scope.in_use(),
                                             .learned = found && (found->rate > 0 || found->lanes > 0),
                                             .critical = how.critical,
                                             .queued = how.queued},
                           .work = machine_->outlook(now()),
                           .heard = machine_->heard(how)});
}

void session_state::on_ahead(const mailboxes_ahead& x) {
  ahead_told_ = true;
  machine_->set_mailboxes(x);
}

void session_state::on_timer() {
  perform(machine_->on_wake(now()));
}

void session_state::on_share(const tenant_share& x) {
  order_.weight = x.weight;
  if (std::exchange(order_.policy, x.policy) == x.policy)
    perform(machine_->set_limit(x.allowed, now()));
  else
    perform(machine_->set_limiter(make_limiter(x.policy, x.allowed, retry_options_of(shared_->settings.retry),
                                               now(), machine_->learned(now())),
                                  now()));
}

void session_state::stop() {
  self->send(order_.bridge, flow_closed{order_.settings->id});
  perform(machine_->stop(cause::stopped, now()));
}

void session_state::on_window_over(const window_over& x) {
  self->send(order_.bridge, flow_closed{order_.settings->id});
  perform(x.cut ? machine_->stop(cause::window_closed, now()) : machine_->close(now()));
}

/// A call that the bridge does not have either is as one that timed out, and is tried again or given up like one.
void session_state::on_roll_call() {
  for (auto number : with_bridge_.round()) {
    spdlog::error("{}: a call was lost within roamsync", order_.settings->id);
    net_reply lost{.id = number, .result = lost_call()};
    on_reply(lost);
  }
  session_holds out{.line = order_.line, .word = machine_->word(with_bridge_.has(sign_in_call))};
  for (const auto& [id, x] : calls_)
    out.user_ids.push_back(x.user_id);
  self->send(order_.tenant, std::move(out));
}

void session_state::on_held(const calls_held& x) {
  for (auto id : x.ids)
    with_bridge_.vouch(id);
}

session_actor::behavior_type session(session_actor::stateful_pointer<session_state> self,
                                     std::shared_ptr<const context> shared, session_order order) {
  install_defaults(self, session_state::name);
  self->state.start(std::move(shared), std::move(order));
  return {
      [self](mailbox_call& x) { self->state.on_call(x); },
      [self](const mailboxes_ahead& x) { self->state.on_ahead(x); },
      [self](const window_over& x) { self->state.on_window_over(x); },
      [self](stop_run) { self->state.stop(); },
      [self](const tenant_share& x) { self->state.on_share(x); },
      [self](net_reply& x) { self->state.on_reply(x); },
      [self](roll_call) { self->state.on_roll_call(); },
      [self](const calls_held& x) { self->state.on_held(x); },
      [self](standing_kept) { self->state.on_kept(); },
      [self](timer_token x) {
        if (self->state.timer.take(self, x))
          self->state.on_timer();
      },
  };
}

} // namespace roamsync::actors
