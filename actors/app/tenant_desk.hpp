#pragma once

#include "actors/app/app.hpp"
#include "actors/app/desk.hpp"

#include <memory>
#include <string>

namespace roamsync::app {

/// Opens the desk of a tenant with its secrets from the store. The error says what is missing.
[[nodiscard]] result<std::unique_ptr<desk>> open_desk(const app& x, store& where, const std::string& tenant);

/// What a failed call means, for a person: title, facts, advice.
[[nodiscard]] std::string explain(const call_result& why, const console::text_options& options);

} // namespace roamsync::app
