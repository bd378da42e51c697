#include "engine/diagnosis/advice.hpp"
#include "engine/diagnosis/fill_in.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

TEST(fill_in, puts_the_names_in_place_of_whole_words) {
  constexpr advice_names names{
      .tenant = "firm", .entra_tenant = "firm.example", .service_user = "svc@firm.example"};
  EXPECT_EQ(fill_in("roamsync check TENANT", names), "roamsync check firm");
  EXPECT_EQ(fill_in("https://x/ENTRA-TENANT/adminconsent?client_id=CLIENT-ID", names),
            "https://x/firm.example/adminconsent?client_id=CLIENT-ID");
  EXPECT_EQ(fill_in("TENANT\nYOURTENANT, TENANTS: SERVICE-USER.", names),
            "firm\nYOURTENANT, TENANTS: svc@firm.example.");
}

TEST(fill_in, makes_the_consent_page_an_address_to_open) {
  constexpr advice_names names{.tenant = "firm",
                               .entra_tenant = "firm.example",
                               .client_id = "11111111-2222-4333-8444-555555555555",
                               .sign_in_host = "login.partner.microsoftonline.cn"};
  for (const auto in : {language::english, language::german})
    for (const auto why : {cause::consent_missing, cause::group_unreadable}) {
      const auto text = fill_in(desk_advice_for(why, in).remedy, names);
      EXPECT_NE(text.find(":\nhttps://login.partner.microsoftonline.cn/firm.example/"
                          "adminconsent?client_id=11111111-2222-4333-8444-555555555555\n"),
                std::string::npos)
          << text;
      EXPECT_EQ(text.find("identity.client_id"), std::string::npos) << "nothing is left to put in";
    }
}

TEST(fill_in, leaves_a_word_whose_name_is_not_known) {
  EXPECT_EQ(fill_in("Get-EXOMailbox -Identity MAILBOX", {.tenant = "firm"}),
            "Get-EXOMailbox -Identity MAILBOX");
  EXPECT_EQ(fill_in("Get-EXOMailbox -Identity MAILBOX", {.mailbox = "a@b.c"}),
            "Get-EXOMailbox -Identity a@b.c");
  EXPECT_EQ(fill_in("", {}), "");
}

TEST(fill_in, leaves_a_word_whose_name_a_shell_might_interpret) {
  for (const auto* name :
       {"o'brien@x.de", "a&cmd&@x.de", "a$b@x.de", "a`b`@x.de", "a|b@x.de", "-rf", "a b", "jörg@x.de"})
    EXPECT_EQ(fill_in("roamsync signature get TENANT MAILBOX", {.tenant = "firm", .mailbox = name}),
              "roamsync signature get firm MAILBOX")
        << name;
  EXPECT_EQ(fill_in("MAILBOX", {.mailbox = "Anna-1_b.c+d@x-y.de"}), "Anna-1_b.c+d@x-y.de");
}

} // namespace
} // namespace roamsync
