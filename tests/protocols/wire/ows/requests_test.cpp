#include "protocols/wire/http/json.hpp"
#include "protocols/wire/ows/encode.hpp"
#include "protocols/wire/ows/reader.hpp"
#include "protocols/wire/ows/writer.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::one_o_clock;
using test::value_of;

constexpr std::int64_t ticks_at_one = 639'267'588'000'000'000;

roaming_target other() {
  return {test::public_cloud().outlook, "anna@contoso.com"};
}

roaming_target own() {
  return {test::public_cloud().outlook, "svc@contoso.com", true};
}

boost::json::value body_of(const http_request& request) {
  return read_json(request.body, 10'000).value();
}

TEST(roaming_target, another_mailbox_is_named_by_path_and_both_headers) {
  auto request = encode_read(other(), read_defaults{}, "id-1");
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target,
            "/ows/anna@contoso.com/v1/OutlookCloudSettings/settings/"
            "?settingname=roaming_signature_list,roaming_new_signature,roaming_reply_signature");
  EXPECT_EQ(value_of(request, "X-OWA-ExplicitLogonUser"), "anna@contoso.com");
  EXPECT_EQ(value_of(request, "X-AnchorMailbox"), "anna@contoso.com");
  EXPECT_EQ(value_of(request, "x-outlook-client"), "owa");
  EXPECT_EQ(value_of(request, "Accept"), "application/json");
  EXPECT_EQ(value_of(request, "client-request-id"), "id-1");
  EXPECT_EQ(value_of(request, "x-islargesetting"), "(none)");
  EXPECT_EQ(value_of(request, "Content-Type"), "(none)");
}

TEST(roaming_target, the_own_mailbox_is_named_by_nothing) {
  auto request = encode_read(own(), read_defaults{});
  EXPECT_TRUE(request.target.starts_with("/ows/v1/OutlookCloudSettings/settings/?")) << request.target;
  EXPECT_EQ(value_of(request, "X-OWA-ExplicitLogonUser"), "(none)");
  EXPECT_EQ(value_of(request, "X-AnchorMailbox"), "(none)");
  EXPECT_EQ(value_of(request, "client-request-id"), "(none)");
}

TEST(roaming_target, base_path_and_prefix_are_the_configurations) {
  auto target = other();
  target.base_path = "/ows/beta/outlookcloudsettings/settings";
  target.outlook.path_prefix = "/mock";
  EXPECT_TRUE(encode_read(target, read_defaults{})
                  .target.starts_with("/mock/ows/anna@contoso.com/beta/outlookcloudsettings/settings/?"));
  target.base_path = "/ows";
  EXPECT_EQ(roaming_path(target), "/ows/anna@contoso.com");
}

TEST(roaming_target, a_hostile_address_stays_inside_its_segment_and_line) {
  auto target = other();
  target.mailbox = "a/../b?c#d%\r\nEvil: 1@x";
  auto request = encode_read(target, read_defaults{});
  EXPECT_TRUE(request.target.starts_with("/ows/a%2F..%2Fb%3Fc%23d%25%0D%0AEvil%3A%201@x/v1/"))
      << request.target;
  EXPECT_EQ(value_of(request, "X-AnchorMailbox"), "a/../b?c#d%%0D%0AEvil: 1@x");
}

TEST(roaming_reader, contents_are_asked_for_by_encoded_names_with_the_large_flag) {
  auto request = encode_read(other(), read_contents{{"Work mail", "Über&Co=1"}});
  EXPECT_TRUE(request.target.ends_with("/settings/?settingname=Work%20mail,%C3%9Cber%26Co%3D1"))
      << request.target;
  EXPECT_EQ(value_of(request, "x-islargesetting"), "true");
}

TEST(roaming_writer, each_signature_is_written_in_both_forms) {
  auto request = roaming_writer{}.encode(other(), write_contents{{{"Work", "<b>ü</b>", "u"}, {"B", "", ""}}},
                                         one_o_clock, "id-2");
  EXPECT_EQ(request.method + " " + request.target,
            "PATCH /ows/anna@contoso.com/v1/OutlookCloudSettings/settings/account");
  EXPECT_EQ(value_of(request, "Content-Type"), "application/json");
  EXPECT_EQ(value_of(request, "x-islargesetting"), "true");
  EXPECT_EQ(value_of(request, "x-overridetimestamp"), "false");
  EXPECT_EQ(value_of(request, "client-request-id"), "id-2");
  auto body = body_of(request);
  ASSERT_EQ(body.as_array().size(), 4u);
  boost::json::object html{{"itemClass", "RoamingSetting"},
                           {"name", "Work"},
                           {"scope", "anna@contoso.com"},
                           {"secondaryKey", "htm"},
                           {"type", "Blob"},
                           {"value", "<b>ü</b>"},
                           {"parentSetting", "roaming_signature_list"},
                           {"metadata", "encoding:utf-8"},
                           {"timestamp", ticks_at_one},
                           {"value@is.Large", true}};
  EXPECT_EQ(body.at(0), html);
  auto text = html;
  text["secondaryKey"] = "txt";
  text["value"] = "u";
  EXPECT_EQ(body.at(1), text);
  EXPECT_EQ(body.at(2).at("name"), "B");
}

TEST(roaming_writer, only_the_defaults_that_are_set_are_written) {
  auto request = roaming_writer{}.encode(own(), write_defaults{"Work", std::nullopt}, one_o_clock);
  EXPECT_EQ(request.method + " " + request.target, "PATCH /ows/v1/OutlookCloudSettings/settings/account");
  EXPECT_EQ(value_of(request, "x-islargesetting"), "false");
  auto body = body_of(request);
  ASSERT_EQ(body.as_array().size(), 1u);
  EXPECT_EQ(body.at(0), (boost::json::object{{"itemClass", "RoamingSetting"},
                                             {"name", "roaming_new_signature"},
                                             {"scope", "svc@contoso.com"},
                                             {"secondaryKey", "roaming_new_signature"},
                                             {"type", "String"},
                                             {"value", "Work"},
                                             {"metadata", "encoding:utf-8"},
                                             {"timestamp", ticks_at_one}}));
  request = roaming_writer{}.encode(own(), write_defaults{"", "R"}, one_o_clock);
  body = body_of(request);
  ASSERT_EQ(body.as_array().size(), 2u);
  EXPECT_EQ(body.at(0).at("value"), "") << "empty is an explicit 'no signature'";
  EXPECT_EQ(body.at(1).at("name"), "roaming_reply_signature");
}

TEST(roaming_writer, a_deletion_names_the_signature_in_its_body) {
  auto request = roaming_writer{}.encode(other(), delete_signature{"Old \"one\""}, one_o_clock);
  EXPECT_EQ(request.method + " " + request.target,
            "DELETE /ows/anna@contoso.com/v1/OutlookCloudSettings/settings/account");
  EXPECT_EQ(value_of(request, "Content-Type"), "application/json");
  EXPECT_EQ(value_of(request, "x-islargesetting"), "true");
  EXPECT_EQ(body_of(request), (boost::json::object{{"name", "Old \"one\""}}));
}

TEST(ticks, the_unix_epoch_and_a_known_instant_are_exact) {
  EXPECT_EQ(to_ticks(utc_time{}), 621'355'968'000'000'000);
  EXPECT_EQ(to_ticks(utc_time{duration(1)}), 621'355'968'000'010'000);
  EXPECT_EQ(to_ticks(one_o_clock), ticks_at_one);
}

TEST(encode, writes_with_a_writer_and_reads_without) {
  const roaming_writer writer;
  const auto read = encode(other(), read_defaults{}, nullptr, one_o_clock);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->method, "GET");
  EXPECT_FALSE(encode(other(), delete_signature{"Standard"}, nullptr, one_o_clock));
  const auto write = encode(other(), delete_signature{"Standard"}, &writer, one_o_clock);
  ASSERT_TRUE(write);
  EXPECT_EQ(write->method, "DELETE");
}

} // namespace
} // namespace roamsync::wire
