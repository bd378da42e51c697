#pragma once

#include "engine/signature/html_rules.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace roamsync {

/// A piece of a template that is being compiled.
struct template_node {
  enum class kind : std::uint8_t {
    text,     ///< as it stands
    image,    ///< a data URI; left out where the images are not wanted
    variable, ///< a value, escaped for its place
    section,  ///< the children once for each value
    inverted, ///< the children if there is no value
    unit,     ///< a line or table row: the children, unless they hold variables that are all empty
  };
  /// What a text node is in HTML: needed to find lines that can go without breaking the markup.
  enum class role : std::uint8_t { none, newline, open, close, single, part_of_tag };

  kind what = kind::text;
  role as = role::none;
  std::string text; ///< the text, the data URI, or the attribute's name ("." for the value around)
  std::string tag;  ///< the HTML element of a tag
  tag_place place;
  std::vector<template_node> children;
};

} // namespace roamsync
