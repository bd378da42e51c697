#pragma once

#include <cstdint>
#include <string>

namespace roamsync::app {

/// The login name of that user id, or "user 1000" where the system knows none.
[[nodiscard]] std::string user_name(std::uint32_t id);
/// That of this process.
[[nodiscard]] std::string user_name();

} // namespace roamsync::app
