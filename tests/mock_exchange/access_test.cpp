#include "tests/mock_exchange/playground.hpp"

#include <boost/json/array.hpp>
#include <gtest/gtest.h>

namespace mock_exchange {

namespace {

constexpr auto query = "?settingname=roaming_signature_list";

response read_by_path(playground& mock, std::string_view address) {
  return mock.outlook_get(settings_path(address, query));
}

response read_by_header(playground& mock, std::string_view address) {
  return mock.outlook_get(settings_path("", query), {{"X-OWA-ExplicitLogonUser", std::string(address)},
                                                     {"X-AnchorMailbox", std::string(address)}});
}

std::string scope_of(const response& answer) {
  auto entries = json_of(answer);
  return entries.is_array() && !entries.as_array().empty() ? text_of(entries.at(0), "scope") : "";
}

/// Writes a signature that is meant for ann.
response write_to_ann(playground& mock) {
  return mock.outlook_send("PATCH", settings_path("ann@t1.example", "/account"),
                           "[" + content_item("Work", "txt", "w") + "]", large);
}

} // namespace

TEST(access, path_and_header_name_the_mailbox) {
  playground mock;
  EXPECT_EQ(scope_of(read_by_path(mock, "ann@t1.example")), "ann@t1.example");
  EXPECT_EQ(scope_of(read_by_path(mock, "ALIAS-ann@T1.example")), "ann@t1.example") << "any of its addresses";
  EXPECT_EQ(scope_of(read_by_header(mock, "ann@t1.example")), "ann@t1.example");
}

TEST(access, hint_that_the_tenant_does_not_know_gives_no_access) {
  playground path_only(scenario_text("\"routing\":[\"path\"]"));
  EXPECT_EQ(read_by_path(path_only, "ann@t1.example").status, 200u);
  EXPECT_EQ(read_by_header(path_only, "ann@t1.example").status, 403u);
  playground header_only(scenario_text("\"routing\":[\"header\"]"));
  EXPECT_EQ(read_by_path(header_only, "ann@t1.example").status, 403u);
  EXPECT_EQ(read_by_header(header_only, "ann@t1.example").status, 200u);
}

TEST(access, tenant_can_need_all_hints) {
  playground mock(scenario_text("\"routing_needs\":\"all\""));
  EXPECT_EQ(read_by_path(mock, "ann@t1.example").status, 403u);
  auto both = mock.outlook_get(settings_path("ann@t1.example", query),
                               {{"X-OWA-ExplicitLogonUser", "ann@t1.example"}});
  EXPECT_EQ(both.status, 200u);
}

TEST(access, anchor_mailbox_alone_gives_nothing) {
  playground mock;
  auto answer = mock.outlook_get(settings_path("", query), {{"X-AnchorMailbox", "ann@t1.example"}});
  EXPECT_EQ(scope_of(answer), "") << "the caller's own, which has no list";
  EXPECT_EQ(answer.status, 200u);
}

TEST(access, hints_that_contradict_each_other_are_refused) {
  playground mock;
  auto answer = mock.outlook_get(settings_path("ann@t1.example", query),
                                 {{"X-OWA-ExplicitLogonUser", "bob@t1.example"}});
  EXPECT_EQ(answer.status, 400u);
}

TEST(access, missing_full_access_is_answered_by_switch) {
  playground forbidden;
  EXPECT_EQ(read_by_path(forbidden, "bob@t1.example").status, 403u);
  playground missing(scenario_text("\"no_access\":\"404\""));
  EXPECT_EQ(read_by_path(missing, "bob@t1.example").status, 404u);
  playground fault(scenario_text("\"no_access\":\"500\""));
  auto answer = read_by_path(fault, "bob@t1.example");
  EXPECT_EQ(answer.status, 500u);
  EXPECT_TRUE(answer.header("x-owa-error").ends_with(".OwaExplicitLogonException"));
  EXPECT_EQ(text_of(json_of(answer).at("Body"), "ExceptionName"), "OwaExplicitLogonException");
}

TEST(access, shared_mailbox_is_no_access) {
  playground mock;
  EXPECT_EQ(read_by_path(mock, "carl@t1.example").status, 403u);
}

TEST(access, unlicensed_disabled_and_unknown_mailboxes_have_their_own_answers) {
  playground mock;
  auto unlicensed = read_by_path(mock, "dora@t1.example");
  EXPECT_EQ(unlicensed.status, 500u);
  EXPECT_TRUE(
      unlicensed.header("x-owa-error").ends_with(".OwaUserHasNoMailboxAndNoLicenseAssignedException"));
  EXPECT_TRUE(
      read_by_path(mock, "eve@t1.example").header("x-owa-error").ends_with(".AccountDisabledException"));
  EXPECT_EQ(read_by_path(mock, "nobody@t1.example").status, 404u);
  playground fault(scenario_text("\"no_access\":\"500\""));
  EXPECT_TRUE(read_by_path(fault, "nobody@t1.example")
                  .header("x-owa-error")
                  .ends_with(".OwaADObjectNotFoundException"));
}

TEST(access, service_user_without_mailbox_can_do_nothing) {
  playground mock(scenario_text("", "\"mailbox\":\"\""));
  auto answer = read_by_path(mock, "ann@t1.example");
  EXPECT_EQ(answer.status, 500u);
  EXPECT_TRUE(answer.header("x-owa-error").ends_with(".UserHasNoMailboxException"));
}

TEST(access, u3_writes_can_land_silently_in_the_callers_mailbox) {
  playground mock(scenario_text("\"u3\":\"writes_to_caller\""));
  EXPECT_EQ(write_to_ann(mock).status, 200u);
  EXPECT_EQ(scope_of(read_by_path(mock, "ann@t1.example")), "ann@t1.example") << "reads go where they should";
  EXPECT_EQ(scope_of(read_by_path(mock, "svc@t1.example")), "svc@t1.example") << "the write went here";
  auto line = mock.lines().at(1);
  EXPECT_EQ(text_of(line, "target"), "ann@t1.example");
  EXPECT_EQ(text_of(line, "mailbox"), "svc@t1.example");
}

TEST(access, u3_reads_can_fall_back_too) {
  playground mock(scenario_text("\"u3\":\"reads_and_writes_to_caller\""));
  write_to_ann(mock);
  EXPECT_EQ(scope_of(read_by_path(mock, "ann@t1.example")), "svc@t1.example");
}

TEST(access, ews_is_closed) {
  playground mock;
  EXPECT_EQ(mock.ask(make_request("POST", "/EWS/Exchange.asmx", "<x/>")).status, 403u);
}

} // namespace mock_exchange
