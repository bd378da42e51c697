#include "bench/mock_exchange/html/normalise.hpp"

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/html/writer.hpp"

#include <gumbo.h>

#include <memory>

namespace mock_exchange {

namespace {

struct tree_end {
  void operator()(GumboOutput* tree) const { gumbo_destroy_output(&kGumboDefaultOptions, tree); }
};
using tree_ptr = std::unique_ptr<GumboOutput, tree_end>;

const GumboNode* child_named(const GumboNode* parent, GumboTag tag) {
  const auto& children = parent->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(children.data[i]);
    if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == tag)
      return child;
  }
  return nullptr;
}

std::string with_crlf(const std::string& text) {
  std::string out;
  out.reserve(text.size() + text.size() / 20);
  for (auto c : text) {
    if (c == '\n')
      out += '\r';
    out += c;
  }
  return out;
}

std::string document(const std::string& head, const std::string& body, bool wrap) {
  if (!wrap)
    return "<html><head>" + head + "</head><body>" + body + "</body></html>";
  return "<html><head>\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">" + head
         + "</head>\n<body>\n<div>" + body + "</div>\n</body>\n</html>\n";
}

} // namespace

std::string normalised_html(std::string_view html, const html_settings& rules) {
  // Line ends are made alike first: the parser turns CRLF in text into LF anyway.
  std::string plain;
  plain.reserve(html.size());
  for (auto c : html)
    if (c != '\r')
      plain += c;
  tree_ptr tree(gumbo_parse_with_options(&kGumboDefaultOptions, plain.data(), plain.size()));
  html_writer writer(rules);
  std::string head;
  std::string body;
  if (const auto* part = child_named(tree->root, GUMBO_TAG_HEAD))
    writer.write_children(*part, head);
  if (const auto* part = child_named(tree->root, GUMBO_TAG_BODY))
    writer.write_children(*part, body);
  auto out =
      rules.fragment ? (rules.wrap ? "<div>" + body + "</div>" : body) : document(head, body, rules.wrap);
  return rules.crlf ? with_crlf(out) : out;
}

std::string sanitised_html(std::string_view html) {
  return normalised_html(html, {.crlf = false, .wrap = false, .x_prefix = false, .fragment = true});
}

} // namespace mock_exchange
