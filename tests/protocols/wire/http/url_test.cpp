#include "protocols/wire/http/percent.hpp"
#include "protocols/wire/http/url.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::public_cloud;

url page() {
  return parse_url("https://Login.MicrosoftOnline.com/common/oauth2/authorize?x=1").value();
}

TEST(parse_url, a_path_without_a_slash_behind_the_host_is_no_url) {
  EXPECT_FALSE(parse_url("https://graph.microsoft.com:v1.0/groups"));
}

TEST(percent, a_space_is_percent_20_and_utf8_is_kept_byte_by_byte) {
  EXPECT_EQ(percent_encode("A b+c/ü~"), "A%20b%2Bc%2F%C3%BC~");
  EXPECT_EQ(percent_encode("user@contoso.com", "@"), "user@contoso.com");
  EXPECT_EQ(percent_encode(std::string_view("\0\r\n", 3)), "%00%0D%0A");
}

TEST(percent, decoding_undoes_encoding_for_every_byte) {
  std::string all;
  for (int i = 0; i < 256; ++i)
    all += static_cast<char>(i);
  EXPECT_EQ(percent_decode(percent_encode(all)), all);
  EXPECT_EQ(percent_decode(percent_encode(all), true), all);
}

TEST(percent, broken_escapes_stay_as_they_are) {
  EXPECT_EQ(percent_decode("%"), "%");
  EXPECT_EQ(percent_decode("%4"), "%4");
  EXPECT_EQ(percent_decode("%zz%41"), "%zzA");
  EXPECT_EQ(percent_decode("a+b"), "a+b");
  EXPECT_EQ(percent_decode("a+b", true), "a b");
}

TEST(form, fields_survive_encoding_and_decoding) {
  form_fields fields = {{"passwd", "a&b=c +%ä"}, {"empty", ""}, {"k=y", "1"}};
  EXPECT_EQ(form_decode(form_encode(fields)), fields);
  EXPECT_EQ(form_encode({{"a b", "c d"}}), "a%20b=c%20d");
}

TEST(form, a_flood_of_fields_is_cut_off) {
  std::string text;
  for (int i = 0; i < 1000; ++i)
    text += "a=b&";
  EXPECT_EQ(form_decode(text).size(), 64u);
  EXPECT_EQ(form_decode("&&&a&=b&").size(), 2u);
}

TEST(url, an_absolute_url_is_taken_apart_and_put_together) {
  auto x = parse_url("HTTPS://Outlook.Office.com:8443/owa/?a=b%20c#part");
  ASSERT_TRUE(x);
  EXPECT_EQ(*x, (url{"https", "outlook.office.com", 8443, "/owa/?a=b%20c"}));
  EXPECT_EQ(to_string(*x), "https://outlook.office.com:8443/owa/?a=b%20c");
  EXPECT_EQ(path_of(*x), "/owa/");
  EXPECT_EQ(query_of(*x), "a=b%20c");
  EXPECT_EQ(to_string(parse_url("http://a.example").value()), "http://a.example/");
  EXPECT_EQ(parse_url("http://[::1]:80/x")->host, "::1");
  EXPECT_EQ(to_string(parse_url("http://[::1]:81/x").value()), "http://[::1]:81/x");
}

TEST(url, bytes_that_no_url_may_hold_are_encoded_as_browsers_do) {
  auto x = parse_url("https://a.example/p q?claims={\"x\":[1]}&bad=%zz&half=%4");
  ASSERT_TRUE(x) << x.failure().message;
  EXPECT_EQ(x->target, "/p%20q?claims=%7B%22x%22:%5B1%5D%7D&bad=%25zz&half=%254");
}

TEST(url, what_is_no_http_url_is_refused) {
  for (auto text : {"", "   ", "/relative", "javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/",
                    "https://", "https:///path", "https://user:pw@a.example/", "https://a.example:0/",
                    "https://a.example:99999/", "//a.example/x"})
    EXPECT_FALSE(parse_url(text)) << text;
  EXPECT_FALSE(parse_url("https://a.example/" + std::string(url_bytes_max, 'x')));
}

TEST(url, references_are_resolved_against_the_page) {
  auto resolved = [](std::string_view reference) { return to_string(resolve(page(), reference).value()); };
  EXPECT_EQ(resolved("/kmsi"), "https://login.microsoftonline.com/kmsi");
  EXPECT_EQ(resolved("login?a=b"), "https://login.microsoftonline.com/common/oauth2/login?a=b");
  EXPECT_EQ(resolved("../login"), "https://login.microsoftonline.com/common/login");
  EXPECT_EQ(resolved("?y=2"), "https://login.microsoftonline.com/common/oauth2/authorize?y=2");
  EXPECT_EQ(resolved("//other.example/x"), "https://other.example/x");
  EXPECT_EQ(resolved(" https://outlook.office.com/owa/ "), "https://outlook.office.com/owa/");
}

TEST(url, an_empty_or_foreign_kind_of_reference_is_an_error) {
  for (auto text : {"", " ", "javascript:void(0)", "data:text/html,x", "https://u@a.example/"})
    EXPECT_FALSE(resolve(page(), text)) << text;
  EXPECT_FALSE(resolve(page(), std::string(url_bytes_max + 1, 'x')));
}

TEST(url, only_the_three_services_belong_to_the_cloud) {
  auto services = public_cloud();
  auto inside = [&](std::string_view text) { return same_cloud(parse_url(text).value(), services); };
  EXPECT_TRUE(inside("https://login.microsoftonline.com/kmsi"));
  EXPECT_TRUE(inside("https://outlook.office.com:443/owa/"));
  EXPECT_TRUE(inside("https://GRAPH.microsoft.com/"));
  EXPECT_FALSE(inside("http://login.microsoftonline.com/kmsi")) << "another scheme";
  EXPECT_FALSE(inside("https://login.microsoftonline.com:444/kmsi")) << "another port";
  EXPECT_FALSE(inside("https://login.microsoftonline.com.evil.example/"));
  EXPECT_FALSE(inside("https://evil.login.microsoftonline.com/"));
}

TEST(url, services_that_share_a_host_are_told_apart_by_their_prefix) {
  cloud services;
  for (auto* place : {&services.identity, &services.outlook, &services.graph})
    *place = {"http", "127.0.0.1", 8080, ""};
  services.outlook.path_prefix = "/outlook";
  services.graph.path_prefix = "/graph";
  auto owner = [&](std::string_view path) {
    return endpoint_of(parse_url("http://127.0.0.1:8080" + std::string(path)).value(), services);
  };
  EXPECT_EQ(owner("/outlook/owa/"), services.outlook);
  EXPECT_EQ(owner("/graph/v1.0"), services.graph);
  EXPECT_EQ(owner("/common/login"), services.identity);
  EXPECT_FALSE(endpoint_of(page(), services));
}

TEST(url, a_request_gets_the_prefix_of_its_endpoint) {
  auto services = public_cloud();
  services.outlook.path_prefix = "/mock";
  auto request = make_request("GET", services.outlook, "/owa/");
  EXPECT_EQ(request.target, "/mock/owa/");
  EXPECT_EQ(url_of(request), url_of(services.outlook, "/owa/"));
}

} // namespace
} // namespace roamsync::wire
