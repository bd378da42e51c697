#include "console/top/keys.hpp"

#include <gmock/gmock.h>

namespace roamsync::console {

// Found by gtest where a key is shown.
void PrintTo(const key_press& x, std::ostream* out) {
  *out << static_cast<int>(x.what) << ":" << x.text;
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

key_press typed(std::string text) {
  return {key_name::text, std::move(text)};
}
key_press named(key_name what) {
  return {what, {}};
}

TEST(keys, of_xterm_and_of_the_linux_console_are_known) {
  key_decoder x;
  EXPECT_THAT(x.feed("\x1b[A\x1bOB\x1b[5~\x1b[6~\x1b[H\x1bOH\x1b[1~\x1b[7~\x1b[F\x1bOF\x1b[4~\x1b[8~"),
              ElementsAre(named(key_name::up), named(key_name::down), named(key_name::page_up),
                          named(key_name::page_down), named(key_name::home), named(key_name::home),
                          named(key_name::home), named(key_name::home), named(key_name::end),
                          named(key_name::end), named(key_name::end), named(key_name::end)));
  EXPECT_THAT(x.feed("q\r\x7f\b\x03\x0c\x1a"),
              ElementsAre(typed("q"), named(key_name::enter), named(key_name::backspace),
                          named(key_name::backspace), named(key_name::interrupt), named(key_name::redraw),
                          named(key_name::suspend)));
  EXPECT_FALSE(x.pending());
}

TEST(keys, may_come_in_pieces) {
  const std::string all = "\x1b[Aß\x1b[6~株\x1bOFx";
  key_decoder whole;
  const auto wanted = whole.feed(all);
  ASSERT_EQ(wanted.size(), 6U);
  for (std::size_t cut = 0; cut <= all.size(); ++cut) {
    key_decoder x;
    auto keys = x.feed(all.substr(0, cut));
    for (auto& key : x.feed(all.substr(cut)))
      keys.push_back(std::move(key));
    EXPECT_EQ(keys, wanted) << cut;
  }
}

TEST(keys, a_lone_escape_is_one_once_nothing_follows) {
  key_decoder x;
  EXPECT_THAT(x.feed("\x1b"), IsEmpty());
  EXPECT_TRUE(x.pending());
  EXPECT_THAT(x.flush(), ElementsAre(named(key_name::escape)));
  EXPECT_FALSE(x.pending());
  EXPECT_THAT(x.feed("\x1bq"), ElementsAre(named(key_name::escape), typed("q")));
}

TEST(keys, that_are_not_known_and_bytes_that_are_no_text_are_left_out) {
  key_decoder x;
  EXPECT_THAT(x.feed("\x1b[15~\x1b[1;5C\x1b[<0;1;1Ma\xff\x80\x01z"), ElementsAre(typed("a"), typed("z")));
  EXPECT_THAT(x.feed("\x1b[" + std::string(100, '1')), ::testing::Not(IsEmpty()))
      << "a sequence without an end is given up, and what follows are keys again";
}

} // namespace
} // namespace roamsync::console
