#include "engine/signature/mark.hpp"

#include "engine/base/ascii.hpp"
#include "engine/base/unicode.hpp"
#include "engine/signature/html_tree.hpp"

#include <algorithm>
#include <vector>

namespace roamsync {

namespace {

constexpr std::string_view word = "roamsync-mark";
constexpr std::string_view span =
    R"(<span class="roamsync-mark" id="roamsync-mark" title="roamsync-mark")"
    R"( data-roamsync="roamsync-mark" style="font-family:'roamsync-mark'"></span>)";

// Exchange puts x_ before class and id, again each time that a text goes through it.
bool is_word(std::string_view text) {
  while (text.starts_with("x_"))
    text.remove_prefix(2);
  return text == word;
}

bool has_word(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = text.find_first_not_of(" \t\r\n", at);
    if (begin == std::string_view::npos)
      return false;
    const auto end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    if (is_word(text.substr(begin, end - begin)))
      return true;
    at = end;
  }
  return false;
}

bool names_font(std::string_view style) {
  const auto lower = fold_case(style);
  const auto family = lower.find("font-family");
  return family != std::string::npos && lower.find(word, family) != std::string::npos;
}

std::size_t end_of_content(std::string_view html) {
  const auto lower = ascii_lower(html.substr(html.size() - std::min<std::size_t>(html.size(), 200)));
  for (const std::string_view end : {"</body", "</html"})
    if (const auto at = lower.rfind(end); at != std::string::npos)
      return html.size() - (lower.size() - at);
  return html.size();
}

} // namespace

bool is_mark(const GumboNode& element) {
  return has_word(attribute_of(element, "class")) || has_word(attribute_of(element, "id"))
         || attribute_of(element, "title") == word || attribute_of(element, "data-roamsync") == word
         || names_font(attribute_of(element, "style"));
}

bool has_mark(std::string_view html) {
  if (html.find(word) == std::string_view::npos)
    return false;
  const html_tree tree(html);
  if (tree.root() == nullptr)
    return false;
  std::vector<const GumboNode*> open{tree.root()};
  while (!open.empty()) {
    const auto& node = *open.back();
    open.pop_back();
    if (node.type != GUMBO_NODE_ELEMENT)
      continue;
    if (is_mark(node))
      return true;
    const auto& children = node.v.element.children;
    for (unsigned i = 0; i < children.length; ++i)
      open.push_back(static_cast<const GumboNode*>(children.data[i]));
  }
  return false;
}

std::string with_mark(std::string_view html) {
  std::string out(html);
  if (!has_mark(html))
    out.insert(end_of_content(html), span);
  return out;
}

} // namespace roamsync
