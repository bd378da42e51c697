#include "engine/base/sha256.hpp"

#include <openssl/evp.h>

#include <new>
#include <stdexcept>

namespace roamsync {

namespace {

void check(int ok) {
  if (ok != 1)
    throw std::runtime_error("libcrypto gives no SHA-256: is a provider missing in OpenSSL's configuration?");
}

EVP_MD_CTX* new_context() {
  auto* out = EVP_MD_CTX_new();
  if (out == nullptr)
    throw std::bad_alloc{};
  return out;
}

/// Fetched once: to ask the providers for it costs more than to hash a short text.
const EVP_MD* algorithm() {
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> fetched{
      EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free};
  return fetched.get();
}

} // namespace

void sha256::free_context::operator()(evp_md_ctx_st* x) const noexcept {
  EVP_MD_CTX_free(x);
}

sha256::sha256() : context_(new_context()) {
  check(EVP_DigestInit_ex2(context_.get(), algorithm(), nullptr));
}

sha256::sha256(const sha256& other) : context_(new_context()) {
  check(EVP_MD_CTX_copy_ex(context_.get(), other.context_.get()));
}

void sha256::update(std::string_view bytes) {
  check(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

void sha256::update_field(std::string_view field) {
  update(std::to_string(field.size()) + ":");
  update(field);
}

sha256::digest_bytes sha256::finish() {
  digest_bytes out{};
  check(EVP_DigestFinal_ex(context_.get(), out.data(), nullptr));
  return out;
}

std::string sha256::finish_hex() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * std::tuple_size_v<digest_bytes>);
  for (const auto byte : finish()) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

std::string sha256_hex(std::string_view bytes) {
  sha256 hash;
  hash.update(bytes);
  return hash.finish_hex();
}

} // namespace roamsync
