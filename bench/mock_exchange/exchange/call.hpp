#pragma once

#include "bench/mock_exchange/http/message.hpp"
#include "bench/mock_exchange/http/target.hpp"
#include "bench/mock_exchange/ledger/record.hpp"
#include "bench/mock_exchange/world/world.hpp"

#include <optional>
#include <string>

namespace mock_exchange {

/// The three hosts that the mock plays on one port.
enum class service { identity, outlook, graph };

/// One request on its way: what came in, what it was found to mean, and what it led to.
struct call {
  const request& in;
  target url;
  pair_list form;        ///< The body, if it is a form of the sign-in pages or the token endpoint.
  std::size_t base = 0;  ///< Index of the first segment behind the service's prefix.
  bool prefixed = false; ///< The request used /identity, /outlook or /graph.
  mock_exchange::service host = service::identity;
  instant now{}; ///< The mock's clock.

  tenant_ptr home; ///< The tenant it belongs to, if that is known.
  service_user* user = nullptr;
  std::string upn; ///< Who asks, empty for apps.
  std::string client_id;
  mailbox* box = nullptr; ///< The mailbox acted on.
  bool own_box = true;    ///< It is the caller's own.
  owa_session* session = nullptr;
  double graph_cost = 0;            ///< Resource units (wire.md 5.1).
  std::optional<response> decided;  ///< The answer, if it is known before limits are judged.
  std::optional<fault_kind> forced; ///< A failure of the sign-in that is played like a fault.
  record entry;

  /// The segment behind the prefix.
  [[nodiscard]] std::string_view at(std::size_t index) const { return url.at(base + index); }

  /// How many segments there are behind the prefix.
  [[nodiscard]] std::size_t segments() const { return url.segments.size() - base; }

  /// "http://host[/prefix]" of a service, as the client reaches it.
  [[nodiscard]] std::string address_of(mock_exchange::service which) const;
};

} // namespace mock_exchange
