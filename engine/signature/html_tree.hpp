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

/// The value of an attribute, empty if the element has none of that name.
[[nodiscard]] std::string_view attribute_of(const GumboNode& element, const char* name);

/// The element's name in lower case, also of one that HTML does not know ("o:p").
[[nodiscard]] std::string_view element_name(const GumboNode& element);

} // namespace roamsync
