#pragma once

#include <gumbo.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roamsync {

/// The attributes of an element that a reader can see the effect of, in canonical form and order: links,
/// sizes, colours, alignment, style. id, class, title, data-* and the like are not among them.
using html_look = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] html_look look_of(const GumboNode& element);

/// True if the look changes nothing where the element has no content: fonts and colours only.
[[nodiscard]] bool is_unseen_when_empty(const html_look& look);

/// A link with small letters in scheme and host, "/" for an empty path, and percent-encoding where it is due.
[[nodiscard]] std::string normal_link(std::string_view link);

/// The same for an image's source; data URIs become "data:image/png;sha256,<hex>", by their decoded bytes.
[[nodiscard]] std::string normal_image_source(std::string_view source);

} // namespace roamsync
