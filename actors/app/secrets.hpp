#pragma once

#include "engine/base/result.hpp"
#include "engine/base/secret.hpp"
#include "engine/config/config.hpp"
#include "engine/store/store.hpp"
#include "protocols/db/vault.hpp"

#include <memory>

namespace roamsync::app {

/// The master key from the file or the environment variable that the configuration names.
[[nodiscard]] result<secret> read_master_key(const config& settings);

/// The vault over `where`, which must outlive it.
[[nodiscard]] result<db::vault> open_vault(store& where, const config& settings);

/// Fails if the master key is not the one that sealed what the store holds. Looks at one tenant.
[[nodiscard]] status check_master_key(store& where, db::vault& vault);

/// The secret of the product's own app registration; empty if the configuration names none.
[[nodiscard]] result<secret> read_graph_secret(const config& settings);

} // namespace roamsync::app
