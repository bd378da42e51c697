#pragma once

#include "engine/base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace roamsync::console {

/// Longest argument taken, in bytes; ids, addresses and paths are far shorter.
constexpr std::size_t argument_bytes_max = 4096;
/// Most arguments taken; a shell allows more, a person never types them.
constexpr std::size_t arguments_max = 4096;

/// Checks of single words of the command line. Each error says what is wrong and what is allowed, and shows
/// at most 64 columns of the word, without control characters.

/// 1 to 64 of a-z 0-9 - . _, first a letter or a digit (tenant_settings::id).
[[nodiscard]] status check_tenant_id(std::string_view word);
/// That of a mailbox (normal_address).
[[nodiscard]] status check_address(std::string_view word);
/// Not empty, no NUL.
[[nodiscard]] status check_path(std::string_view word);
/// Decimal digits only, from `lowest` to `highest`.
[[nodiscard]] result<std::uint64_t> parse_number(std::string_view word, std::uint64_t lowest,
                                                 std::uint64_t highest);

/// The word in quotes, shortened and printable, for a message.
[[nodiscard]] std::string in_quotes(std::string_view word);

} // namespace roamsync::console
