#include "protocols/wire/http/json.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

TEST(json_reading, depth_and_size_are_bounded) {
  auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(read_json(nested(json_depth_max), 1000));
  EXPECT_FALSE(read_json(nested(json_depth_max + 1), 1000));
  EXPECT_FALSE(read_json(std::string(100'000, '['), 1'000'000));
  EXPECT_TRUE(read_json("[1]", 3));
  EXPECT_FALSE(read_json("[1] ", 3));
}

TEST(json_reading, broken_text_is_nothing) {
  for (auto text : {"", "{", "[1,]", "{\"a\":}", "nul", "\"\xff\"", "{} {}"})
    EXPECT_FALSE(read_json(text, 100)) << text;
  EXPECT_TRUE(read_json("\xef\xbb\xbf{}", 100)) << "a byte order mark is passed over";
}

TEST(json_reading, members_are_found_without_letter_case_but_an_exact_match_wins) {
  auto object = read_json(R"({"Timestamp":1,"timestamp":2,"Name":"x"})", 100)->as_object();
  EXPECT_EQ(number_of(object, "timestamp"), 2);
  EXPECT_EQ(number_of(object, "TIMESTAMP"), 1);
  EXPECT_EQ(text_of(object, "name"), "x");
  EXPECT_EQ(find_member(object, "nam"), nullptr);
}

TEST(json_reading, texts_and_numbers_are_read_leniently_and_other_kinds_are_empty) {
  auto object =
      read_json(
          R"({"s":"a","n":50126,"d":638950000000000000.0,"t":true,"q":"42","x":"4 2","o":{},"z":null,"h":1e300})",
          200)
          ->as_object();
  EXPECT_EQ(text_of(object, "s"), "a");
  EXPECT_EQ(text_of(object, "n"), "50126");
  EXPECT_EQ(text_of(object, "t"), "true");
  EXPECT_EQ(text_of(object, "o"), "");
  EXPECT_EQ(text_of(object, "z"), "");
  EXPECT_EQ(number_of(object, "n"), 50126);
  EXPECT_EQ(number_of(object, "d"), 638950000000000000);
  EXPECT_EQ(number_of(object, "q"), 42);
  EXPECT_EQ(number_of(object, "x"), std::nullopt);
  EXPECT_EQ(number_of(object, "h"), std::nullopt);
  EXPECT_EQ(number_of(object, "o"), std::nullopt);
}

} // namespace
} // namespace roamsync::wire
