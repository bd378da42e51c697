#pragma once

#include "engine/config/config.hpp"
#include "engine/config/field.hpp"
#include "engine/config/problems.hpp"

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// Parses TOML of at most `bytes_max`; a syntax error goes to `found`.
[[nodiscard]] std::optional<toml::table> read_toml(std::string_view text, std::size_t bytes_max,
                                                   problems& found);

[[nodiscard]] std::uint32_t line_of(const toml::node& node);

/// The value of a node; tables and dates are foreign.
[[nodiscard]] scalar to_scalar(const toml::node& node);

/// Reads one value into the field; otherwise says which key, which value, and what is allowed. False if the field has no
/// value now; a path that does not lead anywhere is one.
bool read_value(const bound_field& into, const toml::node& node, const path_check& check, problems& found);

/// "night.opns is not known. Did you mean night.opens?" A key that seems to hold a secret gets another hint.
/// The value is never shown: it may be a secret.
[[nodiscard]] std::string unknown_key(std::string_view key, std::span<const std::string> known);

} // namespace roamsync
