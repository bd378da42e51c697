#pragma once

#include <cstdint>
#include <string>

namespace roamsync::demo {

/// The body of an HTTP answer from this machine; blocks. Throws std::runtime_error on anything but 200.
[[nodiscard]] std::string http_get(std::uint16_t port, const std::string& path);

/// The same by POST; `type` is the Content-Type of `body`.
std::string http_post(std::uint16_t port, const std::string& path, const std::string& type,
                      const std::string& body);

} // namespace roamsync::demo
