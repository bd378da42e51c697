#include "actors/app/desk.hpp"

#include "actors/app/client_options.hpp"
#include "actors/app/signals.hpp"
#include "actors/app/wall_clock.hpp"
#include "actors/support/accounts.hpp"
#include "actors/support/context.hpp"
#include "engine/directory/directory_machine.hpp"
#include "protocols/wire/graph/answers.hpp"
#include "protocols/wire/graph/requests.hpp"
#include "protocols/wire/identity/browser_sign_in.hpp"
#include "protocols/wire/identity/tokens.hpp"
#include "protocols/wire/ows/decode.hpp"
#include "protocols/wire/ows/encode.hpp"

#include <csignal>
#include <thread>
#include <utility>

namespace roamsync::app {

namespace {

constexpr duration patience{30'000};
constexpr duration look_for_signals{100};

} // namespace

desk::desk(const config& settings, tenant_settings tenant, secrets keys, cloud services, store& where,
           const console::text_options& text)
    : settings_(settings), tenant_(std::move(tenant)), keys_(std::move(keys)), services_(std::move(services)),
      consent_(consent_place_of(settings_, tenant_.cloud)), memory_(where, tenant_, text),
      random_(std::random_device{}()) {}

desk::~desk() {
  if (client_)
    client_->stop();
}

result<std::unique_ptr<desk>> desk::open(const config& settings, tenant_settings tenant, secrets keys,
                                         store& where, const console::text_options& text) {
  const auto* services = find_cloud(settings, tenant.cloud);
  if (!services)
    return error{"the configuration knows no cloud \"" + tenant.cloud + "\""};
  std::unique_ptr<desk> out{new desk(settings, std::move(tenant), std::move(keys), *services, where, text)};
  auto client = net::http_client::create(client_options_of(settings), [self = out.get()](auto batch) {
    std::lock_guard hold{self->mutex_};
    for (auto& x : batch)
      self->answers_[x.id] = std::move(x.result);
    self->changed_.notify_all();
  });
  if (!client)
    return client.failure();
  out->client_ = std::move(*client);
  return out;
}

std::string desk::guid() {
  return actors::dice{random_(), random_()}.guid();
}

advice_names desk::names(std::string_view mailbox) const {
  return names_with(consent_, tenant_, mailbox);
}

std::string desk::own_mailbox() const {
  return actors::own_mailbox_of(tenant_);
}

wire::http_result desk::send(wire::http_request request) {
  auto id = ++last_id_;
  if (!client_->submit(id, std::move(request), settings_.net.request_timeout))
    return {.error = wire::transport_error::aborted};
  for (;;) {
    {
      std::unique_lock hold{mutex_};
      if (changed_.wait_for(hold, look_for_signals, [&] { return answers_.contains(id); }))
        return std::move(answers_.extract(id).mapped());
    }
    if (auto signal = wait_signal(duration{0}); signal && *signal != SIGHUP)
      throw interrupted{*signal};
  }
}

call_result desk::wait_turn(remote service) {
  for (;;) {
    auto asked = memory_.may_ask(service, now_utc());
    if (asked.what != verdict::throttled || *asked.retry_after > patience)
      return asked;
    if (auto signal = wait_signal(*asked.retry_after); signal && *signal != SIGHUP)
      throw interrupted{*signal};
  }
}

// -- sign-in ----------------------------------------------------------------------

call_result desk::sign_in() {
  if (auto turn = wait_turn(remote::outlook); turn.what != verdict::ok)
    return turn;
  if (auto may = memory_.may_post(); may.what != verdict::ok)
    return may;
  auto posted = false;
  auto answered = false;
  auto end = tenant_.sign_in == sign_in_way::token ? sign_in_by_token(posted, answered)
                                                   : sign_in_by_browser(posted, answered);
  memory_.note(remote::outlook, end, now_utc());
  if (posted)
    memory_.settle(end, answered, now_utc());
  return end;
}

call_result desk::sign_in_by_browser(bool& posted, bool& answered) {
  wire::browser_sign_in flow{services_, tenant_.service_user, keys_.password, [this] { return guid(); }};
  auto step = flow.start();
  while (auto* request = std::get_if<wire::http_request>(&step)) {
    auto posts = flow.posts_password();
    if (posts)
      if (auto kept = memory_.count_post(now_utc()); kept.what != verdict::ok)
        return kept;
    auto reply = send(std::move(*request));
    if (posts) {
      posted = true;
      answered = reply.error == wire::transport_error::none;
    }
    step = flow.on_result(reply, now_utc());
  }
  if (auto* failed = std::get_if<wire::sign_in_failed>(&step))
    return failed->call;
  session_.emplace(std::move(std::get<wire::signed_in>(step).session));
  return {};
}

call_result desk::sign_in_by_token(bool& posted, bool& answered) {
  auto app =
      actors::app_registration_of(remote::outlook, settings_, tenant_, keys_.client_secret, keys_.graph);
  if (auto kept = memory_.count_post(now_utc()); kept.what != verdict::ok)
    return kept;
  auto reply = send(wire::password_grant(services_, app, tenant_.service_user, keys_.password,
                                         identity_of(settings_, tenant_.cloud).token_scope, guid()));
  posted = true;
  answered = reply.error == wire::transport_error::none;
  auto answer = wire::parse_token_answer(reply, now_utc());
  if (auto* why = std::get_if<call_result>(&answer))
    return *why;
  session_.emplace(std::move(std::get<wire::token>(answer).access));
  return {};
}

// -- mailboxes --------------------------------------------------------------------

roaming_reply desk::perform(const roaming_command& command, const std::string& mailbox) {
  const wire::roaming_writer writer;
  wire::roaming_target target{.outlook = services_.outlook,
                              .mailbox = mailbox,
                              .own_mailbox = mailbox == own_mailbox(),
                              .base_path = settings_.cloud.ows_path};
  for (auto tries = 0;; ++tries) {
    if (auto turn = wait_turn(remote::outlook); turn.what != verdict::ok)
      return {.call = std::move(turn)};
    auto request = wire::encode(target, command, &writer, now_utc(), guid());
    session_->authorize(*request, now_utc());
    auto answer = send(std::move(*request));
    if (answer.error == wire::transport_error::none)
      (void)session_->absorb(services_.outlook, answer.response, now_utc());
    auto reply = wire::decode(command, answer, now_utc());
    memory_.note(remote::outlook, reply.call, now_utc());
    if (reply.call.what != verdict::throttled || tries > 0)
      return reply;
  }
}

// -- directory --------------------------------------------------------------------

call_result desk::open_directory() {
  if (auto turn = wait_turn(remote::graph); turn.what != verdict::ok || directory_)
    return turn;
  auto app = actors::app_registration_of(remote::graph, settings_, tenant_, keys_.client_secret, keys_.graph);
  auto answer = wire::parse_token_answer(
      send(wire::client_credentials(services_, app, identity_of(settings_, tenant_.cloud).graph_scope,
                                    guid())),
      now_utc());
  if (auto* why = std::get_if<call_result>(&answer)) {
    memory_.note(remote::graph, *why, now_utc());
    return *why;
  }
  directory_.emplace(std::move(std::get<wire::token>(answer).access));
  return {};
}

desk::members_answer desk::read_pages(wire::http_request first) {
  members_answer out;
  auto unreadable = [](std::string detail) -> members_answer {
    return {{.what = verdict::failed, .why = cause::group_unreadable, .detail = std::move(detail)}, {}};
  };
  for (std::uint32_t pages = 0; pages < directory_options{}.pages_max; ++pages) {
    directory_->authorize(first, now_utc());
    auto page = wire::parse_members(send(std::move(first)), now_utc());
    memory_.note(remote::graph, page.call, now_utc());
    if (page.call.what != verdict::ok)
      return {page.call, {}};
    std::move(page.members.begin(), page.members.end(), std::back_inserter(out.members));
    if (page.next_link.empty())
      return out;
    auto next = wire::follow_link(services_, page.next_link);
    if (!next)
      return unreadable(next.failure().message);
    first = std::move(*next);
  }
  return unreadable("the group has too many pages");
}

desk::members_answer desk::members(const std::string& group_id) {
  if (auto opened = open_directory(); opened.what != verdict::ok)
    return {std::move(opened), {}};
  return read_pages(wire::find_members(services_, group_id));
}

desk::members_answer desk::users(const std::string& address) {
  if (auto opened = open_directory(); opened.what != verdict::ok)
    return {std::move(opened), {}};
  return read_pages(wire::find_user(services_, address));
}

} // namespace roamsync::app
