#include "engine/signature/digest.hpp"

#include "engine/base/sha256.hpp"

namespace roamsync {

namespace {

/// Grows when the meaning of the digest changes; every mailbox is then read once more.
constexpr std::string_view form = "roamsync wanted signatures 1";

// With its length before it, so that no two lists of fields are the same bytes.
void add(sha256& hash, std::string_view field) {
  hash.update(std::to_string(field.size()) + ":");
  hash.update(field);
}

} // namespace

std::string digest(const wanted_signatures& wanted) {
  sha256 hash;
  add(hash, form);
  add(hash, std::to_string(wanted.signatures.size()));
  for (const auto& x : wanted.signatures) {
    add(hash, x.name);
    add(hash, x.html);
    add(hash, x.text);
  }
  add(hash, wanted.default_new);
  add(hash, wanted.default_reply);
  return hash.finish_hex();
}

} // namespace roamsync
