#include "bench/mock_exchange/html/writer.hpp"

#include "bench/mock_exchange/base/text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace mock_exchange {

namespace {

/// Deeper trees are cut: nobody writes them by hand.
constexpr unsigned depth_max = 200;

std::string_view tag_name(const GumboElement& element) {
  std::string_view known = gumbo_normalized_tagname(element.tag);
  if (!known.empty())
    return known;
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  return piece.data ? std::string_view{piece.data, piece.length} : std::string_view{"span"};
}

bool is_active(const GumboElement& element) {
  constexpr std::array<GumboTag, 8> active{GUMBO_TAG_SCRIPT, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT,
                                           GUMBO_TAG_EMBED,  GUMBO_TAG_APPLET, GUMBO_TAG_FORM,
                                           GUMBO_TAG_BASE,   GUMBO_TAG_LINK};
  return std::ranges::find(active, element.tag) != active.end();
}

bool is_void(GumboTag tag) {
  constexpr std::array<GumboTag, 9> voids{GUMBO_TAG_AREA, GUMBO_TAG_BR,    GUMBO_TAG_COL,
                                          GUMBO_TAG_HR,   GUMBO_TAG_IMG,   GUMBO_TAG_INPUT,
                                          GUMBO_TAG_META, GUMBO_TAG_PARAM, GUMBO_TAG_WBR};
  return std::ranges::find(voids, tag) != voids.end();
}

bool is_scheme_active(std::string_view value) {
  auto text = trimmed(value);
  return begins_with(text, "javascript:") || begins_with(text, "vbscript:")
         || begins_with(text, "data:text/html");
}

std::string prefixed_words(std::string_view value) {
  std::string out;
  for (auto word : split(value, ' '))
    if (!word.empty())
      out += (out.empty() ? "x_" : " x_") + std::string(word);
  return out;
}

} // namespace

void html_writer::write_children(const GumboNode& parent, std::string& out) const {
  write_below(parent, 0, out);
}

void html_writer::write_below(const GumboNode& parent, unsigned depth, std::string& out) const {
  if (depth == depth_max)
    return;
  const auto& children = parent.v.element.children;
  for (unsigned i = 0; i < children.length; ++i)
    write(*static_cast<const GumboNode*>(children.data[i]), depth, out);
}

void html_writer::write(const GumboNode& node, unsigned depth, std::string& out) const {
  switch (node.type) {
  case GUMBO_NODE_WHITESPACE:
    out += node.v.text.text;
    return;
  case GUMBO_NODE_TEXT:
  case GUMBO_NODE_CDATA:
    if (node.parent && node.parent->type == GUMBO_NODE_ELEMENT
        && node.parent->v.element.tag == GUMBO_TAG_STYLE)
      out += node.v.text.text;
    else
      out += html_escaped(node.v.text.text);
    return;
  case GUMBO_NODE_ELEMENT:
    break;
  default:
    return; // comments do not survive
  }
  const auto& element = node.v.element;
  if (is_active(element))
    return;
  // The server writes its own declaration of the character set.
  if (element.tag == GUMBO_TAG_META && rules_.wrap)
    return;
  out += '<';
  out += tag_name(element);
  write_attributes(element, out);
  out += '>';
  if (is_void(element.tag))
    return;
  write_below(node, depth + 1, out);
  out += "</";
  out += tag_name(element);
  out += '>';
}

void html_writer::write_attributes(const GumboElement& element, std::string& out) const {
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    std::string_view name = attribute.name;
    std::string_view value = attribute.value;
    if (begins_with(name, "on") || is_scheme_active(value)
        || (rules_.strip_data && begins_with(name, "data-")))
      continue;
    out += ' ';
    out += name;
    out += "=\"";
    out += html_escaped(rules_.x_prefix && (name == "id" || name == "class") ? prefixed_words(value)
                                                                             : std::string(value));
    out += '"';
  }
}

} // namespace mock_exchange
