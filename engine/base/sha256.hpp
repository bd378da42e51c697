#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace roamsync {

/// SHA-256 (FIPS 180-4), fed piece by piece. For digests that name content, not for secrets: the engine has
/// no OpenSSL.
class sha256 {
public:
  using digest_bytes = std::array<std::uint8_t, 32>;

  /// Adds the bytes; may be called any number of times before finish().
  void update(std::string_view bytes);
  /// Adds one of several fields, its length before it, so that no two lists of fields are the same bytes.
  void update_field(std::string_view field);

  /// The digest of all bytes added; the object must not be used after it.
  [[nodiscard]] digest_bytes finish();

  /// The digest as 64 lower-case hex digits; the object must not be used after it.
  [[nodiscard]] std::string finish_hex();

private:
  void compress(const std::uint8_t* block);

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> pending_{};
  std::size_t pending_size_ = 0;
  std::uint64_t bytes_ = 0;
};

/// The digest of `bytes` as 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

} // namespace roamsync
