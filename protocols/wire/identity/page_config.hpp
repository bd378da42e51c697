#pragma once

#include <boost/json.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace roamsync::wire {

/// Largest `$Config` object that is read, in bytes.
constexpr std::size_t page_config_bytes_max = 512 * 1024;

/// The object of the page's script line `$Config={...};` (wire.md 1.2.2). The JSON itself says where it ends,
/// so that `};` or `</script>` inside a string do no harm. Nothing if there is none, or if it is broken, too
/// deep or too large.
[[nodiscard]] std::optional<boost::json::object> extract_page_config(std::string_view page);

} // namespace roamsync::wire
