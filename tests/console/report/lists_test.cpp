#include "console/report/mailbox_signatures.hpp"
#include "console/report/problems.hpp"
#include "console/report/readiness.hpp"
#include "console/report/tenants.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace roamsync::console {

namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

tenant_entry contoso() {
  tenant_entry x;
  x.settings.id = "contoso";
  x.settings.name = "Contoso GmbH";
  x.settings.entra_tenant = "contoso.com";
  x.settings.service_user = "s@contoso.com";
  x.settings.connector_group = "11111111-2222-3333-4444-555555555555";
  x.settings.lanes = 4;
  x.passwords = {{"s@contoso.com", true}};
  return x;
}

mailbox_signatures two_signatures() {
  mailbox_signatures x{.tenant = "contoso", .mailbox = "ada@contoso.com", .signatures = {}};
  x.signatures.push_back({"Firma", "<p>Ada</p>\n<b>x\x1b[2J</b>", "Ada\r\nLovelace", true, true, true});
  x.signatures.push_back({"Own", "<i>me</i>", "me", false, false, false});
  return x;
}

} // namespace

TEST(tenants, list_has_a_line_for_each) {
  const std::vector<tenant_entry> all{contoso()};
  const auto text = tenants_text(all, {.width = 120});
  EXPECT_THAT(text, AllOf(HasSubstr("contoso"), HasSubstr("Contoso GmbH"), HasSubstr("(connector)"),
                          HasSubstr("\n1 tenant\n")));
  EXPECT_THAT(tenants_text(all, {.lang = language::german}), HasSubstr("\n1 Tenant\n"));
  EXPECT_THAT(tenants_text(std::vector{contoso(), contoso()}, {}), HasSubstr("\n2 tenants\n"));
  EXPECT_THAT(tenants_text({}, {}), HasSubstr("tenant add --help"));
  auto guid = contoso();
  guid.settings.id = "ee4d60ed-a4c1-4f5e-9a25-0d5b8f1c7a11";
  EXPECT_THAT(tenants_text(std::vector{guid}, {.width = 80}),
              AllOf(HasSubstr("\n" + guid.settings.id + "  Contoso GmbH  yes    yes\n"),
                    HasSubstr("\n    s@contoso.com · 11111111-2222-3333-4444-555555555555 (connector)\n")));
}

TEST(tenants, of_a_night_without_any_it_is_said_why) {
  std::vector<tenant_settings> all(3);
  all[0].id = "a";
  EXPECT_EQ(nobody_text(all, {}), "") << "they take part";
  for (auto& x : all)
    x.automate = false;
  EXPECT_EQ(nobody_text(all, {}),
            "No tenant takes part in the night: automate is off for all 3. roamsync tenant "
            "set ID automate=true\n");
  EXPECT_THAT(nobody_text(all, {.lang = language::german}),
              HasSubstr("Kein Tenant nimmt an der Nacht teil: automate ist bei allen 3 ausgeschaltet. "));
  all.resize(1);
  EXPECT_THAT(nobody_text(all, {}), HasSubstr("for the only one. roamsync tenant set a automate=true\n"));
  EXPECT_THAT(nobody_text({}, {.lang = language::german}), HasSubstr("Es gibt noch keine Tenants."));
}

TEST(tenants, json_says_whether_secrets_are_set) {
  const std::vector<tenant_entry> all{contoso()};
  const auto document = json::parse(tenants_json(all));
  const auto& one = document.at("tenants").at(0);
  EXPECT_EQ(one.at("id"), "contoso");
  EXPECT_EQ(one.at("has_password"), true);
  EXPECT_EQ(one.at("has_client_secret"), false);
  auto large = contoso();
  large.passwords.push_back({"s2@contoso.com", false});
  EXPECT_EQ(json::parse(tenant_json(large)).at("has_password"), false) << "one of them lacks it";
  EXPECT_THAT(tenant_text(large, {}),
              AllOf(HasSubstr("set (s@contoso.com)"), HasSubstr("not set (s2@contoso.com)")));
  EXPECT_EQ(json::parse(tenant_json(contoso())).at("service_user"), "s@contoso.com");
}

TEST(tenants, show_has_every_setting) {
  const auto text = tenant_text(contoso(), {});
  EXPECT_THAT(text, AllOf(HasSubstr("lanes               4"), HasSubstr("burst               (default)"),
                          HasSubstr("automate            true"), HasSubstr("password            set"),
                          HasSubstr("client_secret       not set"), HasSubstr("drift               repair")));
}

TEST(tenants, show_tells_an_unset_group_from_a_default) {
  const auto text = tenant_text({.settings = {.id = "a"}}, {});
  EXPECT_THAT(text,
              AllOf(HasSubstr("connector_group     (not set)"), HasSubstr("sync_group          (not set)"),
                    HasSubstr("notify              (not set)"), HasSubstr("service_mailbox     (default)"),
                    HasSubstr("opens               (default)"), HasSubstr("catalogue           (default)"),
                    HasSubstr("cloud               (default)"), HasSubstr("lanes               (default)")));
}

TEST(readiness, list_says_what_to_do_where_something_is_wrong) {
  const std::vector<readiness> lists{
      {.tenant = "contoso",
       .name = "Contoso",
       .checks = {{"sign_in", check_status::ok, "Sign-in", "It works.", "never shown"},
                  {"group", check_status::gap, "Group", "None is set.", "Set one."}}}};
  EXPECT_EQ(readiness_text(lists[0], {}), "contoso · Contoso  orange: usable, with gaps\n"
                                          "  ✓ Sign-in\n"
                                          "    It works.\n"
                                          "  ! Group\n"
                                          "    None is set.\n"
                                          "    to do     Set one.\n");
  const auto document = json::parse(readiness_json(lists));
  EXPECT_EQ(document.at("lists").at(0).at("colour"), "orange");
  EXPECT_EQ(document.at("lists").at(0).at("checks").at(1).at("status"), "gap");
  EXPECT_EQ(document.at("lists").at(0).at("checks").at(1).at("todo"), "Set one.");
}

TEST(signatures, html_is_shown_line_by_line_and_harmless) {
  const auto text = signatures_text(two_signatures(), false, {});
  EXPECT_THAT(text, AllOf(HasSubstr("new mails and replies"), HasSubstr("\n<p>Ada</p>\n<b>x [2J</b>\n"),
                          HasSubstr("the user"), Not(HasSubstr("Lovelace"))));
}

TEST(signatures, text_form_is_shown_on_demand) {
  EXPECT_THAT(signatures_text(two_signatures(), true, {}),
              AllOf(HasSubstr("\nAda\nLovelace\n"), Not(HasSubstr("<p>"))));
}

TEST(signatures, one_can_be_picked_without_letter_case) {
  auto x = two_signatures();
  ASSERT_TRUE(keep_named(x, "firma").ok());
  ASSERT_EQ(x.signatures.size(), 1U);
  EXPECT_EQ(x.signatures[0].name, "Firma");
  const auto missing = keep_named(x, "Other");
  ASSERT_FALSE(missing.ok());
  EXPECT_THAT(missing.failure().message,
              AllOf(HasSubstr("no signature named 'Other'"), HasSubstr("It has: Firma.")));
  EXPECT_EQ(x.signatures.size(), 1U) << "nothing is dropped by an error";
}

TEST(signatures, json_has_both_forms) {
  const auto document = json::parse(signatures_json(two_signatures()));
  EXPECT_EQ(document.at("mailbox"), "ada@contoso.com");
  EXPECT_EQ(document.at("signatures").at(1).at("html"), "<i>me</i>");
  EXPECT_EQ(document.at("signatures").at(0).at("default_new"), true);
  EXPECT_THAT(signatures_text({.tenant = "t", .mailbox = "m", .signatures = {}}, false, {}),
              HasSubstr("has no signature"));
}

TEST(problems, with_lines_of_their_own_are_named_once) {
  EXPECT_EQ(problems_text({"ann: No access (404)\n    to do     Grant it."}, {}),
            "roamsync: ann: No access (404)\n    to do     Grant it.\n");
}

TEST(problems, are_one_line_each) {
  const error two{"a.toml:3: x\n\na.toml:9: y\x1b[2J\n"};
  EXPECT_EQ(problems_text(two, {}), "roamsync: a.toml:3: x\nroamsync: a.toml:9: y [2J\n");
  EXPECT_EQ(json::parse(problems_json(two)).at("problems").as_array(),
            (json::array{"a.toml:3: x", "a.toml:9: y [2J"}));
  EXPECT_EQ(findings_json({}, "b\nc\n"), R"({"problems":[],"notes":["b","c"]})");
}

} // namespace roamsync::console
