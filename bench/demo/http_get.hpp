#pragma once

#include <cstdint>
#include <string>

namespace roamsync::demo {

/// The body of an HTTP answer from this machine; blocks. Throws std::runtime_error on anything but 200.
[[nodiscard]] std::string http_get(std::uint16_t port, const std::string& path);

} // namespace roamsync::demo
