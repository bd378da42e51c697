#pragma once

#include "engine/base/result.hpp"
#include "engine/base/secret.hpp"
#include "engine/store/store.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace roamsync::db {

/// Keeps secrets in a store, sealed: AES-256-GCM for each value under a data key of the tenant; the data key
/// is wrapped by the master key. Tenant and field are bound in, so that sealed bytes that were moved to
/// another place do not open. Error messages hold no secret. Thread: as the store, which must outlive the
/// vault.
class vault {
public:
  /// `master_key` has 32 bytes (protocols/db/master_key.hpp).
  static result<vault> make(store& where, secret master_key);

  /// Seals and stores `value`, in place of what was there. The tenant must exist in the store.
  status put(std::string_view tenant, std::string_view field, const secret& value);
  /// Empty if nothing is stored. An error if the bytes do not open: wrong master key, moved or changed.
  result<std::optional<secret>> get(std::string_view tenant, std::string_view field);

private:
  vault(store& where, secret master_key) : store_(&where), master_key_(std::move(master_key)) {}

  store* store_;
  secret master_key_;
};

/// Wraps the data keys of all tenants anew, from `old_key` to `new_key`; gives how many were wrapped. Values
/// are not touched. Can be repeated: a rotation that was cut short goes on where it was. Hold the
/// engine_lock.
[[nodiscard]] result<std::size_t> rotate_master_key(store& where, const secret& old_key,
                                                    const secret& new_key);

} // namespace roamsync::db
