#pragma once

#include "bench/demo/world.hpp"

#include <filesystem>

namespace roamsync::demo {

/// Writes a catalogue for one customer: a full signature for new mails with logo and phone list, a short one
/// for replies, and the rule that gives both to everybody. If it is terse, both are one line. Throws std::runtime_error where a file cannot be
/// written.
void write_catalogue(const company& x, const std::filesystem::path& folder);

} // namespace roamsync::demo
