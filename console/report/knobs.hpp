#pragma once

#include "console/report/text_options.hpp"
#include "engine/tune/plan_tuning.hpp"

#include <span>
#include <string>

namespace roamsync::console {

/// `tune`: one line a knob, with its value and where that comes from.
[[nodiscard]] std::string knobs_text(std::span<const knob_row> knobs, const text_options& options);

/// What was turned: one line a knob, before and after.
[[nodiscard]] std::string turned_text(std::span<const change_row> changes, const text_options& options);

/// `tune --history`: one line a change, the newest first.
[[nodiscard]] std::string changes_text(std::span<const change_row> changes, const text_options& options);

} // namespace roamsync::console
