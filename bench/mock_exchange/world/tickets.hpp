#pragma once

#include "bench/mock_exchange/world/expiring_map.hpp"

#include <string>

namespace mock_exchange {

/// The services that tokens are made for (wire.md 1.3).
enum class audience { outlook, graph };

/// What an access token stands for.
struct grant {
  std::string tenant_id;
  std::string upn; ///< Empty for an app-only token.
  std::string client_id;
  audience service = audience::graph;
};

/// What a refresh token stands for.
struct refresh_ticket {
  std::string tenant_id;
  std::string upn;
  std::string client_id;
};

/// A sign-in through the browser pages, from authorize on; the flow token names it (wire.md 1.2.2).
struct sign_in_flow {
  std::string client_id;
  std::string redirect_uri;
  std::string state;
  std::string nonce;
  std::string context; ///< sCtx
  std::string canary;
  std::string api_canary;
  std::string session_id;
  std::string correlation_id;
  std::string tenant_id; ///< Set once somebody has signed in.
  std::string upn;
};

/// What the hand-back form carries to Outlook.
struct handback_code {
  std::string tenant_id;
  std::string upn;
  std::string state;
};

/// A signed-in browser session with Outlook.
struct owa_session {
  std::string tenant_id;
  std::string upn;
  bool forms = false; ///< Made by the forms-based sign-in.
  std::string canary; ///< Empty = none was given out yet.
  instant canary_made{};
  bool needs_language = false; ///< First logon (wire.md 1.1.4).
};

/// Everything that the login host and Outlook gave out and recognise again.
struct ticket_office {
  expiring_map<grant> tokens;
  expiring_map<refresh_ticket> refreshes;
  expiring_map<sign_in_flow> flows;
  expiring_map<handback_code> codes;
  expiring_map<owa_session> sessions;
};

} // namespace mock_exchange
