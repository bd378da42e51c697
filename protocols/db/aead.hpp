#pragma once

#include "engine/base/secret.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace roamsync::db {

/// Bytes of a key, of a nonce and of a tag of AES-256-GCM (NIST SP 800-38D).
inline constexpr std::size_t key_bytes = 32;
inline constexpr std::size_t nonce_bytes = 12;
inline constexpr std::size_t tag_bytes = 16;

/// A new key from the system's source of randomness; nothing if that fails.
[[nodiscard]] std::optional<secret> random_key();

/// Seals `plain` under a key of `key_bytes`: nonce, cipher text, tag. The nonce is random, so one key is good
/// for 2^32 values. `bound` is authenticated with it. Nothing if the library fails.
[[nodiscard]] std::optional<std::string> seal(const secret& key, std::string_view bound, const secret& plain);

/// The reverse; nothing if key, `bound` or any byte is not the one that was sealed.
[[nodiscard]] std::optional<secret> unseal(const secret& key, std::string_view bound,
                                           std::string_view sealed);

/// Eight bytes that name a key and tell nothing of it: the start of HMAC-SHA256(key, label).
[[nodiscard]] std::string key_id(const secret& key);
inline constexpr std::size_t key_id_bytes = 8;

} // namespace roamsync::db
