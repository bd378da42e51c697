#pragma once

#include "engine/base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace roamsync {

/// The remote services that throttle each by its own count.
enum class remote : std::uint8_t {
  outlook, ///< the service user's line: sign-in and mailboxes
  graph,   ///< the directory and its tokens
};
[[nodiscard]] std::string_view to_string(remote x) noexcept;
[[nodiscard]] std::optional<remote> remote_from_string(std::string_view name) noexcept;

/// How a tenant stands with a service: what must outlive the process, so that one that was killed and started
/// again annoys nobody.
struct standing {
  std::string tenant;
  remote service = remote::outlook;
  std::string service_user{};   ///< of outlook, which counts each by itself; empty for graph
  utc_time not_before{};        ///< the service asked that nothing be sent before (I2)
  std::uint32_t open_posts = 0; ///< passwords posted in a row whose answer nobody read (I10)
  utc_time posted{};            ///< the last of them

  friend bool operator==(const standing&, const standing&) = default;
};

} // namespace roamsync
