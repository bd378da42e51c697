#pragma once

#include "engine/model/night_view.hpp"

#include <optional>
#include <string>

namespace roamsync::console {

/// {"night":{...}}: the run as it stands, all members of night_view by name, times as RFC 3339, spans in ms;
/// {"night":null} before the first run.
[[nodiscard]] std::string night_json(const std::optional<night_view>& x);

} // namespace roamsync::console
