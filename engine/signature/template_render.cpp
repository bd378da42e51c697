#include "engine/base/unicode.hpp"
#include "engine/signature/template.hpp"

#include <span>

namespace roamsync {

namespace {

using kind = template_node::kind;

// U+2068 and U+2069 keep a right-to-left value from turning what stands beside it.
std::string isolated(std::string_view value) {
  return has_right_to_left(value) ? "\xE2\x81\xA8" + std::string(value) + "\xE2\x81\xA9" : std::string(value);
}

std::string escaped(std::string_view value, const tag_place& place) {
  switch (place.where) {
  case value_place::plain:
    return isolated(value);
  case value_place::html_text:
    return escape_html(isolated(value));
  case value_place::attribute:
    return escape_html(value);
  case value_place::link_part:
    return escape_link_part(value, place.link);
  case value_place::whole_link:
    return escape_whole_link(value);
  case value_place::style:
    return escape_style(value);
  case value_place::image:
    return std::string(value);
  }
  return {};
}

/// What a unit held.
struct tally {
  bool variables = false; ///< at least one
  bool filled = false;    ///< one that is not empty
};

class renderer {
public:
  renderer(const attribute_values& values, bool images, std::size_t bytes_max)
      : values_(values), images_(images), bytes_max_(bytes_max) {}

  std::optional<std::string> run(const std::vector<template_node>& nodes) {
    tally whole;
    all(nodes, whole);
    if (out_.size() > bytes_max_)
      return std::nullopt;
    return std::move(out_);
  }

private:
  void all(const std::vector<template_node>& nodes, tally& seen) {
    for (const auto& node : nodes) {
      if (out_.size() > bytes_max_)
        return;
      one(node, seen);
    }
  }

  void one(const template_node& node, tally& seen) {
    switch (node.what) {
    case kind::text:
      out_ += node.text;
      break;
    case kind::image:
      if (images_)
        out_ += node.text;
      break;
    case kind::variable:
      variable(node, seen);
      break;
    case kind::section:
      section(node, seen);
      break;
    case kind::inverted:
      if (values_.of(node.text).empty()) {
        seen = {true, true};
        all(node.children, seen);
      }
      break;
    case kind::unit:
      unit(node, seen);
      break;
    }
  }

  void variable(const template_node& node, tally& seen) {
    seen.variables = true;
    std::string value;
    if (node.text == ".")
      value = *around_;
    else
      for (const auto& line : values_.of(node.text))
        value += (value.empty() ? "" : ", ") + line;
    const auto shown = escaped(value, node.place);
    seen.filled = seen.filled || !shown.empty();
    if (images_ || node.place.where != value_place::image)
      out_ += shown;
  }

  void section(const template_node& node, tally& seen) {
    seen.variables = true;
    const auto* const outer = around_;
    for (const auto& value : values_.of(node.text)) {
      seen.filled = true;
      if (node.text != photo_attribute) // also made for <img src="{{photo}}">, where {{.}} is what is around
        around_ = &value;
      all(node.children, seen);
    }
    around_ = outer;
  }

  void unit(const template_node& node, tally& seen) {
    const auto begin = out_.size();
    tally inner;
    all(node.children, inner);
    if (inner.variables && !inner.filled)
      out_.resize(begin);
    seen.variables = seen.variables || inner.variables;
    seen.filled = seen.filled || inner.filled;
  }

  const attribute_values& values_;
  bool images_;
  std::size_t bytes_max_;
  const std::string* around_ = nullptr;
  std::string out_;
};

} // namespace

std::optional<std::string> signature_template::render(const attribute_values& values,
                                                      std::size_t bytes_max) const {
  return renderer(values, true, bytes_max).run(nodes_);
}

std::optional<std::string> signature_template::render_without_images(const attribute_values& values,
                                                                     std::size_t bytes_max) const {
  return renderer(values, false, bytes_max).run(nodes_);
}

} // namespace roamsync
