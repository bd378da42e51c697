#pragma once

#include "console/report/text_options.hpp"
#include "engine/model/night_view.hpp"

#include <span>
#include <string>
#include <vector>

namespace roamsync::console {

/// A title and one line for each tenant, the first ones of `tenants`, in at most `height` lines; the last
/// line says how many more of all `working` there are, and where. Below 4 lines there is room for the tenants only.
[[nodiscard]] std::vector<std::string> tenant_rows(std::span<const tenant_view> tenants, std::size_t working,
                                                   const text_options& options, std::size_t height);

} // namespace roamsync::console
