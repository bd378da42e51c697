#include "engine/directory/address.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

TEST(address, is_lower_case) {
  EXPECT_EQ(normal_address("Jana.Weiss@Contoso.COM"), "jana.weiss@contoso.com");
  EXPECT_EQ(normal_address("o'neil+x_y@a-b.co.uk"), "o'neil+x_y@a-b.co.uk");
  EXPECT_EQ(normal_address("a@localhost"), "a@localhost");
}

TEST(address, refuses_what_is_none) {
  for (const auto* wrong :
       {"",           "a",           "@b.de",      "a@",        "a@@b.de",  "a@b@c.de",      "a b@c.de",
        "a@b .de",    ".a@b.de",     "a.@b.de",    "a..b@c.de", "a@.de",    "a@b..de",       "a@b.de.",
        "a@-b.de",    "a@b-.de",     "\"a\"@b.de", "<a@b.de>",  "a,b@c.de", "a@b.de,c@d.de", "a/../b@c.de\\",
        "a@b.de\r\n", "jürgen@b.de", "a@b.de/x",   "a@b.de?x",  "a:b@c.de", "a;b@c.de"})
    EXPECT_EQ(normal_address(wrong), std::nullopt) << wrong;
}

TEST(address, is_bounded) {
  const std::string local(64, 'a');
  EXPECT_TRUE(normal_address(local + "@b.de"));
  EXPECT_FALSE(normal_address(local + "a@b.de"));
  EXPECT_TRUE(normal_address("a@" + std::string(63, 'b') + ".de"));
  EXPECT_FALSE(normal_address("a@" + std::string(64, 'b') + ".de"));
  std::string domain = "b";
  while (domain.size() < 252)
    domain += ".b";
  EXPECT_FALSE(normal_address("a@" + domain)) << domain.size() + 2;
  EXPECT_TRUE(normal_address("a@" + domain.substr(2)));
}

TEST(primary_address, is_the_one_with_capitals) {
  member who;
  who.mail = "old@contoso.com";
  who.proxy_addresses = {"smtp:alias@contoso.com", "SIP:sip@contoso.com", "SMTP:Jana@Contoso.com",
                         "x500:/o=contoso/cn=jana"};
  EXPECT_EQ(primary_address(who), "jana@contoso.com");
}

TEST(primary_address, falls_back_to_mail) {
  member who;
  who.mail = "Jana@contoso.com";
  who.proxy_addresses = {"smtp:alias@contoso.com", "SMTP:broken"};
  EXPECT_EQ(primary_address(who), "jana@contoso.com");
  who.mail = "";
  EXPECT_EQ(primary_address(who), std::nullopt) << "an alias is not the mailbox's address";
}

TEST(other_addresses, are_the_aliases_and_the_principal_name) {
  member who;
  who.user_principal_name = "JM@contoso.com";
  who.proxy_addresses = {"smtp:Alias@contoso.com", "SMTP:jana@contoso.com", "SIP:sip@contoso.com", "smtp:"};
  EXPECT_EQ(other_addresses(who, "jana@contoso.com"),
            (std::vector<std::string>{"alias@contoso.com", "jm@contoso.com"}));
}

} // namespace
} // namespace roamsync
