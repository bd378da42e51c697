#pragma once

#include "console/report/night_report.hpp"
#include "engine/base/result.hpp"
#include "engine/store/store.hpp"

namespace roamsync::app {

/// All rows of one run.
[[nodiscard]] result<console::report_rows> read_report(store& where, const roamsync::night& run);

} // namespace roamsync::app
