#pragma once

#include "console/report/text_options.hpp"
#include "engine/readiness/readiness.hpp"

#include <span>
#include <string>

namespace roamsync::console {

/// The list with its colour in words too.
[[nodiscard]] std::string readiness_text(const readiness& list, const text_options& options);
/// {"lists":[{"tenant","name","colour","checks":[{"check","status","title","reason","todo"}]}]}
[[nodiscard]] std::string readiness_json(std::span<const readiness> lists);

} // namespace roamsync::console
