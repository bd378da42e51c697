#include "protocols/db/vault.hpp"

#include "protocols/db/aead.hpp"

namespace roamsync::db {

namespace {

// Sealed value: format, nonce, cipher text, tag.
// Wrapped data key: format, id of the master key, nonce, cipher text, tag.
constexpr char format = 1;
constexpr std::string_view data_key_field = "data_key";

/// What a sealed thing is bound to. The lengths keep "ab","c" and "a","bc" apart.
std::string bound_to(std::string_view what, std::string_view tenant, std::string_view field) {
  std::string text{"roamsync 1 "};
  for (const auto part : {what, tenant, field})
    text += std::to_string(part.size()) + ":" + std::string{part};
  return text;
}

std::string hex(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += {digits[byte >> 4U], digits[byte & 0xfU]};
  }
  return text;
}

std::string secrets_of(std::string_view tenant) {
  return "The secrets of tenant \"" + std::string{tenant} + "\" ";
}

error library_failed() {
  return error{
      "OpenSSL could not seal a secret; nothing was stored. Check that the system's random source works."};
}

result<std::string> wrap(const secret& master_key, std::string_view tenant, const secret& data_key) {
  const auto sealed = seal(master_key, bound_to("data key", tenant, data_key_field), data_key);
  if (!sealed)
    return library_failed();
  return format + key_id(master_key) + *sealed;
}

bool wrapped_by(const secret& master_key, std::string_view wrapped) {
  return wrapped.size() > key_id_bytes && wrapped.substr(1, key_id_bytes) == key_id(master_key);
}

result<secret> unwrap(const secret& master_key, std::string_view tenant, std::string_view wrapped) {
  if (wrapped.size() <= 1 + key_id_bytes || wrapped[0] != format)
    return error{secrets_of(tenant)
                 + "have a data key of an unknown format. Use the newer version of roamsync that "
                   "wrote it, or enter the secrets again."};
  if (!wrapped_by(master_key, wrapped))
    return error{
        secrets_of(tenant) + "were sealed under the master key " + hex(wrapped.substr(1, key_id_bytes))
        + ", the one given is " + hex(key_id(master_key))
        + ". Give the right key (vault.key_file), finish a rotation that was cut short, or enter the "
          "secrets again."};
  auto data_key =
      unseal(master_key, bound_to("data key", tenant, data_key_field), wrapped.substr(1 + key_id_bytes));
  if (!data_key)
    return error{secrets_of(tenant)
                 + "cannot be opened: the data key was changed or belongs to another tenant. "
                   "Restore the database, or enter the secrets again."};
  return std::move(*data_key);
}

} // namespace

result<vault> vault::make(store& where, secret master_key) {
  if (master_key.size() != key_bytes)
    return error{"The master key has " + std::to_string(master_key.size()) + " bytes; it must have 32."};
  return vault{where, std::move(master_key)};
}

status vault::put(std::string_view tenant, std::string_view field, const secret& value) {
  if (field == data_key_field)
    return error{"The field data_key is the vault's own."};
  auto wrapped = store_->sealed(tenant, data_key_field);
  if (!wrapped)
    return wrapped.failure();
  if (!*wrapped) {
    const auto fresh = random_key();
    if (!fresh)
      return library_failed();
    auto made = wrap(master_key_, tenant, *fresh);
    if (!made)
      return made.failure();
    // Another process may have been first: its key counts then.
    auto kept = store_->add_sealed(tenant, data_key_field, *made);
    if (!kept)
      return kept.failure();
    *wrapped = *kept;
  }
  const auto data_key = unwrap(master_key_, tenant, **wrapped);
  if (!data_key)
    return data_key.failure();
  const auto sealed = seal(*data_key, bound_to("value", tenant, field), value);
  if (!sealed)
    return library_failed();
  return store_->put_sealed(tenant, field, format + *sealed);
}

result<std::optional<secret>> vault::get(std::string_view tenant, std::string_view field) {
  const auto sealed = store_->sealed(tenant, field);
  if (!sealed)
    return sealed.failure();
  if (!*sealed)
    return std::optional<secret>{};
  const auto wrapped = store_->sealed(tenant, data_key_field);
  if (!wrapped)
    return wrapped.failure();
  const auto data_key = unwrap(master_key_, tenant, wrapped->value_or(""));
  if (!data_key)
    return data_key.failure();
  const std::string_view bytes = **sealed;
  auto value = bytes.starts_with(format)
                   ? unseal(*data_key, bound_to("value", tenant, field), bytes.substr(1))
                   : std::nullopt;
  if (!value)
    return error{secrets_of(tenant) + "cannot be opened: the field " + std::string{field}
                 + " was changed or moved here from another place. Restore the database, or enter it again."};
  return value;
}

result<std::size_t> rotate_master_key(store& where, const secret& old_key, const secret& new_key) {
  if (old_key.size() != key_bytes || new_key.size() != key_bytes)
    return error{"A master key must have 32 bytes."};
  const auto tenants = where.tenants();
  if (!tenants)
    return tenants.failure();
  // All are opened before the first is written: with a wrong old key nothing changes.
  std::vector<std::pair<std::string, std::string>> wrapped_anew;
  for (const auto& tenant : *tenants) {
    const auto wrapped = where.sealed(tenant.id, data_key_field);
    if (!wrapped)
      return wrapped.failure();
    if (!*wrapped)
      continue;
    const bool done_before = wrapped_by(new_key, **wrapped);
    const auto data_key = unwrap(done_before ? new_key : old_key, tenant.id, **wrapped);
    if (!data_key)
      return data_key.failure();
    if (done_before)
      continue;
    auto anew = wrap(new_key, tenant.id, *data_key);
    if (!anew)
      return anew.failure();
    wrapped_anew.emplace_back(tenant.id, *anew);
  }
  for (const auto& [tenant, wrapped] : wrapped_anew)
    if (auto put = where.put_sealed(tenant, data_key_field, wrapped); !put)
      return put.failure();
  return wrapped_anew.size();
}

} // namespace roamsync::db
