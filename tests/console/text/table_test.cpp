#include "console/text/table.hpp"

#include <gtest/gtest.h>

namespace roamsync::console {
namespace {

table failed_mailboxes() {
  using enum table::fit;
  table out{{{"MAILBOX", false, whole}, {"CAUSE"}, {"CALLS", true, below}, {"DETAIL", false, below}}};
  out.add({{"kaethe.ahrens@brueckner-soehne.example"},
           {"It will not sign in"},
           {"12"},
           {"after the password: mfa_denied"}});
  out.add({{"b@c.example"}, {"Full"}, {"1"}, {}});
  return out;
}

constexpr auto no_limit = std::string::npos;

TEST(table, is_as_wide_as_what_it_holds) {
  EXPECT_EQ(
      failed_mailboxes().render(no_limit, {}),
      "MAILBOX                                 CAUSE                CALLS  DETAIL\n"
      "kaethe.ahrens@brueckner-soehne.example  It will not sign in     12  after the password: mfa_denied\n"
      "b@c.example                             Full                     1\n");
}

TEST(table, moves_below_the_row_what_has_no_room_beside_it) {
  EXPECT_EQ(failed_mailboxes().render(80, {}),
            "MAILBOX                                 CAUSE                CALLS\n"
            "kaethe.ahrens@brueckner-soehne.example  It will not sign in     12\n"
            "    after the password: mfa_denied\n"
            "b@c.example                             Full                     1\n");
}

TEST(table, wraps_within_columns_then_and_cuts_nothing) {
  EXPECT_EQ(failed_mailboxes().render(50, {}), "MAILBOX                                 CAUSE\n"
                                               "kaethe.ahrens@brueckner-soehne.example  It will\n"
                                               "                                        not sign\n"
                                               "                                        in\n"
                                               "    CALLS 12 · after the password: mfa_denied\n"
                                               "b@c.example                             Full\n"
                                               "    CALLS 1\n");
}

TEST(table, breaks_no_word_and_nothing_that_is_whole) {
  const auto text = failed_mailboxes().render(20, {});
  EXPECT_NE(text.find("\nkaethe.ahrens@brueckner-soehne.example  It"), std::string::npos) << text;
  EXPECT_NE(text.find("password:"), std::string::npos) << text;
}

TEST(table, paints_words_and_not_the_blanks_between_them) {
  table out{{{"A"}, {"B"}}};
  out.add({{"x\x1b[2J", colour::red}, {"y"}});
  EXPECT_EQ(out.render(80, {.on = true}), "\x1b[2mA\x1b[0m      \x1b[2mB\x1b[0m\n\x1b[31mx [2J\x1b[0m  y\n");
}

} // namespace
} // namespace roamsync::console
