#pragma once

#include <cstdint>

namespace roamsync {

/// What kind of mailbox the directory says it is (Graph mailboxSettings, wire.md 6.5).
enum class mailbox_kind : std::uint8_t { unknown, user, shared, none };

} // namespace roamsync
