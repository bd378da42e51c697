#pragma once

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <string_view>

namespace roamsync {

/// Bounds of HTML that is read into a tree.
constexpr std::size_t html_bytes_max = 4'000'000;
constexpr std::size_t html_depth_max = 300;

/// A tree of HTML as a browser sees it. The HTML may come from a mailbox and be hostile: bytes, tags, depth
/// and memory are bounded. Owns all nodes; the HTML itself must live as long.
class html_tree {
public:
  explicit html_tree(std::string_view html);
  ~html_tree();
  html_tree(html_tree&&) noexcept;
  html_tree& operator=(html_tree&&) noexcept;

  /// The <html> element, or nullptr where the HTML is beyond the bounds.
  [[nodiscard]] const GumboNode* root() const noexcept { return root_; }

private:
  class arena;
  std::unique_ptr<arena> memory_;
  const GumboNode* root_ = nullptr;
};

/// Goes through what stands in an element: its texts and the elements in it. Comments are passed over.
template <class OnText, class OnElement>
void for_each_child(const GumboNode& element, OnText on_text, OnElement on_element) {
  const auto& list = element.v.element.children;
  for (unsigned i = 0; i < list.length; ++i) {
    const auto& x = *static_cast<const GumboNode*>(list.data[i]);
    switch (x.type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
      on_text(std::string_view{x.v.text.text});
      break;
    case GUMBO_NODE_ELEMENT:
      on_element(x);
      break;
    default:
      break;
    }
  }
}

/// The value of an attribute, empty if the element has none of that name.
[[nodiscard]] std::string_view attribute_of(const GumboNode& element, const char* name);

/// The element's name in lower case, also of one that HTML does not know ("o:p").
[[nodiscard]] std::string_view element_name(const GumboNode& element);

} // namespace roamsync
