#include "engine/signature/template_steps.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace roamsync {
namespace {

using kind = template_node::kind;

template_node node(kind what, std::string text, std::vector<template_node> children = {}) {
  template_node out;
  out.what = what;
  out.text = std::move(text);
  out.children = std::move(children);
  return out;
}

/// "T" text, "I" image, "V" variable, "S" section, "U" unit, each with its text, children in brackets.
std::string told(const template_steps& x, std::span<const template_steps::step> some) {
  std::string out;
  for (std::size_t i = 0; i < some.size(); i += 1 + some[i].inside) {
    out += "TIVSNU"[static_cast<std::size_t>(some[i].what)] + std::string{x.text_of(some[i])};
    if (some[i].inside > 0)
      out += "(" + told(x, some.subspan(i + 1, some[i].inside)) + ")";
    out += " ";
  }
  return out;
}

TEST(template_steps, keep_order_and_nesting) {
  const template_steps x{{node(kind::section, "a",
                               {node(kind::text, "1"), node(kind::unit, "", {node(kind::variable, "b")}),
                                node(kind::image, "i")}),
                          node(kind::inverted, "c", {node(kind::text, "2")}), node(kind::variable, "d")}};
  EXPECT_EQ(told(x, x.all()), "Sa(T1 U(Vb ) Ii ) Nc(T2 ) Vd ");
}

TEST(template_steps, are_one_text_where_texts_follow_each_other) {
  const template_steps x{{node(kind::text, "a"), node(kind::text, "b"),
                          node(kind::unit, "", {node(kind::text, "c"), node(kind::text, "d")}),
                          node(kind::text, "e"), node(kind::image, "i"), node(kind::text, "f")}};
  EXPECT_EQ(told(x, x.all()), "Tab U(Tcd ) Te Ii Tf ");
}

TEST(template_steps, know_where_a_value_stands) {
  auto link = node(kind::variable, "mail");
  link.place.where = value_place::link_part;
  const template_steps x{{node(kind::text, "a"), std::move(link)}};
  ASSERT_EQ(x.all().size(), 2U);
  EXPECT_EQ(x.all()[1].place.where, value_place::link_part);
}

} // namespace
} // namespace roamsync
