#include "engine/signature/html_tree.hpp"

#include <algorithm>
#include <csetjmp>
#include <cstdint>
#include <vector>

namespace roamsync {

namespace {

/// Opening tags in one text. Gumbo looks through all open elements at each tag, so that time grows by the
/// square.
constexpr std::size_t tags_max = 10'000;
constexpr std::size_t memory_max = 64'000'000;
constexpr std::size_t block_bytes = 65'536;

bool is_too_deep(const GumboNode& root) {
  std::vector<std::pair<const GumboNode*, std::size_t>> open{{&root, 1}};
  while (!open.empty()) {
    const auto [node, depth] = open.back();
    open.pop_back();
    if (depth > html_depth_max)
      return true;
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE)
      continue;
    const auto& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i)
      open.emplace_back(static_cast<const GumboNode*>(children.data[i]), depth + 1);
  }
  return false;
}

} // namespace

/// Gumbo's memory: handed out block by block, given back all at once, bounded. Gumbo checks no allocation, so
/// a full arena leaves the parser by longjmp; it holds nothing that a destructor would have to free.
class html_tree::arena {
public:
  const GumboNode* parse(std::string_view html) {
    auto options = kGumboDefaultOptions;
    options.allocator = [](void* self, std::size_t bytes) { return static_cast<arena*>(self)->take(bytes); };
    options.deallocator = [](void*, void*) {};
    options.userdata = this;
    options.max_errors = 0;
    if (setjmp(full_) != 0)
      return nullptr;
    return gumbo_parse_with_options(&options, html.data(), html.size())->root;
  }

private:
  void* take(std::size_t bytes) {
    constexpr auto alignment = alignof(std::max_align_t);
    const auto size = (std::max<std::size_t>(bytes, 1) + alignment - 1) / alignment * alignment;
    if (size > memory_max - used_)
      std::longjmp(full_, 1);
    used_ += size;
    if (size > left_) {
      const auto fresh = std::max(size, block_bytes);
      blocks_.push_back(std::make_unique<std::byte[]>(fresh));
      next_ = blocks_.back().get();
      left_ = fresh;
    }
    auto* const out = next_;
    next_ += size;
    left_ -= size;
    return out;
  }

  std::jmp_buf full_{};
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t used_ = 0;
};

html_tree::html_tree(std::string_view html) : memory_(std::make_unique<arena>()) {
  if (html.size() > html_bytes_max || static_cast<std::size_t>(std::ranges::count(html, '<')) > 2 * tags_max)
    return;
  const auto* const root = memory_->parse(html);
  if (root != nullptr && !is_too_deep(*root))
    root_ = root;
}

html_tree::~html_tree() = default;
html_tree::html_tree(html_tree&&) noexcept = default;
html_tree& html_tree::operator=(html_tree&&) noexcept = default;

std::string_view attribute_of(const GumboNode& element, const char* name) {
  const auto* const found = gumbo_get_attribute(&element.v.element.attributes, name);
  return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

std::string_view element_name(const GumboNode& element) {
  const auto& x = element.v.element;
  if (x.tag != GUMBO_TAG_UNKNOWN)
    return gumbo_normalized_tagname(x.tag);
  auto name = x.original_tag;
  gumbo_tag_from_original_text(&name);
  return {name.data, name.length};
}

} // namespace roamsync
