#include "tests/mock_exchange/playground.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace mock_exchange {

namespace json = boost::json;

namespace {

constexpr auto list_query =
    "/?settingname=roaming_signature_list,roaming_new_signature,roaming_reply_signature";

json::value read_small(playground& mock, std::string_view address = "ann@t1.example") {
  auto answer = mock.outlook_get(settings_path(address, list_query));
  EXPECT_EQ(answer.status, 200u) << answer.body;
  return json_of(answer);
}

/// The value of a setting; "(absent)" if it has no entry.
std::string small_value(playground& mock, std::string_view name,
                        std::string_view address = "ann@t1.example") {
  auto entries = read_small(mock, address);
  for (const auto& entry : entries.as_array())
    if (text_of(entry, "name") == name)
      return text_of(entry, "value");
  return "(absent)";
}

json::value read_content(playground& mock, std::string_view name) {
  auto answer =
      mock.outlook_get(settings_path("ann@t1.example", "/?settingname=" + std::string(name)), large);
  EXPECT_EQ(answer.status, 200u) << answer.body;
  return json_of(answer);
}

response patch(playground& mock, std::string body, const header_list& headers = large) {
  return mock.outlook_send("PATCH", settings_path("ann@t1.example", "/account"), std::move(body), headers);
}

response remove(playground& mock, std::string_view name) {
  return mock.outlook_send("DELETE", settings_path("ann@t1.example", "/account"),
                           json::serialize(json::object{{"name", name}}), large);
}

} // namespace

TEST(ows, entry_has_the_known_fields) {
  playground mock;
  auto entry = read_small(mock).at(0);
  EXPECT_EQ(text_of(entry, "name"), "roaming_signature_list");
  EXPECT_EQ(text_of(entry, "value"), "Old");
  EXPECT_EQ(text_of(entry, "type"), "BlobArray");
  EXPECT_EQ(text_of(entry, "source"), "UserOverride");
  EXPECT_EQ(text_of(entry, "scope"), "ann@t1.example");
  EXPECT_EQ(text_of(entry, "metadata"), "encoding:utf-8");
  EXPECT_EQ(text_of(entry, "itemClass"), "RoamingSetting");
  EXPECT_EQ(text_of(entry, "secondaryKey"), "roaming_signature_list");
  EXPECT_GT(entry.at("Timestamp").as_int64(), 639'000'000'000'000'000);
}

TEST(ows, nothing_set_is_an_empty_array) {
  playground mock;
  EXPECT_TRUE(read_small(mock, "").as_array().empty());
  EXPECT_TRUE(read_content(mock, "Nothing").as_array().empty());
}

TEST(ows, content_comes_per_format_and_needs_the_large_flag) {
  playground mock;
  auto entries = read_content(mock, "old");
  ASSERT_EQ(entries.as_array().size(), 2u);
  EXPECT_EQ(text_of(entries.at(0), "secondaryKey"), "htm");
  EXPECT_EQ(text_of(entries.at(0), "name"), "Old") << "names are compared without case";
  EXPECT_EQ(text_of(entries.at(1), "value"), "old");
  EXPECT_EQ(text_of(entries.at(1), "nameBase64Encoded"), "T2xk");
  EXPECT_EQ(mock.outlook_get(settings_path("ann@t1.example", "/?settingname=Old")).status, 404u);
}

TEST(ows, wrong_addresses_are_404_and_403) {
  playground mock;
  EXPECT_EQ(mock.outlook_get(settings_path("ann@t1.example", "/Old")).status, 404u);
  EXPECT_EQ(
      mock.outlook_get(settings_path("ann@t1.example", "/?parentsetting=roaming_signature_list")).status,
      403u);
  EXPECT_EQ(mock.outlook_get("/outlook/ows/v9/OutlookCloudSettings/settings").status, 404u);
}

TEST(ows, other_seen_addresses_work_too) {
  playground mock;
  for (auto path :
       {"/ows/v1.0/OutlookCloudSettings/settings", "/ows/beta/outlookcloudsettings/settings/account"})
    EXPECT_EQ(mock.outlook_get(std::string(path) + "?settingname=roaming_signature_list").status, 200u)
        << path;
}

TEST(ows, new_name_enters_the_list_by_itself_but_not_at_the_end) {
  playground mock;
  ASSERT_EQ(patch(mock, "[" + content_item("Work", "htm", "<p>w</p>") + "," + content_item("Work", "txt", "w")
                            + "]")
                .status,
            200u);
  EXPECT_EQ(small_value(mock, "roaming_signature_list"), "Work,Old");
  EXPECT_EQ(small_value(mock, "roaming_new_signature"), "Old") << "creation does not touch the defaults";
  EXPECT_EQ(text_of(read_content(mock, "Work").at(1), "value"), "w") << "text comes back exactly";
}

TEST(ows, change_of_one_format_keeps_the_other) {
  playground mock;
  ASSERT_EQ(patch(mock, "[" + content_item("Old", "txt", "new text") + "]").status, 200u);
  auto entries = read_content(mock, "Old");
  EXPECT_EQ(text_of(entries.at(0), "value"), "<p>old</p>");
  EXPECT_EQ(text_of(entries.at(1), "value"), "new text");
}

TEST(ows, defaults_are_set_and_cleared_independently) {
  playground mock;
  ASSERT_EQ(patch(mock, "[" + small_item("roaming_reply_signature", "Old") + "]", small).status, 200u);
  EXPECT_EQ(small_value(mock, "roaming_reply_signature"), "Old");
  ASSERT_EQ(patch(mock, "[" + small_item("roaming_new_signature", "") + "]", small).status, 200u);
  EXPECT_EQ(small_value(mock, "roaming_new_signature"), "");
  EXPECT_EQ(small_value(mock, "roaming_reply_signature"), "Old");
}

TEST(ows, list_can_be_written_explicitly) {
  playground mock;
  ASSERT_EQ(patch(mock, "[" + small_item("roaming_signature_list", "B,A", "BlobArray") + "]", small).status,
            200u);
  EXPECT_EQ(small_value(mock, "roaming_signature_list"), "B,A");
}

TEST(ows, delete_takes_all_formats_and_the_entry_and_leaves_dangling_defaults) {
  playground mock;
  ASSERT_EQ(remove(mock, "OLD").status, 200u);
  EXPECT_TRUE(mock.lines().back().at("applied").as_bool());
  EXPECT_TRUE(read_content(mock, "Old").as_array().empty());
  EXPECT_EQ(small_value(mock, "roaming_signature_list"), "");
  EXPECT_EQ(small_value(mock, "roaming_new_signature"), "Old");
}

TEST(ows, delete_of_a_missing_name_is_200_or_404_by_switch) {
  playground kind;
  EXPECT_EQ(remove(kind, "Nothing").status, 200u);
  EXPECT_FALSE(kind.lines().back().at("applied").as_bool());
  playground strict(scenario_text("\"delete_missing\":\"404\""));
  EXPECT_EQ(remove(strict, "Nothing").status, 404u);
}

TEST(ows, wrong_deletes_are_415_and_400) {
  playground mock;
  auto path = settings_path("ann@t1.example", "/account?name=Old");
  EXPECT_EQ(mock.outlook_send("DELETE", path, "", large).status, 415u);
  auto typed = large;
  typed.emplace_back("Content-Type", "application/json");
  EXPECT_EQ(mock.outlook_send("DELETE", path, "", typed).status, 400u);
  EXPECT_EQ(mock.outlook_send("DELETE", path, R"({"name":"Old"})", small).status, 400u);
  EXPECT_EQ(small_value(mock, "roaming_signature_list"), "Old");
}

TEST(ows, patch_must_look_like_the_proven_one) {
  auto good = json::parse(content_item("Work", "htm", "<p>w</p>")).as_object();
  const std::vector<std::pair<std::string, json::value>> spoils{{"itemClass", "Other"},
                                                                {"metadata", nullptr},
                                                                {"scope", ""},
                                                                {"secondaryKey", "html"},
                                                                {"timestamp", 1},
                                                                {"value@is.Large", false},
                                                                {"value", 5},
                                                                {"parentSetting", "x"},
                                                                {"name", "a,b"},
                                                                {"name", "a (ann@t1.example)"},
                                                                {"scope", "bob@t1.example"}};
  for (const auto& [field, value] : spoils) {
    playground mock;
    auto item = good;
    item[field] = value;
    auto answer = patch(mock, json::serialize(json::array{item}));
    EXPECT_EQ(answer.status, 400u) << field;
    EXPECT_EQ(small_value(mock, "roaming_signature_list"), "Old") << field;
  }
  playground mock;
  EXPECT_EQ(patch(mock, json::serialize(json::array{good}), small).status, 400u)
      << "the large flag is missing";
  EXPECT_EQ(patch(mock, json::serialize(good)).status, 400u) << "no array";
  EXPECT_EQ(patch(mock, json::serialize(json::array{good})).status, 200u);
}

TEST(ows, patch_is_all_or_nothing) {
  playground mock;
  EXPECT_EQ(patch(mock, "[" + content_item("Work", "htm", "x") + "," + content_item("Bad,", "htm", "x") + "]")
                .status,
            400u);
  EXPECT_EQ(small_value(mock, "roaming_signature_list"), "Old");
}

TEST(ows, size_limit_counts_all_formats_of_a_signature) {
  playground mock(scenario_text("\"size_limit\":100"));
  std::string most(60, 'x');
  EXPECT_EQ(patch(mock, "[" + content_item("A", "txt", most) + "]").status, 200u);
  EXPECT_EQ(
      patch(mock, "[" + content_item("A", "txt", most) + "," + content_item("A", "htm", most) + "]").status,
      413u);
  EXPECT_EQ(
      patch(mock, "[" + content_item("A", "txt", most) + "," + content_item("B", "txt", most) + "]").status,
      200u);
  playground other(scenario_text(R"("size_limit":10,"too_large":"500")"));
  EXPECT_EQ(patch(other, "[" + content_item("A", "txt", most) + "]").status, 500u);
}

TEST(ows, values_can_come_in_an_object_and_names_with_capitals) {
  playground object(scenario_text("\"empty_as\":\"value\""));
  EXPECT_EQ(text_of(read_small(object).at("value").at(0), "value"), "Old");
  EXPECT_TRUE(read_content(object, "Nothing").at("value").as_array().empty());
  playground capitals(scenario_text("\"name_case\":\"capitalised\""));
  EXPECT_EQ(text_of(read_small(capitals).at(1), "name"), "Roaming_New_Signature");
}

TEST(ows, list_can_hold_a_stale_name) {
  playground mock(scenario_text("\"stale_names\":true"));
  EXPECT_EQ(small_value(mock, "roaming_signature_list"), "Former signature,Old");
  EXPECT_TRUE(read_content(mock, "Former%20signature").as_array().empty());
}

TEST(ows, old_time_stamp_can_lose) {
  auto older = [](std::string item) {
    return item.replace(item.find("639000000000000000"), 18, "638000000000000000");
  };
  auto first = content_item("Work", "txt", "first");
  auto second = older(content_item("Work", "txt", "second"));
  playground last_wins;
  patch(last_wins, "[" + first + "]");
  patch(last_wins, "[" + second + "]");
  EXPECT_EQ(text_of(read_content(last_wins, "Work").at(0), "value"), "second");
  playground newest_wins(scenario_text("\"old_timestamp\":\"ignored\""));
  patch(newest_wins, "[" + first + "]");
  EXPECT_EQ(patch(newest_wins, "[" + second + "]").status, 200u);
  EXPECT_EQ(text_of(read_content(newest_wins, "Work").at(0), "value"), "first");
}

TEST(ows, app_only_unknown_and_over_tokens_are_401) {
  playground mock;
  auto ask = [&](const std::string& token) {
    return mock.ask(
        make_request("GET", settings_path("", list_query), "", {{"Authorization", "Bearer " + token}}));
  };
  auto token = mock.outlook_token();
  EXPECT_EQ(ask(token).status, 200u);
  EXPECT_EQ(ask("unknown").status, 401u);
  EXPECT_EQ(ask(mock.graph_token()).status, 401u) << "another audience";
  EXPECT_EQ(ask(mock.app_token("https://outlook.office.com")).status, 401u) << "app-only";
  mock.advance(3600);
  auto over = ask(token);
  EXPECT_EQ(over.status, 401u);
  EXPECT_TRUE(over.header("www-authenticate").starts_with("Bearer "));
}

TEST(ows, classic_signature_is_seen_through_the_settings) {
  playground mock;
  auto path = "/outlook/owa/ann@t1.example/service.svc?action=SetMailboxMessageConfiguration";
  auto body = R"({"__type":"SetMailboxMessageConfigurationRequest:#Exchange","Header":{},
                  "Options":{"SignatureHtml":"<b onclick=\"x()\">hi</b><script>x</script>","AutoAddSignature":true}})";
  ASSERT_EQ(mock.outlook_send("POST", path, body, {}).status, 200u);
  auto entries =
      json_of(mock.outlook_get(settings_path("ann@t1.example", "?settingname=signaturehtml,signaturetxt")));
  ASSERT_EQ(entries.as_array().size(), 1u);
  EXPECT_EQ(text_of(entries.at(0), "value"), "<b>hi</b>");
  auto partial =
      R"({"__type":"SetMailboxMessageConfigurationRequest:#Exchange","Options":{"SignatureText":"t"}})";
  ASSERT_EQ(mock.outlook_send("POST", path, partial, {}).status, 200u);
  auto options = json_of(mock.outlook_send(
      "POST", "/outlook/owa/ann@t1.example/service.svc?action=GetMailboxMessageConfiguration", "{}", {}));
  EXPECT_EQ(text_of(options.at("Options"), "SignatureHtml"), "<b>hi</b>") << "only what was sent changes";
  EXPECT_EQ(text_of(options.at("Options"), "SignatureText"), "t");
}

TEST(ows, unknown_action_and_wrong_envelope_are_faults) {
  playground mock;
  auto unknown = mock.outlook_send("POST", "/outlook/owa/service.svc?action=FlyToTheMoon", "{}", {});
  EXPECT_EQ(unknown.status, 500u);
  EXPECT_TRUE(unknown.header("x-owa-error").ends_with("OwaOperationNotSupportedException"));
  auto wrong =
      mock.outlook_send("POST", "/outlook/owa/service.svc?action=SetMailboxMessageConfiguration", "{}", {});
  EXPECT_EQ(wrong.status, 400u);
}

} // namespace mock_exchange
