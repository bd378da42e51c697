#pragma once

#include "console/report/text_options.hpp"
#include "engine/base/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace roamsync::console {

// How a service user stands, as far as it keeps roamsync from asking: the facts behind a cause, in the language of the
// reader. `command` is the one that stores the password.

[[nodiscard]] std::string told_to_wait(utc_time until, utc_time now, const text_options& options);
/// The password was refused for good, and is the same since.
[[nodiscard]] std::string refused_before(utc_time posted, std::string_view command,
                                         const text_options& options);
/// The password was posted so often without an answer that was read.
[[nodiscard]] std::string unanswered_before(std::uint32_t posts, utc_time last, std::string_view command,
                                            const text_options& options);
/// `service_user`: empty for the tenant's first.
[[nodiscard]] std::string no_password(std::string_view tenant, std::string_view service_user,
                                      std::string_view command, const text_options& options);
[[nodiscard]] std::string no_service_user(std::string_view tenant, std::string_view service_user,
                                          const text_options& options);

} // namespace roamsync::console
