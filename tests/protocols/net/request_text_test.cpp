#include "protocols/net/http/request_text.hpp"

#include <gtest/gtest.h>

using namespace roamsync::net;
using roamsync::wire::http_request;

namespace {

http_request sample() {
  return {"POST", {"https", "outlook.example", 443, {}}, "/ows/v1?x=1", {{"Accept", "text/html"}}, "body"};
}

std::string why_not(const http_request& x) {
  auto made = request_text(x, false);
  return made ? "" : made.failure().message;
}

} // namespace

TEST(request_text, is_the_bytes_of_http) {
  EXPECT_EQ(*request_text(sample(), false),
            "POST /ows/v1?x=1 HTTP/1.1\r\nHost: outlook.example\r\nAccept: text/html\r\n"
            "Content-Length: 4\r\n\r\nbody");
}

TEST(request_text, names_a_port_that_is_not_the_usual_one) {
  auto x = sample();
  x.to = {"http", "::1", 8080, {}};
  EXPECT_NE(request_text(x, false)->find("\r\nHost: [::1]:8080\r\n"), std::string::npos);
  x.to = {"http", "a", 80, {}};
  EXPECT_NE(request_text(x, false)->find("\r\nHost: a\r\n"), std::string::npos);
}

TEST(request_text, gives_a_length_where_a_body_is_expected) {
  auto x = sample();
  x.body.clear();
  EXPECT_NE(request_text(x, false)->find("\r\nContent-Length: 0\r\n"), std::string::npos);
  x.method = "GET";
  EXPECT_EQ(request_text(x, false)->find("Content-Length"), std::string::npos);
}

TEST(request_text, refuses_what_would_smuggle) {
  using change = void (*)(http_request&);
  const change changes[] = {
      [](auto& x) { x.method = "GET /"; },
      [](auto& x) { x.method = ""; },
      [](auto& x) { x.to.scheme = "ftp"; },
      [](auto& x) { x.to.host = "a\r\nX: y"; },
      [](auto& x) { x.to.host = "user@a"; },
      [](auto& x) { x.to.host = "a/b"; },
      [](auto& x) { x.to.host = ""; },
      [](auto& x) { x.to.port = 0; },
      [](auto& x) { x.target = "/a b"; },
      [](auto& x) { x.target = "/a\r\nX: y"; },
      [](auto& x) { x.target = "a"; },
      [](auto& x) { x.target = "/\xc3\xbc"; },
      [](auto& x) { x.target = ""; },
      [](auto& x) { x.fields.emplace_back("A", "b\r\nC: d"); },
      [](auto& x) {
        x.fields.emplace_back("A", std::string{"b\0c", 3});
      },
      [](auto& x) { x.fields.emplace_back("A b", "c"); },
      [](auto& x) { x.fields.emplace_back("", "c"); },
      [](auto& x) { x.fields.emplace_back("host", "other"); },
      [](auto& x) { x.fields.emplace_back("CONTENT-LENGTH", "1"); },
      [](auto& x) { x.fields.emplace_back("Transfer-Encoding", "chunked"); },
      [](auto& x) { x.fields.emplace_back("Connection", "close"); },
  };
  ASSERT_EQ(why_not(sample()), "");
  for (const auto& apply : changes) {
    auto x = sample();
    apply(x);
    EXPECT_NE(why_not(x), "") << "change number " << &apply - changes;
  }
}

TEST(request_text, a_refusal_does_not_show_the_value) {
  auto x = sample();
  x.fields.emplace_back("Authorization", "Bearer s3cret\n");
  EXPECT_NE(why_not(x).find("Authorization"), std::string::npos);
  EXPECT_EQ(why_not(x).find("s3cret"), std::string::npos);
}

TEST(request_text, a_proxy_gets_the_whole_address) {
  auto x = sample();
  x.to = {"http", "a.example", 8080, {}};
  auto text = *request_text(x, true);
  EXPECT_EQ(text.find("POST http://a.example:8080/ows/v1?x=1 HTTP/1.1\r\n"), 0u);
  EXPECT_EQ(connect_text("b.example", 443), "CONNECT b.example:443 HTTP/1.1\r\nHost: b.example:443\r\n\r\n");
}

TEST(is_idempotent, post_and_patch_are_not) {
  EXPECT_TRUE(is_idempotent("GET") && is_idempotent("DELETE") && is_idempotent("PUT")
              && is_idempotent("HEAD"));
  EXPECT_FALSE(is_idempotent("POST") || is_idempotent("PATCH") || is_idempotent("get"));
}
