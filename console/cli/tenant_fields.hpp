#pragma once

#include "engine/base/result.hpp"
#include "engine/model/tenant.hpp"

#include <span>
#include <string>
#include <string_view>

namespace roamsync::console {

/// One setting of a tenant as the command line knows it: `tenant add --KEY VALUE`, `tenant set ID KEY=VALUE`
/// and a row of `tenant show`. Made from the table of engine/config, so that the command line and an import
/// file take the same values and refuse others in the same words.
struct tenant_field {
  std::string key;   ///< "service_user"; as an option "--service-user"
  std::string value; ///< what stands for the value in a help text: "ADDRESS", "browser|token"
  std::string help;  ///< what it is, and what is allowed
  bool has_default;  ///< an empty value stands for another one, not for none

  /// The value as a change takes it; empty for the default.
  [[nodiscard]] std::string get(const tenant_settings& tenant) const;
};

/// All of them but id, in the order of `tenant show`. Secrets are not among them.
[[nodiscard]] std::span<const tenant_field> tenant_fields();

/// One checked change.
struct field_change {
  std::string key; ///< of tenant_fields()
  std::string value;

  friend bool operator==(const field_change&, const field_change&) = default;
};

/// Reads "KEY=VALUE"; '-' and '_' in the key are the same. An unknown key gets the nearest one named; the key
/// of a secret is refused, and its value is not shown.
[[nodiscard]] result<field_change> parse_field_change(const std::string& word);

/// Checks one value by itself; an empty one stands for the default.
[[nodiscard]] status check_field(std::string_view key, const std::string& value);

/// Sets the changes in order. The first error ends it, with the tenant partly changed. Call validate()
/// (engine/config/tenant_config.hpp) after it.
[[nodiscard]] status apply_changes(tenant_settings& tenant, std::span<const field_change> changes);

} // namespace roamsync::console
