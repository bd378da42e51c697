#pragma once

#include "engine/model/night_view.hpp"

#include <boost/json.hpp>

#include <optional>

namespace roamsync::console {

/// RFC 3339, or null.
[[nodiscard]] boost::json::value or_null(const std::optional<utc_time>& x);
/// The cause's name, or null for none.
[[nodiscard]] boost::json::value or_null(cause x);

/// How many mailboxes ended in each way, by its name.
[[nodiscard]] boost::json::object outcomes_object(const outcome_counts& x);

/// A run: number, date, sequence, kind, and when it opened, closes and finished.
[[nodiscard]] boost::json::object run_object(const night& x);

} // namespace roamsync::console
