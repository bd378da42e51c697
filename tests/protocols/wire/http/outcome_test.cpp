#include "protocols/wire/http/outcome.hpp"
#include "protocols/wire/http/text.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using namespace std::chrono_literals;
using test::lost;

TEST(transport_failure, an_answer_is_no_failure) {
  EXPECT_FALSE(transport_failure(test::answer(500), true));
}

TEST(transport_failure, each_error_has_its_cause_and_verdict) {
  struct row {
    transport_error error;
    cause why;
    verdict what;
  };
  for (const auto& x : {row{transport_error::resolve, cause::unreachable, verdict::transient},
                        row{transport_error::connect, cause::unreachable, verdict::transient},
                        row{transport_error::tls, cause::unreachable, verdict::transient},
                        row{transport_error::timed_out, cause::timed_out, verdict::transient},
                        row{transport_error::closed, cause::unreachable, verdict::transient},
                        row{transport_error::too_large, cause::unreadable_answer, verdict::failed},
                        row{transport_error::malformed, cause::unreadable_answer, verdict::transient},
                        row{transport_error::aborted, cause::stopped, verdict::transient}}) {
    auto call = transport_failure(lost(x.error, false), true);
    ASSERT_TRUE(call);
    EXPECT_EQ(call->why, x.why) << to_string(x.error);
    EXPECT_EQ(call->what, x.what) << to_string(x.error);
    EXPECT_EQ(call->status, 0);
    EXPECT_EQ(call->detail, std::string(to_string(x.error)) + ": the system's words");
  }
}

TEST(transport_failure, only_a_write_that_left_may_have_been_applied) {
  for (bool sent : {false, true})
    for (bool write : {false, true})
      EXPECT_EQ(transport_failure(lost(transport_error::closed, sent), write)->maybe_applied, sent && write);
}

TEST(apply_retry_after, a_transient_answer_that_asks_for_a_wait_throttles_the_scope) {
  call_result call{.what = verdict::transient, .why = cause::server_error};
  apply_retry_after(call, {503, {{"Retry-After", "7"}}, {}}, test::one_o_clock);
  EXPECT_EQ(call.what, verdict::throttled);
  EXPECT_EQ(call.why, cause::throttled);
  EXPECT_EQ(call.retry_after, 7s);
}

TEST(apply_retry_after, other_statuses_and_answers_without_it_stay_as_they_are) {
  for (const auto& response : {http_response{503, {}, {}}, http_response{404, {{"Retry-After", "7"}}, {}},
                               http_response{503, {{"Retry-After", "x"}}, {}}}) {
    call_result call{.what = verdict::transient, .why = cause::server_error};
    apply_retry_after(call, response, test::one_o_clock);
    EXPECT_EQ(call.what, verdict::transient);
    EXPECT_FALSE(call.retry_after);
  }
}

TEST(apply_retry_after, the_longer_wait_wins) {
  call_result call{.what = verdict::throttled, .why = cause::throttled, .retry_after = 9s};
  apply_retry_after(call, {429, {{"Retry-After", "7"}}, {}}, test::one_o_clock);
  EXPECT_EQ(call.retry_after, 9s);
}

TEST(request_id, the_first_known_field_is_made_printable) {
  EXPECT_EQ(request_id_of({200, {{"client-request-id", "c"}, {"Request-Id", " r\n1 "}}, {}}), "r 1");
  EXPECT_EQ(request_id_of({200, {{"client-request-id", "c"}}, {}}), "c");
  EXPECT_EQ(request_id_of({200, {}, {}}), "");
}

TEST(text, one_line_keeps_printable_ascii_within_the_bound) {
  EXPECT_EQ(one_line("  a\r\nb\tc\x01\xc3\xa4  "), "a  b c");
  EXPECT_EQ(one_line(std::string(500, 'x'), 10), "xxxxxxxxxx");
}

TEST(text, a_page_is_told_from_json_by_its_first_visible_character) {
  EXPECT_TRUE(looks_like_html(" \r\n<!DOCTYPE html>"));
  EXPECT_TRUE(looks_like_html("\xef\xbb\xbf<html>"));
  EXPECT_FALSE(looks_like_html("[\"<html>\"]"));
  EXPECT_FALSE(looks_like_html(""));
}

} // namespace
} // namespace roamsync::wire
