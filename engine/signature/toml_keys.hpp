#pragma once

#include "engine/base/result.hpp"

#include <toml++/toml.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::toml_keys {

constexpr std::string_view catalogue_file = "catalogue.toml";

/// A text of the catalogue inside a message: bounded, one line, in quotes.
[[nodiscard]] std::string quoted(std::string_view text);

/// "catalogue.toml, line 3: why".
[[nodiscard]] error refuse(const toml::node& at, std::string_view why);

/// An error for the first key that is not among the allowed ones; `what` names the table.
[[nodiscard]] status only_keys(const toml::table& table, std::string_view what,
                               std::initializer_list<std::string_view> allowed);

/// The text of a key, not empty; empty only if the key is absent and not needed.
[[nodiscard]] result<std::string> text_of(const toml::table& table, std::string_view key, bool needed);

/// One text or a list of texts; they may be empty.
[[nodiscard]] result<std::vector<std::string>> texts_of(const toml::node& node, std::string_view key);

} // namespace roamsync::toml_keys
