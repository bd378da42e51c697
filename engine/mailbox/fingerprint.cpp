#include "engine/mailbox/fingerprint.hpp"

#include "engine/base/sha256.hpp"

namespace roamsync {

namespace {

/// Grows when the normal form changes: what was the same under the old one is then compared once more.
constexpr std::string_view form = "roamsync shown signatures 1";
constexpr std::size_t digits = 32;

} // namespace

std::string fingerprint(std::span<const std::string> names, std::span<const shown_signature> contents,
                        const shown_defaults& defaults) {
  sha256 hash;
  hash.update_field(form);
  hash.update_field(defaults.default_new);
  hash.update_field(defaults.default_reply);
  for (const auto& name : names) {
    const auto* shown = find_shown(contents, name);
    if (shown == nullptr || !contains_name(defaults.names, name))
      return {};
    hash.update_field(shown->html);
    hash.update_field(shown->text);
  }
  return hash.finish_hex().substr(0, digits);
}

} // namespace roamsync
