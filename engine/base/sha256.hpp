#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace roamsync {

/// SHA-256 (FIPS 180-4), fed piece by piece, by OpenSSL's libcrypto. Throws std::bad_alloc where memory ends.
class sha256 {
public:
  using digest_bytes = std::array<std::uint8_t, 32>;

  sha256();
  /// Goes on from the same bytes.
  sha256(const sha256& other);
  sha256& operator=(const sha256&) = delete;
  ~sha256() = default;

  /// Adds the bytes; may be called any number of times before finish().
  void update(std::string_view bytes);
  /// Adds one of several fields, its length before it, so that no two lists of fields are the same bytes.
  void update_field(std::string_view field);

  /// The digest of all bytes added; the object must not be used after it.
  [[nodiscard]] digest_bytes finish();

  /// The digest as 64 lower-case hex digits; the object must not be used after it.
  [[nodiscard]] std::string finish_hex();

private:
  struct free_context {
    void operator()(evp_md_ctx_st* x) const noexcept;
  };
  std::unique_ptr<evp_md_ctx_st, free_context> context_;
};

/// The digest of `bytes` as 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

} // namespace roamsync
