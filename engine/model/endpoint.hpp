#pragma once

#include <cstdint>
#include <string>

namespace roamsync {

/// Where a service is: everything that roamsync says over the wire goes to one of these.
struct endpoint {
  std::string scheme = "https"; ///< "https" or "http"
  std::string host;             ///< name or address
  std::uint16_t port = 443;
  std::string path_prefix; ///< empty, or "/prefix" without a slash at the end; put before each path

  friend bool operator==(const endpoint&, const endpoint&) = default;
};

/// The services of one cloud (wire.md 1.3); presets in engine/config.
struct cloud {
  endpoint identity; ///< login.microsoftonline.com
  endpoint outlook;  ///< outlook.office.com: OWS and OWA
  endpoint graph;    ///< graph.microsoft.com

  friend bool operator==(const cloud&, const cloud&) = default;
};

} // namespace roamsync
