#pragma once

#include "engine/base/result.hpp"
#include "engine/signature/escape.hpp"
#include "engine/signature/html_scan.hpp"
#include "engine/signature/mustache_tags.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roamsync {

/// Most HTML tags in one template.
constexpr std::size_t html_tags_max = 10'000;

/// Where in a template a value is put; decides how it is escaped.
enum class value_place : std::uint8_t {
  plain,      ///< the text form: as it is
  html_text,  ///< between tags
  attribute,  ///< in a quoted attribute value, or in a comment
  link_part,  ///< in href, src or background, after a scheme that the template writes out
  whole_link, ///< {{{name}}} at the beginning of href, src or background
  style,      ///< in a style attribute
  image,      ///< {{photo}} as the source of an <img>
};

/// The place of one Mustache tag.
struct tag_place {
  value_place where = value_place::plain;
  link_kind link = link_kind::web; ///< of a link_part
};

/// A piece of the template that is replaced.
struct replacement {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string with; ///< a data URI; empty: the piece is left out
};

/// Gives the data URI of an image that the template names as "file" or, `cid` then, as "cid:file".
using image_source = std::function<result<std::string>(std::string_view reference, bool cid)>;

/// What the rules for HTML templates found out.
struct html_findings {
  std::vector<tag_place> places;         ///< one for each Mustache tag
  std::vector<html_tag> tags;            ///< the HTML tags, in order
  std::vector<replacement> replacements; ///< in order, not overlapping
  /// Begin and end of each <img> that shows the user's photo, in order.
  std::vector<std::pair<std::size_t, std::size_t>> photos;
  std::vector<std::string> warnings;
};

/// Checks an HTML template and finds how each value in it is to be escaped. Refused is what Exchange would
/// remove (scripts, forms, handlers), so that every read-back would differ, and every place where a value
/// could turn into markup: tag and attribute names, values without quotes, sections that open a tag or quote
/// and leave it open, a link whose scheme comes from a value by {{name}}. Refused is a photo anywhere but as
/// the source of an image. Style sheets are left out with a warning. Links in the template begin with http:,
/// https:, mailto:, tel:, callto:, sip: or sms:.
[[nodiscard]] result<html_findings> apply_html_rules(std::string_view file, std::string_view text,
                                                     const std::vector<mustache_tag>& tags,
                                                     const image_source& images);

} // namespace roamsync
