#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// One attribute of a tag, by its place in the scanned text.
struct html_attribute {
  std::string name;            ///< lower case
  std::size_t value_begin = 0; ///< without the quotes; value_begin == value_end if there is no value
  std::size_t value_end = 0;
  bool quoted = false;
};

/// One tag "<name ...>" or "</name>", by its place in the scanned text.
struct html_tag {
  std::string name; ///< lower case
  bool closing = false;
  std::size_t begin = 0; ///< of the '<'
  std::size_t end = 0;   ///< after the '>'
  std::vector<html_attribute> attributes;
};

/// The places that matter in a piece of HTML text.
struct html_scan {
  std::vector<html_tag> tags;                              ///< in order
  std::vector<std::pair<std::size_t, std::size_t>> asides; ///< comments and <!...>: begin and end, in order
};

/// Finds the tags without building a tree, so that places in the text stay known. The content of style,
/// script, title and textarea is not looked into, as in a browser. An unclosed tag or comment reaches to the
/// end.
[[nodiscard]] html_scan scan_html(std::string_view html);

/// True for the elements that have no end tag ("br", "img", ...).
[[nodiscard]] bool is_void_element(std::string_view name);

} // namespace roamsync
