#include "engine/base/unicode.hpp"
#include "engine/signature/html_text.hpp"
#include "engine/signature/mark.hpp"
#include "engine/signature/normal_form.hpp"
#include "tests/fuzz/answer_text.hpp"
#include "tests/fuzz/require.hpp"

using namespace roamsync;

/// The input is the HTML of a signature as a mailbox shows it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto html = fuzz::text_from(data, size);
  const auto form = normal_form(html);
  fuzz::require(normal_form(form) == form, "a normal form is its own normal form");
  const auto text = html_to_text(html);
  fuzz::require(is_utf8(text) && normal_text(text) == text, "the text form is plain");
  if (!has_mark(html))
    static_cast<void>(with_mark(html));
  static_cast<void>(normal_text(html));
  return 0;
}
