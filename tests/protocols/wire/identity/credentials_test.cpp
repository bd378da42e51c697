#include "protocols/wire/identity/credentials.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::one_o_clock;
using test::public_cloud;

credentials with_cookie(std::string line) {
  cookie_jar jar;
  jar.absorb(url_of(public_cloud().outlook, "/"), {{"Set-Cookie", std::move(line)}}, one_o_clock);
  return credentials(std::move(jar));
}

http_request authorized(const credentials& x) {
  auto out = make_request("GET", public_cloud().outlook, "/ows/v1/x");
  x.authorize(out, one_o_clock);
  return out;
}

TEST(credentials, a_token_goes_out_alone) {
  credentials bearer(secret("t0ken"));
  auto request = authorized(bearer);
  EXPECT_EQ(request.fields, (http_fields{{"Authorization", "Bearer t0ken"}}));
  EXPECT_FALSE(bearer.absorb(public_cloud().outlook, {449, {{"Set-Cookie", "X-OWA-CANARY=n; path=/"}}, {}},
                             one_o_clock));
  EXPECT_EQ(authorized(bearer).fields.size(), 1u);
}

TEST(credentials, cookies_go_out_with_the_canary_or_its_literal) {
  auto request = authorized(with_cookie("X-OWA-CANARY=abc; path=/; secure"));
  EXPECT_EQ(test::value_of(request, "Cookie"), "X-OWA-CANARY=abc");
  EXPECT_EQ(test::value_of(request, "X-OWA-CANARY"), "abc");
  request = authorized(with_cookie("s=1; path=/"));
  EXPECT_EQ(test::value_of(request, "X-OWA-CANARY"), "X-OWA-CANARY_cookie_is_null_or_empty");
  request = authorized(with_cookie("X-OWA-CANARY=; path=/"));
  EXPECT_EQ(test::value_of(request, "X-OWA-CANARY"), "X-OWA-CANARY_cookie_is_null_or_empty");
}

TEST(credentials, a_fresh_canary_of_an_answer_is_taken) {
  auto session = with_cookie("X-OWA-CANARY=old; path=/");
  EXPECT_FALSE(session.absorb(public_cloud().outlook, {449, {}, {}}, one_o_clock));
  EXPECT_TRUE(session.absorb(public_cloud().outlook, {449, {{"set-cookie", "X-OWA-CANARY=new; path=/"}}, {}},
                             one_o_clock));
  EXPECT_EQ(test::value_of(authorized(session), "X-OWA-CANARY"), "new");
}

TEST(credentials, a_session_near_its_end_is_announced_on_good_answers_only) {
  EXPECT_TRUE(session_ends_soon({200, {{"x-owa-sto", "1"}}, {}}));
  EXPECT_FALSE(session_ends_soon({500, {{"X-OWA-STO", "1"}}, {}}));
  EXPECT_FALSE(session_ends_soon({200, {}, {}}));
}

} // namespace
} // namespace roamsync::wire
