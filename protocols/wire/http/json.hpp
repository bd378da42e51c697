#pragma once

#include <boost/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace roamsync::wire {

/// Deepest nesting that is read from outside; the services' own answers stay below ten.
constexpr std::size_t json_depth_max = 32;

/// The text as JSON, or nothing: broken, deeper than json_depth_max, or longer than `bytes_max`. `memory` is what the
/// value lives in, and has to outlive it.
[[nodiscard]] std::optional<boost::json::value> read_json(std::string_view text, std::size_t bytes_max,
                                                          boost::json::storage_ptr memory = {});

/// The member of that name without ASCII letter case (an exact match wins), or null. The services vary the
/// case of names (wire.md 4.1.1).
[[nodiscard]] const boost::json::value* find_member(const boost::json::object& object, std::string_view name);

/// The same, but only if it is an object or an array.
[[nodiscard]] const boost::json::object* find_object(const boost::json::object& object,
                                                     std::string_view name);
[[nodiscard]] const boost::json::array* find_array(const boost::json::object& object, std::string_view name);

/// The member as text: a string as it is, an integer in digits, true and false as words; anything else and
/// an absent member are empty.
[[nodiscard]] std::string text_of(const boost::json::object& object, std::string_view name);

/// The member as an integer; a string of digits counts too.
[[nodiscard]] std::optional<std::int64_t> number_of(const boost::json::object& object, std::string_view name);

} // namespace roamsync::wire
