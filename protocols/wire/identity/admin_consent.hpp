#pragma once

#include "engine/model/endpoint.hpp"

#include <string>
#include <string_view>

namespace roamsync::wire {

/// The address of Microsoft's admin-consent page (wire.md 6.3). `tenant` is an id or a domain; `state` comes
/// back unchanged and must be a value that nobody else can guess.
[[nodiscard]] std::string admin_consent_url(const cloud& services, std::string_view tenant,
                                            std::string_view client_id, std::string_view redirect_uri,
                                            std::string_view state);

/// What the person brings back from that page.
struct consent_return {
  bool granted = false;
  std::string tenant; ///< GUID of the consenting tenant
  std::string state;  ///< compare with the one sent before anything else is believed
  std::string error;  ///< "permission_denied" and the like; empty if granted
  std::string description;
};

/// Reads the query of the redirect back, without '?'. All texts are one printable line.
[[nodiscard]] consent_return parse_consent_return(std::string_view query);

} // namespace roamsync::wire
