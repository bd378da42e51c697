#pragma once

#include "engine/config/config.hpp"
#include "protocols/net/options.hpp"

namespace roamsync::app {

/// The network settings of the configuration.
[[nodiscard]] net::client_options client_options_of(const config& x);

} // namespace roamsync::app
