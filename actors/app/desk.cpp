#include "actors/app/desk.hpp"

#include "actors/app/client_options.hpp"
#include "actors/app/signals.hpp"
#include "actors/support/context.hpp"
#include "engine/directory/address.hpp"
#include "protocols/wire/graph/answers.hpp"
#include "protocols/wire/graph/requests.hpp"
#include "protocols/wire/identity/browser_sign_in.hpp"
#include "protocols/wire/identity/tokens.hpp"
#include "protocols/wire/ows/decode.hpp"
#include "protocols/wire/ows/reader.hpp"
#include "protocols/wire/ows/writer.hpp"

#include <csignal>
#include <thread>
#include <utility>

namespace roamsync::app {

namespace {

constexpr duration patience{30'000};
constexpr duration look_for_signals{100};
constexpr std::size_t pages_max = 200;

utc_time utc_now() {
  return std::chrono::floor<duration>(std::chrono::system_clock::now());
}

wire::http_request encode(const wire::roaming_target& target, const roaming_command& command,
                          const std::string& id) {
  return std::visit(
      [&](const auto& x) {
        if constexpr (std::is_constructible_v<roaming_read, decltype(x)>)
          return wire::encode_read(target, roaming_read{x}, id);
        else
          return wire::roaming_writer{}.encode(target, roaming_write{x}, utc_now(), id);
      },
      command);
}

} // namespace

desk::desk(const config& settings, tenant_settings tenant, secrets keys, cloud services)
    : settings_(settings), tenant_(std::move(tenant)), keys_(std::move(keys)), services_(std::move(services)),
      random_(std::random_device{}()) {}

desk::~desk() {
  if (client_)
    client_->stop();
}

result<std::unique_ptr<desk>> desk::open(const config& settings, tenant_settings tenant, secrets keys) {
  const auto* services = find_cloud(settings, tenant.cloud);
  if (!services)
    return error{"the configuration knows no cloud \"" + tenant.cloud + "\""};
  std::unique_ptr<desk> out{new desk(settings, std::move(tenant), std::move(keys), *services)};
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

std::string desk::own_mailbox() const {
  const auto& named = tenant_.service_mailbox.empty() ? tenant_.service_user : tenant_.service_mailbox;
  return normal_address(named).value_or(named);
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

call_result desk::sign_in() {
  if (tenant_.sign_in == sign_in_way::token)
    return sign_in_by_token();
  wire::browser_sign_in flow{services_, tenant_.service_user, keys_.password, [this] { return guid(); }};
  auto step = flow.start();
  while (auto* request = std::get_if<wire::http_request>(&step))
    step = flow.on_result(send(std::move(*request)), utc_now());
  if (auto* failed = std::get_if<wire::sign_in_failed>(&step))
    return failed->call;
  session_.emplace(std::move(std::get<wire::signed_in>(step).session));
  return {};
}

call_result desk::sign_in_by_token() {
  const auto& identity = settings_.identity;
  auto own = identity.token_client_id.empty();
  wire::app_registration app{.tenant = tenant_.entra_tenant,
                             .client_id = own ? identity.client_id : identity.token_client_id,
                             .client_secret =
                                 own && keys_.client_secret.empty() ? keys_.graph : keys_.client_secret};
  auto answer =
      wire::parse_token_answer(send(wire::password_grant(services_, app, tenant_.service_user, keys_.password,
                                                         identity.token_scope, guid())),
                               utc_now());
  if (auto* why = std::get_if<call_result>(&answer))
    return *why;
  session_.emplace(std::move(std::get<wire::token>(answer).access));
  return {};
}

roaming_reply desk::perform(const roaming_command& command, const std::string& mailbox) {
  wire::roaming_target target{.outlook = services_.outlook,
                              .mailbox = mailbox,
                              .own_mailbox = mailbox == own_mailbox(),
                              .base_path = settings_.cloud.ows_path};
  for (auto tries = 0;; ++tries) {
    auto request = encode(target, command, guid());
    session_->authorize(request, utc_now());
    auto result = send(std::move(request));
    if (result.error == wire::transport_error::none)
      (void)session_->absorb(services_.outlook, result.response, utc_now());
    auto reply = wire::decode(command, result, utc_now());
    auto wait = reply.call.retry_after.value_or(duration{1'000});
    if (reply.call.what != verdict::throttled || wait > patience || tries > 0)
      return reply;
    if (auto signal = wait_signal(wait); signal && *signal != SIGHUP)
      throw interrupted{*signal};
  }
}

desk::members_answer desk::members(const std::string& group_id) {
  wire::app_registration app{.tenant = tenant_.entra_tenant,
                             .client_id = settings_.identity.client_id,
                             .client_secret =
                                 keys_.client_secret.empty() ? keys_.graph : keys_.client_secret};
  auto answer = wire::parse_token_answer(
      send(wire::client_credentials(services_, app, settings_.identity.graph_scope, guid())), utc_now());
  if (auto* why = std::get_if<call_result>(&answer))
    return {*why, {}};
  wire::credentials token{std::move(std::get<wire::token>(answer).access)};
  members_answer out;
  result<wire::http_request> next = wire::find_members(services_, group_id);
  for (std::size_t pages = 0; pages < pages_max; ++pages) {
    if (!next)
      return {{.what = verdict::failed, .why = cause::group_unreadable, .detail = next.failure().message},
              {}};
    token.authorize(*next, utc_now());
    auto page = wire::parse_members(send(std::move(*next)), utc_now());
    if (page.call.what != verdict::ok)
      return {page.call, {}};
    std::move(page.members.begin(), page.members.end(), std::back_inserter(out.members));
    if (page.next_link.empty())
      return out;
    next = wire::follow_link(services_, page.next_link);
  }
  return {{.what = verdict::failed, .why = cause::group_unreadable, .detail = "the group has too many pages"},
          {}};
}

} // namespace roamsync::app
