#pragma once

#include "bench/mock_exchange/exchange/exchange.hpp"
#include "bench/mock_exchange/scenario/loader.hpp"
#include "tests/actors/stage.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace roamsync::actors {

/// The whole mock, without sockets, for a bridge_stub: the customer of the stage.
class services {
public:
  /// `mailbox`: that of each user, as in the mock's scenario.
  explicit services(const std::string& mailbox = "{}", int users = 1)
      : mock_(plan(mailbox, users), mock_exchange::wall_time{}, book_) {}

  /// The stage's settings lead here.
  static void join(stage& x) {
    const auto at = [](const char* prefix) { return endpoint{.host = "localhost", .path_prefix = prefix}; };
    x.settings.cloud.name = "mock";
    x.settings.cloud.named["mock"] = {
        .identity = at("/identity"), .outlook = at("/outlook"), .graph = at("/graph")};
    x.settings.identity.client_id = "app";
    x.client_secret = "of the app";
  }

  void answer(bridge_actor::pointer bridge, const net_call& call) {
    const mock_exchange::request request{.method = call.request.method,
                                         .target = call.request.target,
                                         .headers = call.request.fields,
                                         .body = call.request.body,
                                         .secure = true};
    const mock_exchange::instant at{0};
    auto turn = mock_.arrive(request, at);
    mock_.depart(turn, true, at);
    asked_.push_back(request.method + ' ' + request.target);
    net_reply reply{.id = call.id};
    reply.result.request_sent = true;
    reply.result.response = {.status = static_cast<int>(turn.answer.status),
                             .fields = std::move(turn.answer.headers),
                             .body = std::move(turn.answer.body)};
    bridge->send(call.to, std::move(reply));
  }

  /// How often it was asked this.
  [[nodiscard]] auto asked(const std::string& method, const std::string& where) const {
    return std::count_if(asked_.begin(), asked_.end(),
                         [&](const auto& x) { return x.starts_with(method + ' ' + where); });
  }

private:
  static mock_exchange::scenario plan(const std::string& mailbox, int count) {
    namespace json = boost::json;
    json::array users;
    json::array members;
    for (int i = 1; i <= count; ++i) {
      const auto id = "u" + std::to_string(i);
      const auto address = id + "@firm.example";
      users.push_back({{"id", id},
                       {"displayName", "A"},
                       {"upn", address},
                       {"mail", address},
                       {"proxyAddresses", json::array{"SMTP:" + address}},
                       {"mailbox", json::parse(mailbox)}});
      members.emplace_back(id);
    }
    auto whole = json::parse(R"({"seed":1,"apps":[{"client_id":"app","client_secret":"of the app"}],
        "tenants":[{"id":"firm","domain":"firm.example",
          "service_users":[{"upn":"svc@firm.example","password":"not empty"}]}]})");
    auto& firm = whole.at("tenants").at(0).as_object();
    firm["users"] = std::move(users);
    json::object all{{"id", "1111"}, {"displayName", "All"}};
    all["members"] = std::move(members);
    firm["groups"] = json::array{std::move(all)};
    mock_exchange::problem wrong;
    return mock_exchange::load_scenario(json::serialize(whole), wrong).value();
  }

  mock_exchange::ledger book_{""};
  mock_exchange::exchange mock_;
  std::vector<std::string> asked_;
};

} // namespace roamsync::actors
