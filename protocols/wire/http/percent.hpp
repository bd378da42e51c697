#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roamsync::wire {

/// Names and values of a form or a query, decoded, in order.
using form_fields = std::vector<std::pair<std::string, std::string>>;

/// Every byte but letters, digits and `-._~` becomes %XX; a space becomes %20 (wire.md 4.1.1), never '+'.
/// Bytes of `also_plain` stay as they are.
[[nodiscard]] std::string percent_encode(std::string_view text, std::string_view also_plain = {});

/// Undoes %XX; a '%' without two hex digits stays. With `plus_is_space`, '+' becomes a space.
[[nodiscard]] std::string percent_decode(std::string_view text, bool plus_is_space = false);

/// The body of application/x-www-form-urlencoded.
[[nodiscard]] std::string form_encode(const form_fields& fields);

/// Reads a query or a form body; takes at most `fields_max` fields and ignores the rest.
[[nodiscard]] form_fields form_decode(std::string_view text, std::size_t fields_max = 64);

/// The first value of that name, or empty.
[[nodiscard]] std::string_view field_of(const form_fields& fields, std::string_view name) noexcept;

} // namespace roamsync::wire
