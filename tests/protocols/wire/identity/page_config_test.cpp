#include "protocols/wire/http/json.hpp"
#include "protocols/wire/identity/page_config.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roamsync::wire {
namespace {

const std::string plain = R"(<html><script>//<![CDATA[
$Config={"sFT":"token","a":{"b":["};</script>","\u003c\/x",{}]},"n":1};
//]]></script></html>)";

TEST(page_config, the_object_ends_where_the_json_ends) {
  auto config = extract_page_config(plain);
  ASSERT_TRUE(config);
  EXPECT_EQ(text_of(*config, "sFT"), "token");
  EXPECT_EQ(text_of(*config, "n"), "1");
  EXPECT_EQ(config->at("a").at("b").at(0), "};</script>");
}

TEST(page_config, blanks_around_the_equal_sign_do_no_harm) {
  EXPECT_TRUE(extract_page_config("<script>window.$Config \n=\t {\"a\":1}"));
}

TEST(page_config, a_mention_that_is_no_object_is_passed_over) {
  auto config =
      extract_page_config("$Config $Config= $Config={bad; $Config=[1]; x($Config); $Config={\"a\":1};");
  ASSERT_TRUE(config);
  EXPECT_EQ(text_of(*config, "a"), "1");
}

TEST(page_config, a_page_without_a_whole_object_has_none) {
  for (auto text : {"", "<html></html>", "$Config", "$Config=", "$Config={", "$Config={\"a\":1", "$config={}",
                    "$Config={'a':1};", "$Config={\"a\":\"\xff\"};"})
    EXPECT_FALSE(extract_page_config(text)) << text;
}

TEST(page_config, every_truncated_page_is_survived) {
  auto end = plain.find("};\n//]]>") + 1;
  for (std::size_t n = 0; n <= plain.size(); ++n)
    EXPECT_EQ(extract_page_config(std::string_view(plain).substr(0, n)).has_value(), n >= end) << n;
}

TEST(page_config, depth_and_size_are_bounded) {
  auto deep = [](std::size_t n) {
    return "$Config={\"a\":" + std::string(n, '[') + std::string(n, ']') + "};";
  };
  EXPECT_TRUE(extract_page_config(deep(json_depth_max - 1)));
  EXPECT_FALSE(extract_page_config(deep(json_depth_max)));
  EXPECT_FALSE(extract_page_config(deep(200'000)));
  EXPECT_FALSE(extract_page_config("$Config={\"a\":\"" + std::string(page_config_bytes_max, 'x') + "\"};"));
}

TEST(page_config, a_page_of_broken_mentions_is_given_up_soon) {
  std::string page;
  for (int i = 0; i < 8; ++i)
    page += "$Config={x";
  EXPECT_FALSE(extract_page_config(page + "$Config={}"));
  EXPECT_TRUE(extract_page_config(page.substr(10) + "$Config={}"));
}

} // namespace
} // namespace roamsync::wire
