#pragma once

#include "engine/directory/member.hpp"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// The user's photo: an image, so not for every place in a template.
constexpr std::string_view photo_attribute = "photo";

/// True for the names that templates and rules may use: those of wire.md 6.5, userPrincipalName,
/// extensionAttribute1 to 15 and extension_<application>_<name>, all of them with manager_prefix too; and
/// photo_attribute. Letter case counts.
[[nodiscard]] bool is_known_attribute(std::string_view name);

/// True for extension_<application>_<name>: the directory gives it only to whom asks for it by name.
[[nodiscard]] bool is_custom_attribute(std::string_view name);

/// What to say of a name that is not known: the one that was meant, or all that are known.
[[nodiscard]] std::string attribute_hint(std::string_view name);

/// A member's attributes as templates and rules see them: each a list of non-empty, harmless lines
/// (one_line); a single value is a list of one. The photo is a data URI. Holds copies: the member need not
/// live on.
class attribute_values {
public:
  explicit attribute_values(const member& who);

  /// Empty where the directory has nothing.
  [[nodiscard]] std::span<const std::string> of(std::string_view name) const;

private:
  void add(const std::string& name, std::string_view value);

  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

} // namespace roamsync
