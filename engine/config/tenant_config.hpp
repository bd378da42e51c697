#pragma once

#include "engine/base/result.hpp"
#include "engine/model/tenant.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// One tenant of an import file.
struct tenant_import {
  tenant_settings settings;
  std::string
      password_file; ///< file (0600) with the service user's password; empty: leave the password alone
};

/// Checks ids, addresses, GUIDs, times and ranges; all problems are in the message, one a line.
/// Whether the cloud is known is the configuration's matter (find_cloud).
[[nodiscard]] status validate(const tenant_settings& x);

/// Reads an import file: [[tenant]] tables with the members of tenant_settings and `password_file`. All
/// errors are in the message, one a line, each with file, line, key, value and what is allowed.
[[nodiscard]] result<std::vector<tenant_import>> parse_tenants(std::string_view text,
                                                               std::string_view file_name);

/// All members, by name; for the console.
[[nodiscard]] boost::json::object tenant_to_json(const tenant_settings& x);

} // namespace roamsync
