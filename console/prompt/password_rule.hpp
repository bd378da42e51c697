#pragma once

#include "engine/base/result.hpp"
#include "engine/base/secret.hpp"

#include <cstddef>
#include <string_view>

namespace roamsync::console {

/// Characters that a service user's password must have: it stands in for MFA, which the user cannot have
/// (P5).
constexpr std::size_t password_characters_min = 32;
/// Bytes of any secret that is taken; Entra passwords end at 256 characters.
constexpr std::size_t secret_bytes_max = 4096;

/// Refuses a password that is too short, with the reason; counts characters, not bytes.
[[nodiscard]] status check_password(const secret& password);

/// The same for `field` "password"; any other secret must only be not empty.
[[nodiscard]] status check_secret(std::string_view field, const secret& value);

} // namespace roamsync::console
