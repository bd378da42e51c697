#pragma once

#include "engine/signature/template_node.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// A compiled template as it is kept while its tenant's mailboxes wait: one text and one list, a tenth of the nodes
/// that it was made from. Texts that follow each other are one, since lines have been found by then.
class template_steps {
public:
  struct step {
    template_node::kind what = template_node::kind::text;
    tag_place place;
    std::uint32_t inside = 0; ///< so many of the steps behind it are its children, theirs included
    std::size_t begin = 0;    ///< of its text
    std::size_t length = 0;
  };

  template_steps() = default;
  explicit template_steps(const std::vector<template_node>& nodes);

  /// Each step is followed by its children.
  [[nodiscard]] std::span<const step> all() const noexcept { return steps_; }
  [[nodiscard]] std::string_view text_of(const step& x) const noexcept {
    return std::string_view{text_}.substr(x.begin, x.length);
  }

private:
  void add(const std::vector<template_node>& nodes);

  std::string text_;
  std::vector<step> steps_;
};

} // namespace roamsync
