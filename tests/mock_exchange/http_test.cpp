#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/http/request_parser.hpp"
#include "bench/mock_exchange/http/target.hpp"

#include <gtest/gtest.h>

namespace mock_exchange {

namespace {

constexpr std::string_view two_requests = "POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
                                          "PATCH /d HTTP/1.1\r\nHost: y\r\nTransfer-Encoding: chunked\r\n\r\n"
                                          "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";

/// Feeds the bytes in two parts, as a connection does.
std::vector<request> parse_split(std::size_t cut) {
  std::vector<request> out;
  std::string held;
  request_parser parser;
  for (auto part : {two_requests.substr(0, cut), two_requests.substr(cut)}) {
    held += part;
    while (!held.empty()) {
      std::size_t used = 0;
      auto state = parser.feed(held, used);
      held.erase(0, used);
      if (state != request_parser::state::done)
        break;
      out.push_back(parser.take());
      parser = request_parser();
    }
  }
  return out;
}

} // namespace

TEST(request_parser, every_split_gives_the_same_requests) {
  for (std::size_t cut = 0; cut <= two_requests.size(); ++cut) {
    SCOPED_TRACE(cut);
    auto requests = parse_split(cut);
    ASSERT_EQ(requests.size(), 2u);
    EXPECT_EQ(requests[0].method, "POST");
    EXPECT_EQ(requests[0].target, "/a?b=c");
    EXPECT_EQ(requests[0].body, "hello");
    EXPECT_EQ(requests[1].method, "PATCH");
    EXPECT_EQ(requests[1].header("HOST"), "y");
    EXPECT_EQ(requests[1].body, "abcde");
  }
}

TEST(request_parser, limits_and_garbage_are_told) {
  auto state_of = [](const std::string& bytes) {
    request_parser parser;
    std::size_t used = 0;
    return parser.feed(bytes, used);
  };
  EXPECT_EQ(state_of("\x16\x03\x01 hello\r\n\r\n"), request_parser::state::malformed);
  EXPECT_EQ(state_of("GET / HTTP/1.1\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n"),
            request_parser::state::too_large);
  EXPECT_EQ(state_of("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"),
            request_parser::state::too_large);
}

TEST(request_parser, keep_alive_follows_version_and_header) {
  auto keeps = [](const std::string& bytes) {
    request_parser parser;
    std::size_t used = 0;
    parser.feed(bytes, used);
    return parser.take().keep_alive;
  };
  EXPECT_TRUE(keeps("GET / HTTP/1.1\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
}

TEST(request, cookie_is_found_among_others) {
  request in;
  in.headers = {{"Cookie", "a=1; bc=2;b=x=y"}};
  EXPECT_EQ(in.cookie("b"), "x=y");
  EXPECT_EQ(in.cookie("bc"), "2");
  EXPECT_EQ(in.cookie("c"), "");
}

TEST(target, path_and_query_are_decoded_apart) {
  auto url = parse_target("/ows/a%40b.c//v1/?settingname=My%20Work,x+y&empty=");
  EXPECT_EQ(url.segments, (std::vector<std::string>{"ows", "a@b.c", "v1"}));
  EXPECT_TRUE(url.trailing_slash);
  EXPECT_EQ(url.query.get("settingname"), "My Work,x y");
  EXPECT_TRUE(url.query.has("empty"));
  EXPECT_EQ(parse_target("/a+b").at(0), "a+b") << "a plus is a blank in the query only";
  EXPECT_FALSE(url.query.has("none"));
}

TEST(target, broken_escapes_and_foreign_forms_are_broken) {
  for (auto text : {"/a%2", "/a%zz", "/a?b=%", "http://x/", "", "*"})
    EXPECT_TRUE(parse_target(text).broken) << text;
}

TEST(response, is_written_with_length_and_without_body_for_head) {
  std::string out;
  append_response(out, json_answer(404, "{}"), "D", true, false);
  EXPECT_EQ(out, "HTTP/1.1 404 Not Found\r\nContent-Type: application/json; charset=utf-8\r\nDate: D\r\n"
                 "Content-Length: 2\r\n\r\n{}");
  out.clear();
  append_response(out, {.status = 204, .headers = {}, .body = {}}, "D", false, false);
  EXPECT_EQ(out, "HTTP/1.1 204 No Content\r\nDate: D\r\nConnection: close\r\n\r\n");
  out.clear();
  append_response(out, json_answer(200, "{}"), "D", true, true);
  EXPECT_TRUE(out.ends_with("Content-Length: 2\r\n\r\n"));
}

TEST(encoding, base64_url_has_no_padding_and_decodes) {
  EXPECT_EQ(base64("a"), "YQ==");
  for (std::string bytes :
       {std::string(""), std::string("\xff\xfe"), std::string("abc"), std::string("\0x", 2)})
    EXPECT_EQ(base64_url_decoded(base64_url(bytes)), bytes);
  EXPECT_FALSE(base64_url_decoded("a+b"));
}

} // namespace mock_exchange
