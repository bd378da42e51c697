#include "protocols/wire/http/html_form.hpp"

#include "engine/base/ascii.hpp"

#include <gumbo.h>

#include <memory>

namespace roamsync::wire {

namespace {

struct gumbo_deleter {
  void operator()(GumboOutput* output) const noexcept { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

std::string attribute_of(const GumboNode& node, const char* name) {
  const auto* found = gumbo_get_attribute(&node.v.element.attributes, name);
  return found ? found->value : std::string{};
}

bool within_bounds(std::string_view page) noexcept {
  if (page.size() > page_bytes_max)
    return false;
  std::size_t tags = 0;
  for (std::size_t i = page.find('<'); i != std::string_view::npos; i = page.find('<', i + 1)) {
    char next = i + 1 < page.size() ? page[i + 1] : ' ';
    bool opens = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    if (opens && ++tags > page_tags_max)
      return false;
  }
  return true;
}

void add_field(html_form& form, const GumboNode& input) {
  auto name = attribute_of(input, "name");
  if (!name.empty() && form.fields.size() < form_fields_max)
    form.fields.emplace_back(std::move(name), attribute_of(input, "value"));
}

/// Visits the nodes in document order without recursion: the depth is the page's choice.
std::vector<html_form> collect(const GumboNode* root) {
  struct open_node {
    const GumboNode* node;
    std::size_t form; ///< index into the forms, or none
  };
  constexpr auto none = static_cast<std::size_t>(-1);
  std::vector<html_form> forms;
  std::vector<open_node> open{{root, none}};
  while (!open.empty()) {
    auto [node, form] = open.back();
    open.pop_back();
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE)
      continue;
    if (node->v.element.tag == GUMBO_TAG_FORM && forms.size() < page_forms_max) {
      auto method = ascii_lower(attribute_of(*node, "method"));
      forms.push_back({attribute_of(*node, "name"),
                       attribute_of(*node, "action"),
                       method.empty() ? "get" : std::move(method),
                       {}});
      form = forms.size() - 1;
    } else if (node->v.element.tag == GUMBO_TAG_INPUT && form != none) {
      add_field(forms[form], *node);
    }
    const auto& children = node->v.element.children;
    for (unsigned i = children.length; i > 0; --i)
      open.push_back({static_cast<const GumboNode*>(children.data[i - 1]), form});
  }
  return forms;
}

} // namespace

std::vector<html_form> extract_forms(std::string_view page) {
  if (!contains_text(page.substr(0, page_bytes_max), "<form") || !within_bounds(page))
    return {};
  auto options = kGumboDefaultOptions;
  options.max_errors = 0;
  std::unique_ptr<GumboOutput, gumbo_deleter> parsed(
      gumbo_parse_with_options(&options, page.data(), page.size()));
  if (!parsed || !parsed->root)
    return {};
  return collect(parsed->root);
}

} // namespace roamsync::wire
