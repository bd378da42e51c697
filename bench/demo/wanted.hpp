#pragma once

#include "bench/demo/evidence.hpp"
#include "bench/demo/world.hpp"

namespace roamsync::demo {

/// Names of the two signatures that the demo's catalogue gives to everybody.
inline constexpr const char* new_mail_signature = "Firma";
inline constexpr const char* reply_signature = "Firma kurz";

/// Whether the mailbox holds what the catalogue wants for this person: both signatures with the person's own
/// data, and both defaults. Knows the catalogue, not how roamsync renders it.
[[nodiscard]] bool holds_wanted(const held_mailbox& mailbox, const person& who);

/// Whether the person's own signature is there as it was.
[[nodiscard]] bool own_signature_is_intact(const held_mailbox& mailbox, const person& who);

} // namespace roamsync::demo
