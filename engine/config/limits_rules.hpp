#pragma once

#include "engine/config/config.hpp"
#include "engine/config/problems.hpp"

#include <toml++/toml.h>

#include <cstddef>

namespace roamsync {

/// A day has only so many parts that a person means.
inline constexpr std::size_t limits_rules_max = 48;

/// Reads the [[limits.at]] tables: `from`, `to`, and at least one setting of [limits].
void read_limits_rules(const toml::node& node, config& into, problems& found);

/// The tables as TOML; empty without any.
[[nodiscard]] std::string print_limits_rules(const config& x);

} // namespace roamsync
