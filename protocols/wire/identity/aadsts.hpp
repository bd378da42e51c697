#pragma once

#include "engine/model/call_result.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace roamsync::wire {

/// What an error code of Entra ID means.
struct aadsts_meaning {
  cause why = cause::sign_in_failed;
  verdict what = verdict::failed;
};

/// The table of wire.md 6.1, 1.2.3 and 5.5. Wrong password, unknown, locked and disabled user, policy, MFA
/// and consent are failed: never tried again with the same password (I10). 90055 and 50196 are throttled.
/// Revoked grants are sign_in_again. An unknown code is sign_in_failed and final.
[[nodiscard]] aadsts_meaning meaning_of_aadsts(std::int64_t code) noexcept;

/// The first code in a text such as "AADSTS50126: Error validating ...".
[[nodiscard]] std::optional<std::int64_t> find_aadsts(std::string_view text) noexcept;

} // namespace roamsync::wire
