#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roamsync {

/// The path below a folder that `reference` names, seen from `from` (a folder below it, "" for itself),
/// without "." and ".." in it. nullopt if it leaves the folder, is absolute, empty, longer than 255 bytes, or
/// holds a backslash, a colon or a control character.
[[nodiscard]] std::optional<std::string> path_in_folder(std::string_view from, std::string_view reference);

/// The folder part of a path: "a/b" of "a/b/c.html", "" of "c.html".
[[nodiscard]] std::string_view folder_of(std::string_view path);

} // namespace roamsync
