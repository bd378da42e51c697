#include "engine/signature/mark.hpp"
#include "engine/signature/normal_form.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

TEST(mark, is_found_where_it_was_put) {
  for (const auto* html : {"<p>a</p>", "", "a", "<html><body><p>a</p></body></html>", "<HTML><p>a</HTML>"}) {
    EXPECT_FALSE(has_mark(html)) << html;
    EXPECT_TRUE(has_mark(with_mark(html))) << html;
    EXPECT_EQ(with_mark(with_mark(html)), with_mark(html)) << html;
    EXPECT_EQ(normal_form(with_mark(html)), normal_form(html)) << html;
  }
}

TEST(mark, stands_inside_of_the_body) {
  const auto html = with_mark("<html><body><p>a</p></body></html>");
  EXPECT_TRUE(html.ends_with("</span></body></html>")) << html;
}

TEST(mark, is_known_by_each_single_trace) {
  for (const auto* trace :
       {"class=\"x_roamsync-mark\"", "class=\"a x_x_roamsync-mark b\"", "id=\"x_roamsync-mark\"",
        "title=\"roamsync-mark\"", "data-roamsync=\"roamsync-mark\"",
        "style='font-family: \"roamsync-mark\"'", "style=\"font-family:roamsync-mark, serif\"",
        "style=\"font-family:'roamsync-mark';margin:0\""}) {
    const auto html = "<p>a</p><span " + std::string(trace) + "></span>";
    EXPECT_TRUE(has_mark(html)) << html;
    EXPECT_EQ(normal_form(html), normal_form("<p>a</p>")) << html;
  }
}

TEST(mark, is_not_seen_in_text_or_other_words) {
  for (const auto* html : {"roamsync-mark", "<p>roamsync-mark</p>", "<p class=\"my-roamsync-mark\">a</p>",
                           "<p class=\"x_y_roamsync-mark\">a</p>", "<!-- <span class=\"roamsync-mark\"> -->",
                           "<a href=\"https://x.de/roamsync-mark\">a</a>"})
    EXPECT_FALSE(has_mark(html)) << html;
}

TEST(mark, does_not_hide_what_a_user_wrote_into_it) {
  EXPECT_NE(normal_form("<p>a</p><span class=\"roamsync-mark\">b</span>"), normal_form("<p>a</p>"));
}

} // namespace
} // namespace roamsync
