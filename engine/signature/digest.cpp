#include "engine/signature/digest.hpp"

#include "engine/base/sha256.hpp"

namespace roamsync {

namespace {

/// Grows when the meaning of the digest changes; every mailbox is then read once more.
constexpr std::string_view form = "roamsync wanted signatures 1";

} // namespace

std::string digest(const wanted_signatures& wanted) {
  sha256 hash;
  hash.update_field(form);
  hash.update_field(std::to_string(wanted.signatures.size()));
  for (const auto& x : wanted.signatures) {
    hash.update_field(x.name);
    hash.update_field(x.html);
    hash.update_field(x.text);
  }
  hash.update_field(wanted.default_new);
  hash.update_field(wanted.default_reply);
  return hash.finish_hex();
}

} // namespace roamsync
