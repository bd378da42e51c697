#include "engine/mailbox/fingerprint.hpp"

#include "engine/base/sha256.hpp"

namespace roamsync {

namespace {

/// Grows when the normal form changes: what was the same under the old one is then compared once more.
constexpr std::string_view form = "roamsync shown signatures 1";
constexpr std::size_t digits = 32;

// With its length before it, so that no two lists of fields are the same bytes.
void add(sha256& hash, std::string_view field) {
  hash.update(std::to_string(field.size()) + ":");
  hash.update(field);
}

} // namespace

std::string fingerprint(std::span<const std::string> names, std::span<const shown_signature> contents,
                        const shown_defaults& defaults) {
  sha256 hash;
  add(hash, form);
  add(hash, defaults.default_new);
  add(hash, defaults.default_reply);
  for (const auto& name : names) {
    const auto* shown = find_shown(contents, name);
    if (shown == nullptr || !contains_name(defaults.names, name))
      return {};
    add(hash, shown->html);
    add(hash, shown->text);
  }
  return hash.finish_hex().substr(0, digits);
}

} // namespace roamsync
