#include "bench/mock_exchange/html/normalise.hpp"

#include <gtest/gtest.h>

namespace mock_exchange {

namespace {

constexpr html_settings nothing{.crlf = false, .wrap = false, .x_prefix = false, .fragment = true};

html_settings with(bool html_settings::*member) {
  auto out = nothing;
  out.*member = true;
  return out;
}

} // namespace

TEST(html, active_content_is_removed) {
  EXPECT_EQ(normalised_html(
                "<p onclick=\"a()\">x<script>alert(1)</script><a href=\"javascript:b()\">y</a><!-- c --></p>",
                nothing),
            "<p>x<a>y</a></p>");
}

TEST(html, line_ends_become_crlf) {
  EXPECT_EQ(normalised_html("<p>a\nb\r\nc</p>", with(&html_settings::crlf)), "<p>a\r\nb\r\nc</p>");
}

TEST(html, ids_and_classes_get_a_prefix) {
  EXPECT_EQ(normalised_html("<p id=\"Signature\" class=\"a b\">x</p>", with(&html_settings::x_prefix)),
            "<p id=\"x_Signature\" class=\"x_a x_b\">x</p>");
}

TEST(html, data_attributes_can_be_lost_but_images_stay_equal) {
  auto html = "<p data-mark=\"1\"><img src=\"data:image/png;base64,iVBORw0KGgo=\"></p>";
  EXPECT_EQ(normalised_html(html, nothing), html);
  EXPECT_EQ(normalised_html(html, with(&html_settings::strip_data)),
            "<p><img src=\"data:image/png;base64,iVBORw0KGgo=\"></p>");
}

TEST(html, document_and_fragment_differ) {
  auto whole = nothing;
  whole.fragment = false;
  EXPECT_EQ(normalised_html("<p>x</p>", whole), "<html><head></head><body><p>x</p></body></html>");
  whole.wrap = true;
  EXPECT_EQ(
      normalised_html("<p>x</p>", whole),
      "<html><head>\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head>\n<body>\n"
      "<div><p>x</p></div>\n</body>\n</html>\n");
  EXPECT_EQ(normalised_html("<html><head><title>t</title></head><body><p>x</p></body></html>", nothing),
            "<p>x</p>");
}

TEST(html, text_is_escaped_again) {
  EXPECT_EQ(normalised_html("<p title='a\"b'>1 &lt; 2 &amp; \xc3\xa4</p>", nothing),
            "<p title=\"a&quot;b\">1 &lt; 2 &amp; \xc3\xa4</p>");
}

TEST(html, deep_nesting_ends) {
  std::string deep;
  for (int i = 0; i < 3'000; ++i)
    deep += "<div>";
  EXPECT_LT(normalised_html(deep, nothing).size(), deep.size());
}

} // namespace mock_exchange
