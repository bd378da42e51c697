#include "engine/signature/template.hpp"

#include "engine/signature/template_lines.hpp"

#include <algorithm>

namespace roamsync {

namespace {

using kind = template_node::kind;
using role = template_node::role;

bool is_value(mustache_kind x) {
  return x == mustache_kind::variable || x == mustache_kind::raw_variable;
}

template_node text_node(std::string_view text, role as, std::string tag = {}) {
  template_node out;
  out.text = text;
  out.as = as;
  out.tag = std::move(tag);
  return out;
}

/// Cuts the template at its Mustache tags, HTML tags, replacements and line ends, and nests the sections.
class builder {
public:
  builder(std::string_view text, const std::vector<mustache_tag>& tags, const html_findings& html)
      : text_(text), mustaches_(tags), html_(html) {}

  /// The nodes up to the end of the section that is open, or up to `until`.
  std::vector<template_node> build(std::size_t until) {
    std::vector<template_node> out;
    while (at_ < until) {
      if (mustache_ < mustaches_.size() && mustaches_[mustache_].begin == at_) {
        if (mustaches_[mustache_].kind == mustache_kind::end) {
          at_ = mustaches_[mustache_++].end;
          return out;
        }
        take_mustache(out);
      } else if (replacement_ < html_.replacements.size() && html_.replacements[replacement_].begin == at_) {
        take_replacement(out);
      } else if (photo_ < html_.photos.size() && html_.photos[photo_].first == at_) {
        take_photo(out);
      } else {
        take_text(out);
      }
    }
    return out;
  }

private:
  void take_mustache(std::vector<template_node>& out) {
    const auto index = mustache_++;
    const auto& tag = mustaches_[index];
    at_ = tag.end;
    if (tag.kind == mustache_kind::comment)
      return;
    template_node node;
    node.what = is_value(tag.kind)                   ? kind::variable
                : tag.kind == mustache_kind::section ? kind::section
                                                     : kind::inverted;
    node.text = tag.name;
    node.place = html_.places[index];
    if (!is_value(tag.kind))
      node.children = build(text_.size());
    out.push_back(std::move(node));
  }

  // An image without its photo would be shown as a broken one, so it is a section of the photo.
  void take_photo(std::vector<template_node>& out) {
    template_node node;
    node.what = kind::section;
    node.text = photo_attribute;
    node.children = build(html_.photos[photo_++].second);
    out.push_back(std::move(node));
  }

  void take_replacement(std::vector<template_node>& out) {
    const auto& piece = html_.replacements[replacement_++];
    at_ = piece.end;
    if (piece.with.empty())
      return;
    template_node node;
    node.what = kind::image;
    node.text = piece.with;
    out.push_back(std::move(node));
  }

  void take_text(std::vector<template_node>& out) {
    while (tag_ < html_.tags.size() && html_.tags[tag_].end <= at_)
      ++tag_;
    auto end = text_.size();
    if (mustache_ < mustaches_.size())
      end = std::min(end, mustaches_[mustache_].begin);
    if (replacement_ < html_.replacements.size())
      end = std::min(end, html_.replacements[replacement_].begin);
    if (tag_ < html_.tags.size() && html_.tags[tag_].begin <= at_) {
      take_tag(out, end);
      return;
    }
    if (tag_ < html_.tags.size())
      end = std::min(end, html_.tags[tag_].begin);
    const auto newline = text_.find('\n', at_);
    if (newline < end)
      end = newline + 1;
    push_text(out, end, newline < end ? role::newline : role::none);
  }

  void take_tag(std::vector<template_node>& out, std::size_t end) {
    const auto& tag = html_.tags[tag_];
    const bool whole = tag.begin == at_ && end >= tag.end;
    auto as = role::part_of_tag;
    if (whole || tag.begin == at_)
      as = tag.closing ? role::close : is_void_element(tag.name) ? role::single : role::open;
    auto node = text_node(text_.substr(at_, std::min(end, tag.end) - at_), as, tag.name);
    // An element that opens in pieces cannot be moved out of its line.
    node.place.where = whole ? value_place::plain : value_place::attribute;
    at_ += node.text.size();
    out.push_back(std::move(node));
  }

  void push_text(std::vector<template_node>& out, std::size_t end, role as) {
    const auto piece = text_.substr(at_, end - at_);
    at_ = end;
    if (as == role::none && !out.empty() && out.back().what == kind::text && out.back().as == role::none)
      out.back().text += piece;
    else
      out.push_back(text_node(piece, as));
  }

  std::string_view text_;
  const std::vector<mustache_tag>& mustaches_;
  const html_findings& html_;
  std::size_t at_ = 0;
  std::size_t mustache_ = 0;
  std::size_t replacement_ = 0;
  std::size_t tag_ = 0;
  std::size_t photo_ = 0;
};

std::string without_mark_and_returns(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF"))
    text.remove_prefix(3);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r')
      out += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      out += '\n';
  return out;
}

result<std::vector<template_node>> grouped(std::string_view file, std::vector<template_node> nodes) {
  auto out = group_lines(std::move(nodes));
  if (!out)
    return error{std::string(file) + ": tables are nested too deep; 16 levels are allowed"};
  return std::move(*out);
}

} // namespace

result<signature_template> signature_template::compile_html(std::string_view file, std::string_view source,
                                                            const image_source& images,
                                                            std::vector<std::string>& warnings) {
  const auto text = without_mark_and_returns(source);
  const auto tags = find_mustache_tags(file, text);
  if (!tags)
    return tags.failure();
  auto html = apply_html_rules(file, text, *tags, images);
  if (!html)
    return html.failure();
  std::ranges::move(html->warnings, std::back_inserter(warnings));
  auto nodes = grouped(file, builder(text, *tags, *html).build(text.size()));
  if (!nodes)
    return nodes.failure();
  signature_template out;
  out.steps_ = template_steps{*nodes};
  return out;
}

result<signature_template> signature_template::compile_text(std::string_view file, std::string_view source) {
  const auto text = without_mark_and_returns(source);
  const auto tags = find_mustache_tags(file, text);
  if (!tags)
    return tags.failure();
  for (const auto& x : *tags)
    if (is_value(x.kind) && x.name == photo_attribute)
      return error{place_in_file(file, text, x.begin) + "{{photo}} is an image, and a text has none"};
  html_findings plain;
  plain.places.resize(tags->size());
  auto nodes = grouped(file, builder(text, *tags, plain).build(text.size()));
  if (!nodes)
    return nodes.failure();
  signature_template out;
  out.steps_ = template_steps{*nodes};
  return out;
}

void signature_template::collect_attributes(std::set<std::string>& into) const {
  for (const auto& x : steps_.all()) {
    const auto name = steps_.text_of(x);
    if ((x.what == kind::variable || x.what == kind::section || x.what == kind::inverted) && name != ".")
      into.emplace(name);
  }
}

} // namespace roamsync
