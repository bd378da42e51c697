#pragma once

#include <gumbo.h>

#include <string>

namespace roamsync {

/// One pass of normal_form over a tree: the HTML that stands for what a reader sees of it.
[[nodiscard]] std::string write_form(const GumboNode& root);

} // namespace roamsync
