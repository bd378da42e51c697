#pragma once

#include "actors/messages/interfaces.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <string>
#include <utility>

// What a bridge_stub may answer.
namespace roamsync::actors {

inline void answer(bridge_actor::pointer self, const net_call& call, int status, std::string body) {
  wire::http_result result;
  result.request_sent = true;
  result.response = {
      .status = status, .fields = {{"Content-Type", "application/json"}}, .body = std::move(body)};
  self->send(call.to, net_reply{.id = call.id, .result = std::move(result)});
}

inline void refuse(bridge_actor::pointer self, const net_call& call) {
  answer(self, call, 400,
         R"({"error":"invalid_client","error_description":"AADSTS7000215: no","error_codes":[7000215]})");
}

inline bool asks_for_token(const net_call& call) {
  return call.request.target.find("/token") != std::string::npos;
}

/// Answers as a directory with one member, and as the identity service; false if the call is for Outlook.
inline bool directory_answers(bridge_actor::pointer self, const net_call& call, int token_life_s = 3'600) {
  const auto& target = call.request.target;
  if (asks_for_token(call))
    answer(self, call, 200,
           R"({"token_type":"Bearer","access_token":"x","expires_in":)" + std::to_string(token_life_s) + "}");
  else if (target.find("/groups/") != std::string::npos)
    answer(self, call, 200,
           R"({"value":[{"@odata.type":"#microsoft.graph.user","id":"u1","displayName":"A",)"
           R"("accountEnabled":true,"userPrincipalName":"a@firm.example","mail":"a@firm.example",)"
           R"("proxyAddresses":["SMTP:a@firm.example"]}]})");
  else
    return false;
  return true;
}

} // namespace roamsync::actors
