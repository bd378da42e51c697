#include "protocols/wire/http/cookie_jar.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::one_o_clock;
using namespace std::chrono_literals;

url at(std::string_view text) {
  return parse_url(text).value();
}

const url owa = at("https://outlook.office.com/owa/auth/x");

class cookie_jar_test : public ::testing::Test {
protected:
  void set(std::string line, const url& from = owa) { jar.absorb(from, {{"Set-Cookie", line}}, one_o_clock); }
  std::string sent(std::string_view to, utc_time now = one_o_clock) {
    return std::string(jar.header_for(at(to), now).reveal());
  }
  cookie_jar jar;
};

TEST_F(cookie_jar_test, several_cookies_go_out_in_one_line_longer_paths_first) {
  set("a=1; path=/");
  set("b=2; path=/owa; HttpOnly; SameSite=None");
  set("c=3; path=/");
  EXPECT_EQ(sent("https://outlook.office.com/owa/x"), "b=2; a=1; c=3");
  EXPECT_EQ(sent("https://outlook.office.com/ows"), "a=1; c=3");
}

TEST_F(cookie_jar_test, the_path_fits_only_at_a_slash) {
  set("a=1; path=/owa");
  EXPECT_EQ(sent("https://outlook.office.com/owa"), "a=1");
  EXPECT_EQ(sent("https://outlook.office.com/owa/b?c"), "a=1");
  EXPECT_EQ(sent("https://outlook.office.com/owax"), "");
  EXPECT_EQ(sent("https://outlook.office.com/"), "");
}

TEST_F(cookie_jar_test, without_a_path_the_directory_of_the_request_counts) {
  set("a=1");
  EXPECT_EQ(sent("https://outlook.office.com/owa/auth/y"), "a=1");
  EXPECT_EQ(sent("https://outlook.office.com/owa/"), "");
}

TEST_F(cookie_jar_test, a_cookie_stays_with_its_host_unless_it_names_a_parent_domain) {
  set("host=1; path=/");
  set("wide=2; path=/; domain=.office.com");
  EXPECT_EQ(sent("https://outlook.office.com/"), "host=1; wide=2");
  EXPECT_EQ(sent("https://other.office.com/"), "wide=2");
  EXPECT_EQ(sent("https://evil-office.com/"), "");
  EXPECT_EQ(sent("https://sub.outlook.office.com/"), "wide=2");
}

TEST_F(cookie_jar_test, foreign_and_too_wide_domains_are_refused) {
  set("a=1; path=/; domain=evil.example");
  set("b=1; path=/; domain=com");
  set("c=1; path=/; domain=sub.outlook.office.com");
  EXPECT_TRUE(jar.empty());
  auto address = at("http://127.0.0.1/");
  set("d=1; path=/; domain=0.0.1", address);
  EXPECT_TRUE(jar.empty());
  set("e=1; path=/; domain=127.0.0.1", address);
  EXPECT_EQ(sent("http://127.0.0.1/"), "e=1");
}

TEST_F(cookie_jar_test, secure_cookies_never_leave_over_plain_http) {
  set("a=1; path=/; Secure");
  EXPECT_EQ(sent("http://outlook.office.com/"), "");
  EXPECT_EQ(sent("https://outlook.office.com/"), "a=1");
}

TEST_F(cookie_jar_test, cookies_expire_and_max_age_wins_over_expires) {
  set("a=1; path=/; Expires=Mon, 05 Oct 2026 01:00:10 GMT");
  set("b=2; path=/; Max-Age=20; Expires=Mon, 05 Oct 2026 01:00:05 GMT");
  set("c=3; path=/; Expires=Mon, 05-Oct-2026 01:00:05 GMT; Max-Age=30");
  EXPECT_EQ(sent("https://outlook.office.com/", one_o_clock + 9s), "a=1; b=2; c=3");
  EXPECT_EQ(sent("https://outlook.office.com/", one_o_clock + 10s), "b=2; c=3");
  EXPECT_EQ(sent("https://outlook.office.com/", one_o_clock + 20s), "c=3");
}

TEST_F(cookie_jar_test, a_past_date_or_max_age_zero_deletes) {
  set("a=1; path=/");
  set("b=1; path=/");
  set("a=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT");
  set("b=; path=/; max-age=-99999999999999999999999");
  EXPECT_TRUE(jar.empty());
}

TEST_F(cookie_jar_test, a_new_value_replaces_the_old_one) {
  set("X-OWA-CANARY=old; path=/");
  set("X-OWA-CANARY=new; path=/");
  EXPECT_EQ(jar.size(), 1u);
  EXPECT_EQ(jar.value_of("X-OWA-CANARY", owa, one_o_clock), secret("new"));
  EXPECT_EQ(jar.value_of("x-owa-canary", owa, one_o_clock), std::nullopt) << "names have letter case";
}

TEST_F(cookie_jar_test, broken_lines_are_dropped) {
  for (const auto* line : {"", "novalue", "=1", "a\r\nX: y=1; path=/", "a=1\r\nEvil: x", ";", "; a=1"})
    set(line);
  EXPECT_TRUE(jar.empty());
}

TEST_F(cookie_jar_test, a_value_may_hold_equal_signs_and_quotes) {
  set("a=x=y==; path=/");
  set("b=\"q\"; path=relative; max-age=soon; expires=never; unknown");
  EXPECT_EQ(sent("https://outlook.office.com/owa/auth/"), "b=\"q\"; a=x=y==");
}

TEST_F(cookie_jar_test, the_jar_is_bounded_in_cookies_and_bytes) {
  set("big=" + std::string(cookie_bytes_max, 'x') + "; path=/");
  EXPECT_TRUE(jar.empty()) << "one cookie above its bound";
  for (std::size_t i = 0; i < cookies_max + 10; ++i)
    set("c" + std::to_string(i) + "=1; path=/");
  EXPECT_EQ(jar.size(), cookies_max);
  EXPECT_FALSE(jar.value_of("c9", owa, one_o_clock)) << "the oldest goes first";
  EXPECT_TRUE(jar.value_of("c10", owa, one_o_clock));
  for (int i = 0; i < 40; ++i)
    set("l" + std::to_string(i) + "=" + std::string(8000, 'x') + "; path=/");
  EXPECT_LE(sent("https://outlook.office.com/").size(), cookie_jar_bytes_max + 1024);
}

TEST_F(cookie_jar_test, keep_only_drops_what_the_place_would_never_get) {
  set("session=1; path=/owa");
  set("ESTSAUTH=2; path=/", at("https://login.microsoftonline.com/"));
  jar.keep_only(test::public_cloud().outlook);
  EXPECT_EQ(jar.size(), 1u);
  EXPECT_EQ(sent("https://outlook.office.com/owa"), "session=1");
}

} // namespace
} // namespace roamsync::wire
