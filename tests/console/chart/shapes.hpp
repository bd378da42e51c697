#pragma once

#include "console/chart/drawing.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace roamsync::console::chart {

/// The shapes of one kind, in the order of drawing.
template <class Shape>
std::vector<Shape> all_of_kind(const drawing& x) {
  std::vector<Shape> out;
  for (const auto& one : x.shapes)
    if (const auto* is = std::get_if<Shape>(&one))
      out.push_back(*is);
  return out;
}

inline std::vector<std::string> texts_of(const drawing& x) {
  std::vector<std::string> out;
  for (const auto& one : all_of_kind<label>(x))
    out.push_back(one.text);
  return out;
}

inline label label_of(const drawing& x, const std::string& text) {
  for (const auto& one : all_of_kind<label>(x))
    if (one.text == text)
      return one;
  return {};
}

/// The rectangle that a text takes.
inline box place_of(const label& x) {
  const auto width = text_width(x.text, x.size, x.bold);
  const auto left = x.at == anchor::start ? x.x : x.at == anchor::end ? x.x - width : x.x - width / 2;
  return {left, x.y - x.size * 0.75, width, x.size, {}};
}

/// Pairs of texts of which one lies on the other.
inline std::vector<std::string> texts_that_collide(const drawing& x) {
  std::vector<std::string> out;
  const auto all = all_of_kind<label>(x);
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t k = i + 1; k < all.size(); ++k) {
      const auto a = place_of(all[i]);
      const auto b = place_of(all[k]);
      if (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
        out.push_back(all[i].text + " | " + all[k].text);
    }
  return out;
}

/// Texts that leave the sheet.
inline std::vector<std::string> texts_outside(const drawing& x) {
  std::vector<std::string> out;
  for (const auto& one : all_of_kind<label>(x)) {
    const auto at = place_of(one);
    if (at.x < 0 || at.x + at.width > x.width || at.y < 0 || at.y + at.height > x.height)
      out.push_back(one.text);
  }
  return out;
}

} // namespace roamsync::console::chart
