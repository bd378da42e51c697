#pragma once

#include "engine/config/config.hpp"
#include "engine/config/problems.hpp"

#include <toml++/toml.h>

#include <string_view>

namespace roamsync {

/// Reads a [cloud.NAME] table: `identity`, `outlook` and `graph`, each a URL string or a table of scheme,
/// host, port and path_prefix, and the settings of cloud_identity. What it leaves out is the preset's of that
/// name; a new name must have all three services.
void read_cloud(std::string_view name, const toml::table& table, config& into, problems& found);

/// The three services of a cloud by name, in the order of the reference.
struct cloud_service {
  std::string_view name;
  endpoint cloud::*member;
};
inline constexpr cloud_service cloud_services[] = {
    {"identity", &cloud::identity},
    {"outlook", &cloud::outlook},
    {"graph", &cloud::graph},
};

} // namespace roamsync
