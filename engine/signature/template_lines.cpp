#include "engine/signature/template_lines.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string_view>

namespace roamsync {

namespace {

using nodes = std::vector<template_node>;
using kind = template_node::kind;
using role = template_node::role;

constexpr int table_depth_max = 16;
/// Pieces in a line that may go; bounds the search for its core.
constexpr std::size_t line_pieces_max = 500;

bool is_tag(const template_node& x, role as, std::string_view name) {
  return x.what == kind::text && x.as == as && x.tag == name;
}

bool is_whole_tag(const template_node& x) {
  return x.what == kind::text && (x.as == role::open || x.as == role::close)
         && x.place.where == value_place::plain;
}

bool is_blank_text(const template_node& x) {
  return x.what == kind::text && (x.as == role::none || x.as == role::newline)
         && x.text.find_first_not_of(" \t\n") == std::string::npos;
}

bool ends_line(const template_node& x) {
  return x.as == role::newline || is_tag(x, role::single, "br");
}

bool spans_lines(const template_node& x) {
  return x.as == role::newline || std::ranges::any_of(x.children, spans_lines);
}

bool holds_value(const template_node& x) {
  return x.what == kind::variable || x.what == kind::section || x.what == kind::inverted;
}

bool belongs_to_table(const template_node& x) {
  constexpr auto names = std::to_array<std::string_view>(
      {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "html", "head", "body"});
  return std::ranges::find(names, x.tag) != names.end();
}

// Every element that opens here closes here, and no part of a table's frame is among them.
bool is_balanced(std::span<const template_node> line) {
  std::vector<std::string_view> open;
  for (const auto& x : line) {
    if (x.what != kind::text || (x.as != role::open && x.as != role::close))
      continue;
    if (belongs_to_table(x))
      return false;
    if (x.as == role::open)
      open.push_back(x.tag);
    else if (!open.empty() && open.back() == x.tag)
      open.pop_back();
    else
      return false;
  }
  return open.empty();
}

/// The part of a line that can go: without the tags at its ends that belong to what is around it.
std::span<const template_node> core_of(std::span<const template_node> line) {
  if (line.size() > line_pieces_max)
    return {};
  while (!line.empty() && !is_balanced(line) && (is_whole_tag(line.front()) || is_blank_text(line.front())))
    line = line.subspan(1);
  while (!line.empty() && !is_balanced(line) && (is_whole_tag(line.back()) || is_blank_text(line.back())))
    line = line.first(line.size() - 1);
  return is_balanced(line) ? line : std::span<const template_node>{};
}

template_node make_unit(nodes children) {
  template_node out;
  out.what = kind::unit;
  out.children = std::move(children);
  return out;
}

void append(nodes& out, std::span<template_node> more) {
  std::ranges::move(more, std::back_inserter(out));
}

void close_line(nodes& out, nodes& line) {
  const auto core = core_of(line);
  if (std::ranges::any_of(core, holds_value)) {
    const auto before = static_cast<std::size_t>(core.data() - line.data());
    const auto all = std::span(line);
    append(out, all.first(before));
    nodes inner;
    append(inner, all.subspan(before, core.size()));
    out.push_back(make_unit(std::move(inner)));
    append(out, all.subspan(before + core.size()));
  } else {
    append(out, line);
  }
  line.clear();
}

nodes into_lines(nodes in) {
  nodes out;
  nodes line;
  for (std::size_t i = 0; i < in.size(); ++i) {
    const bool own_lines = !in[i].children.empty() && spans_lines(in[i]);
    if (own_lines) {
      // What stands beside a section of several lines is no line of its own.
      append(out, line);
      line.clear();
      out.push_back(std::move(in[i]));
      continue;
    }
    const bool last = ends_line(in[i]);
    const bool newline_follows = in[i].as == role::single && i + 1 < in.size() && is_blank_text(in[i + 1]);
    line.push_back(std::move(in[i]));
    if (last && !newline_follows)
      close_line(out, line);
    else if (last)
      in[i + 1].as = role::newline; // the source's line break goes with its <br>
  }
  close_line(out, line);
  return out;
}

/// Where the row that opens at `from` closes; in.size() if it does not close here.
std::size_t end_of_row(const nodes& in, std::size_t from) {
  int depth = 0;
  for (auto i = from; i < in.size(); ++i) {
    if (is_tag(in[i], role::open, "tr"))
      ++depth;
    else if (is_tag(in[i], role::close, "tr") && --depth == 0)
      return i;
  }
  return in.size();
}

std::optional<nodes> group(nodes in, int depth);

std::optional<nodes> group_row(nodes row, int depth) {
  auto last = std::move(row.back());
  row.pop_back();
  auto first = std::move(row.front());
  row.erase(row.begin());
  auto inner = group(std::move(row), depth + 1);
  if (!inner)
    return std::nullopt;
  inner->insert(inner->begin(), std::move(first));
  inner->push_back(std::move(last));
  return inner;
}

std::optional<nodes> group(nodes in, int depth) {
  if (depth > table_depth_max)
    return std::nullopt;
  nodes out;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (in[i].what == kind::section || in[i].what == kind::inverted) {
      auto inner = group(std::move(in[i].children), depth);
      if (!inner)
        return std::nullopt;
      in[i].children = std::move(*inner);
    }
    const auto end = is_tag(in[i], role::open, "tr") ? end_of_row(in, i) : in.size();
    if (end == in.size()) {
      out.push_back(std::move(in[i]));
      continue;
    }
    nodes row;
    append(row, std::span(in).subspan(i, end - i + 1));
    auto grouped = group_row(std::move(row), depth);
    if (!grouped)
      return std::nullopt;
    out.push_back(make_unit(std::move(*grouped)));
    i = end;
  }
  return into_lines(std::move(out));
}

} // namespace

std::optional<std::vector<template_node>> group_lines(std::vector<template_node> in) {
  return group(std::move(in), 0);
}

} // namespace roamsync
