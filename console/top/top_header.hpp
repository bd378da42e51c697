#pragma once

#include "console/live/history.hpp"
#include "console/report/text_options.hpp"
#include "engine/model/night_view.hpp"

#include <string>
#include <vector>

namespace roamsync::console {

/// The run in lines above its tenants, none wider than options.width: 7 lines, 4 or 2, as `height` (of the whole
/// screen) leaves room.
[[nodiscard]] std::vector<std::string> top_header(const night_view& view, const live_history& history,
                                                  const text_options& options, std::size_t height);

} // namespace roamsync::console
