#pragma once

#include "engine/signature/template_node.hpp"

#include <optional>
#include <vector>

namespace roamsync {

/// Puts table rows and lines that can vanish into units (see signature_template). nullopt if tables are
/// nested more than 16 deep.
[[nodiscard]] std::optional<std::vector<template_node>> group_lines(std::vector<template_node> nodes);

} // namespace roamsync
