#pragma once

#include "engine/model/endpoint.hpp"

#include <string>
#include <string_view>

namespace roamsync::wire {

/// Path of the roaming settings (wire.md 4.1). The segment that names another mailbox follows "/ows".
constexpr std::string_view roaming_settings_path = "/ows/v1/OutlookCloudSettings/settings";

/// Whose settings, and where.
struct roaming_target {
  endpoint outlook;
  std::string mailbox; ///< SMTP address
  bool own_mailbox =
      false; ///< the signed-in user's own: named by no path segment and no header (wire.md 3.2)
  std::string base_path{roaming_settings_path}; ///< begins with the segment that the mailbox follows
};

/// Base path with the mailbox in it: "/ows/user@domain/v1/OutlookCloudSettings/settings".
[[nodiscard]] std::string roaming_path(const roaming_target& target);

} // namespace roamsync::wire
