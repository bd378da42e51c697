#include "engine/signature/html_tree.hpp"
#include "tests/engine/signature/fixture.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

namespace roamsync {
namespace {

/// The elements and attribute names of HTML, without any value.
void skeleton(const GumboNode& node, std::string& out) {
  if (node.type == GUMBO_NODE_COMMENT)
    out += "<!>";
  if (node.type != GUMBO_NODE_ELEMENT)
    return;
  out += "<" + std::string(element_name(node));
  const auto& attributes = node.v.element.attributes;
  for (unsigned i = 0; i < attributes.length; ++i)
    out += std::string(" ") + static_cast<const GumboAttribute*>(attributes.data[i])->name;
  out += ">";
  const auto& children = node.v.element.children;
  for (unsigned i = 0; i < children.length; ++i)
    skeleton(*static_cast<const GumboNode*>(children.data[i]), out);
  out += "</>";
}

std::string skeleton(const std::string& html) {
  const html_tree tree(html);
  std::string out;
  if (tree.root() != nullptr)
    skeleton(*tree.root(), out);
  return out;
}

void find_links(const GumboNode& node, std::string& out) {
  if (node.type != GUMBO_NODE_ELEMENT)
    return;
  for (const auto* name : {"href", "src"})
    out += std::string(attribute_of(node, name)) + "\n";
  const auto& children = node.v.element.children;
  for (unsigned i = 0; i < children.length; ++i)
    find_links(*static_cast<const GumboNode*>(children.data[i]), out);
}

constexpr auto places = std::to_array<const char*>({
    "<p>{{jobTitle}}</p>",
    "<p title=\"{{jobTitle}}\">x</p>",
    "<p title='{{jobTitle}}'>x</p>",
    "<p style=\"color:{{jobTitle}}\">x</p>",
    "<p style='font-family:\"{{jobTitle}}\"'>x</p>",
    "<a href=\"mailto:{{jobTitle}}\">x</a>",
    "<a href='tel:{{jobTitle}}'>x</a>",
    "<a href=\"https://contoso.com/{{jobTitle}}\">x</a>",
    "<a href=\"{{{jobTitle}}}\">x</a>",
    "<img src='{{{jobTitle}}}'>",
    "<!-- {{jobTitle}} --><p>x</p>",
    "<title>{{jobTitle}}</title>",
    "<table><tr><td>{{jobTitle}}</td></tr></table>",
    "<pre>{{jobTitle}}</pre>",
    "<p>{{#jobTitle}}{{.}}{{/jobTitle}}</p>",
});

constexpr auto attacks = std::to_array<const char*>({
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "\" onmouseover=\"alert(1)",
    "javascript:alert(1)",
    " \tJaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "--><script>x</script>",
    "--!><b>",
    "</title><script>x</script>",
    "</td></tr></table><b>",
    "red;background:url(javascript:x)",
    "expression(alert(1))",
    "{{{mail}}}{{#mail}}",
    "a\r\n\r\n<b>b",
    "\xE2\x80\xAE<b>",
    "<![CDATA[<b>]]>",
    "\xF0\x28\x8C\x28<b>",
});

TEST(hostile_value, never_becomes_markup_in_any_place) {
  for (const auto* place : places) {
    auto who = testing::some_member();
    // A place shows a plain value, or vanishes with a value that it cannot take.
    std::set<std::string> shapes{skeleton("")};
    for (const auto* plain : {"https://contoso.com/plain", "12"}) {
      who.attributes["jobTitle"] = plain;
      shapes.insert(skeleton(testing::fill_html(place, who)));
    }
    ASSERT_EQ(shapes.size(), 2U) << place;
    for (const auto* attack : attacks)
      for (const auto& value :
           {std::string(attack), std::string("https://x/") + attack, std::string("1") + attack}) {
        who.attributes["jobTitle"] = value;
        const auto shape = skeleton(testing::fill_html(place, who));
        EXPECT_TRUE(shapes.contains(shape)) << place << " with " << value << ": " << shape;
      }
  }
}

TEST(hostile_value, never_becomes_a_script_link) {
  for (const auto* place : places)
    for (const auto* attack : attacks) {
      auto who = testing::some_member();
      who.attributes["jobTitle"] = attack;
      const auto html = testing::fill_html(place, who);
      const html_tree tree(html);
      ASSERT_NE(tree.root(), nullptr);
      std::string links;
      find_links(*tree.root(), links);
      for (std::string_view rest = links; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
        const auto link = rest.substr(0, rest.find('\n'));
        EXPECT_TRUE(link.empty() || link.starts_with("https://") || link.starts_with("mailto:")
                    || link.starts_with("tel:"))
            << place << " with " << attack << ": " << link;
      }
    }
}

} // namespace
} // namespace roamsync
