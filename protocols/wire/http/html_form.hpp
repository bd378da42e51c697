#pragma once

#include "protocols/wire/http/percent.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::wire {

/// Largest page that is parsed, in bytes.
constexpr std::size_t page_bytes_max = 1024 * 1024;
/// Most opening tags a page may have. The sign-in pages have some dozens. The bound also keeps the parser's
/// work small: unclosed formatting elements cost it the square of the number of tags.
constexpr std::size_t page_tags_max = 1000;
/// Most forms of a page, and fields of one form, that are read; the rest is ignored.
constexpr std::size_t page_forms_max = 16;
constexpr std::size_t form_fields_max = 128;

/// One form of a page with the fields that a browser would send at once: its `input` elements that have a
/// name.
struct html_form {
  std::string name;
  std::string action; ///< as it stands in the page, entities decoded; may be empty
  std::string method; ///< lower case; "get" if the page names none
  form_fields fields;
};

/// The forms of a page in order; none if the page is above the bounds.
[[nodiscard]] std::vector<html_form> extract_forms(std::string_view page);

} // namespace roamsync::wire
