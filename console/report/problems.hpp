#pragma once

#include "console/report/text_options.hpp"
#include "engine/base/result.hpp"

#include <string>

namespace roamsync::console {

/// An error for standard error, one problem a line as the engine writes them (`parse_config`,
/// `parse_tenants`): "roamsync: ...", made printable. A line that begins with a space belongs to the one before.
[[nodiscard]] std::string problems_text(const error& why, const text_options& options);

/// {"problems":["...", ...]} of the same lines.
[[nodiscard]] std::string problems_json(const error& why);

/// {"problems":[...],"notes":["...", ...]}: what was found by a command that looks and changes nothing. Notes: one a line.
[[nodiscard]] std::string findings_json(const error& problems, const std::string& notes);

} // namespace roamsync::console
