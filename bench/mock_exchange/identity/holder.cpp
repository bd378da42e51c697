#include "bench/mock_exchange/identity/holder.hpp"

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/owa/session.hpp"

namespace mock_exchange {

void name_holder(world& w, call& c) {
  auto authorization = c.in.header("authorization");
  if (begins_with(authorization, "bearer ")) {
    if (const auto* given = w.tickets.tokens.peek(trimmed(authorization.substr(7)))) {
      c.entry.tenant = given->tenant_id;
      c.entry.service_user = given->upn.empty() ? given->client_id : given->upn;
    }
    return;
  }
  for (auto name : {cloud_cookie, forms_cookie}) {
    if (const auto* session = w.tickets.sessions.peek(c.in.cookie(name))) {
      c.entry.tenant = session->tenant_id;
      c.entry.service_user = session->upn;
      return;
    }
  }
}

} // namespace mock_exchange
