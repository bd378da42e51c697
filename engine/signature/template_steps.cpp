#include "engine/signature/template_steps.hpp"

namespace roamsync {

template_steps::template_steps(const std::vector<template_node>& nodes) {
  add(nodes);
  text_.shrink_to_fit();
  steps_.shrink_to_fit();
}

void template_steps::add(const std::vector<template_node>& nodes) {
  auto open_text = false;
  for (const auto& x : nodes) {
    const auto is_text = x.what == template_node::kind::text;
    if (is_text && open_text) {
      steps_.back().length += x.text.size();
    } else {
      steps_.push_back({.what = x.what, .place = x.place, .begin = text_.size(), .length = x.text.size()});
    }
    text_ += x.text;
    open_text = is_text;
    if (x.children.empty())
      continue;
    const auto own = steps_.size() - 1;
    add(x.children);
    steps_[own].inside = static_cast<std::uint32_t>(steps_.size() - own - 1);
  }
}

} // namespace roamsync
