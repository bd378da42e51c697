#include "protocols/db/aead.hpp"

#include <climits>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <memory>

namespace roamsync::db {

namespace {

struct context_closer {
  void operator()(EVP_CIPHER_CTX* x) const noexcept { EVP_CIPHER_CTX_free(x); }
};
using cipher_context = std::unique_ptr<EVP_CIPHER_CTX, context_closer>;

const unsigned char* bytes_of(std::string_view x) {
  return reinterpret_cast<const unsigned char*>(x.data());
}
unsigned char* bytes_of(std::string& x, std::size_t from = 0) {
  return reinterpret_cast<unsigned char*>(x.data() + from);
}

/// The lengths that OpenSSL takes are ints.
bool sizes_fit(const secret& key, std::string_view bound, std::size_t text_size) {
  return key.size() == key_bytes && bound.size() <= INT_MAX && text_size <= INT_MAX - nonce_bytes - tag_bytes;
}

} // namespace

std::optional<secret> random_key() {
  std::string key(key_bytes, '\0');
  if (RAND_bytes(bytes_of(key), static_cast<int>(key.size())) != 1)
    return std::nullopt;
  return secret{std::move(key)};
}

std::optional<std::string> seal(const secret& key, std::string_view bound, const secret& plain) {
  const cipher_context context{EVP_CIPHER_CTX_new()};
  if (!context || !sizes_fit(key, bound, plain.size()))
    return std::nullopt;
  std::string sealed(nonce_bytes + plain.size() + tag_bytes, '\0');
  auto* const nonce = bytes_of(sealed);
  auto* const text = bytes_of(sealed, nonce_bytes);
  auto* const tag = bytes_of(sealed, nonce_bytes + plain.size());
  const int text_size = static_cast<int>(plain.size());
  int size = 0;
  const bool done =
      RAND_bytes(nonce, nonce_bytes) == 1
      && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key.reveal()), nonce) == 1
      && EVP_EncryptUpdate(context.get(), nullptr, &size, bytes_of(bound), static_cast<int>(bound.size()))
             == 1
      && EVP_EncryptUpdate(context.get(), text, &size, bytes_of(plain.reveal()), text_size) == 1
      && EVP_EncryptFinal_ex(context.get(), tag, &size) == 1
      && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, tag) == 1;
  return done ? std::optional{std::move(sealed)} : std::nullopt;
}

std::optional<secret> unseal(const secret& key, std::string_view bound, std::string_view sealed) {
  if (sealed.size() < nonce_bytes + tag_bytes)
    return std::nullopt;
  const auto text_size = sealed.size() - nonce_bytes - tag_bytes;
  const cipher_context context{EVP_CIPHER_CTX_new()};
  if (!context || !sizes_fit(key, bound, text_size))
    return std::nullopt;
  std::string tag{sealed.substr(nonce_bytes + text_size)};
  // One byte more than needed: data() of an empty text has no room that OpenSSL may point to.
  std::string plain(text_size + 1, '\0');
  int size = 0;
  const bool genuine =
      EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key.reveal()), bytes_of(sealed))
          == 1
      && EVP_DecryptUpdate(context.get(), nullptr, &size, bytes_of(bound), static_cast<int>(bound.size()))
             == 1
      && EVP_DecryptUpdate(context.get(), bytes_of(plain), &size, bytes_of(sealed) + nonce_bytes,
                           static_cast<int>(text_size))
             == 1
      && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, bytes_of(tag)) == 1
      && EVP_DecryptFinal_ex(context.get(), bytes_of(plain, text_size), &size) == 1;
  if (!genuine) {
    OPENSSL_cleanse(plain.data(), plain.size()); // bytes that were decrypted but not authenticated
    return std::nullopt;
  }
  plain.pop_back();
  return secret{std::move(plain)};
}

std::string key_id(const secret& key) {
  static constexpr std::string_view label = "roamsync master key id";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.reveal().data(), static_cast<int>(key.size()), bytes_of(label), label.size(),
       digest.data(), &size);
  return {reinterpret_cast<const char*>(digest.data()), key_id_bytes};
}

} // namespace roamsync::db
