#pragma once

#include "engine/base/result.hpp"
#include "engine/model/tenant.hpp"

#include <span>
#include <string>
#include <string_view>

namespace roamsync::console {

/// One setting of a tenant as the command line knows it: `tenant add --KEY VALUE`, `tenant set ID KEY=VALUE`
/// and a row of `tenant show`.
struct tenant_field {
  std::string_view key;   ///< "service_user"; as an option "--service-user"
  std::string_view value; ///< what stands for the value in a help text: "ADDRESS", "browser|token"
  std::string_view help;  ///< one sentence with unit, range and default
  /// Checks the value and sets it; an empty one goes back to the default. The error says what is allowed.
  status (*set)(tenant_settings& tenant, const std::string& value);
  /// The value as `set` takes it; empty for the default.
  std::string (*get)(const tenant_settings& tenant);
};

/// All of them but id, in the order of `tenant show`. Secrets are not among them.
[[nodiscard]] std::span<const tenant_field> tenant_fields() noexcept;

/// One checked change.
struct field_change {
  std::string key; ///< of tenant_fields()
  std::string value;

  friend bool operator==(const field_change&, const field_change&) = default;
};

/// Reads "KEY=VALUE"; '-' and '_' in the key are the same. An unknown key gets the nearest one named; the key
/// of a secret is refused, and its value is not shown.
[[nodiscard]] result<field_change> parse_field_change(const std::string& word);

/// Checks one value by itself.
[[nodiscard]] status check_field(std::string_view key, const std::string& value);

/// Sets the changes in order. The first error ends it, with the tenant partly changed. Call validate()
/// (engine/config/tenant_config.hpp) after it.
[[nodiscard]] status apply_changes(tenant_settings& tenant, std::span<const field_change> changes);

} // namespace roamsync::console
