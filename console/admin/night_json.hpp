#pragma once

#include "console/top/tenant_page.hpp"
#include "engine/base/result.hpp"
#include "engine/model/night_view.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace roamsync::console {

/// {"night":{...}}: the run as it stands, all members of night_view by name, times as RFC 3339, spans in ms;
/// {"night":null} before the first run.
[[nodiscard]] std::string night_json(const std::optional<night_view>& x);
/// Reads it back, but for `unfinished`. Members that are missing, as from an older version, stay as they are at first.
[[nodiscard]] result<std::optional<night_view>> parse_night(std::string_view json);

/// {"total":N, "matched":N, "offset":N, "found":N or null, "tenants":[...]}
[[nodiscard]] std::string tenants_json(const tenant_page& x);
[[nodiscard]] result<tenant_page> parse_tenants(std::string_view json);

} // namespace roamsync::console
