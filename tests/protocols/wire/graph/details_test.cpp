#include "engine/signature/image.hpp"
#include "protocols/wire/graph/details.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::answer;
using test::one_o_clock;
using namespace std::chrono_literals;

constexpr auto manager = member_detail::manager;
constexpr auto photo = member_detail::photo;

std::vector<detail_question> questions(std::initializer_list<member_detail> kinds) {
  std::vector<detail_question> out;
  for (const auto what : kinds)
    out.push_back({out.size(), "u-" + std::to_string(out.size()), what});
  return out;
}

std::string png(std::size_t bytes) {
  return "\x89PNG\r\n\x1a\n" + std::string(bytes - 8, 'x');
}

/// The reply to one question for which the batch has this status and body.
detail_reply reply_to(member_detail what, const std::string& status_and_body) {
  const auto asked = questions({what});
  auto page =
      parse_details(answer(200, R"({"responses":[{"id":"0",)" + status_and_body + "}]}"), asked, one_o_clock);
  EXPECT_EQ(page.call.what, verdict::ok);
  EXPECT_EQ(page.replies.size(), 1u);
  return std::move(page.replies.at(0));
}

TEST(details, each_part_has_its_own_end_in_any_order) {
  const auto asked = questions({manager, photo, manager, photo, manager, photo});
  const auto page = parse_details(answer(200, R"({"responses":[
      {"id":"3","status":404,"headers":{},"body":{"error":{"code":"ImageNotFound"}}},
      {"id":"1","status":200,"headers":{"Content-Type":"image/png"},"body":")"
                                                  + encode_base64(png(20)) + R"("},
      {"id":"0","status":200,"body":{"id":"u-0","manager":{"@odata.type":"#microsoft.graph.user","id":"m",
         "displayName":"Max","mail":"max@contoso.com","businessPhones":["1"],
         "onPremisesExtensionAttributes":{"extensionAttribute3":"e3"}}}},
      {"id":"4","status":429,"headers":{"Retry-After":"9"},"body":{"error":{"code":"TooManyRequests"}}},
      {"id":"2","status":200,"body":{"id":"u-2"}},{"id":"77","status":200},{"id":"x"},5]})"),
                                  asked, one_o_clock);
  ASSERT_EQ(page.call.what, verdict::ok);
  ASSERT_EQ(page.replies.size(), 6u);
  const auto& boss = page.replies[0].manager;
  ASSERT_TRUE(boss);
  EXPECT_EQ(boss->attributes.at("displayName"), "Max");
  EXPECT_EQ(boss->attributes.at("extensionAttribute3"), "e3");
  EXPECT_EQ(boss->mail, "max@contoso.com");
  EXPECT_EQ(boss->lists.at("businessPhones"), std::vector<std::string>{"1"});
  EXPECT_EQ(page.replies[1].photo, data_uri("image/png", png(20)));
  EXPECT_EQ(page.replies[2].call.what, verdict::ok);
  EXPECT_FALSE(page.replies[2].manager);
  EXPECT_EQ(page.replies[3].call.what, verdict::ok);
  EXPECT_EQ(page.replies[3].photo, "");
  EXPECT_EQ(page.replies[4].call.what, verdict::throttled);
  EXPECT_EQ(page.replies[4].call.retry_after, 9s);
  EXPECT_EQ(page.replies[5].call.what, verdict::transient) << "left out";
}

TEST(details, there_is_no_manager_and_no_photo) {
  for (const auto* body : {R"("status":404)", R"("status":404,"body":{"error":{"code":"x"}})"})
    for (const auto what : {manager, photo})
      EXPECT_EQ(reply_to(what, body).call.what, verdict::ok) << body;
  for (const auto* body : {R"("status":200,"body":{"manager":null})", R"("status":200,"body":{})",
                           R"("status":200,"body":{"manager":{"displayName":"without id"}})"}) {
    const auto reply = reply_to(manager, body);
    EXPECT_EQ(reply.call.what, verdict::ok) << body;
    EXPECT_FALSE(reply.manager) << body;
  }
}

TEST(details, a_photo_that_is_too_large_or_no_image_counts_as_none) {
  const auto photo_of = [](const std::string& bytes) {
    auto reply = reply_to(photo, R"("status":200,"body":")" + encode_base64(bytes) + "\"");
    EXPECT_EQ(reply.call.what, verdict::ok);
    return std::move(reply.photo);
  };
  EXPECT_EQ(photo_of(png(photo_bytes_max)), data_uri("image/png", png(photo_bytes_max)));
  EXPECT_EQ(photo_of(png(photo_bytes_max + 1)), "");
  EXPECT_EQ(photo_of("\xff\xd8\xff jpeg"), data_uri("image/jpeg", "\xff\xd8\xff jpeg"));
  EXPECT_EQ(photo_of("<svg onload='x'>"), "");
  EXPECT_EQ(photo_of(""), "");
}

TEST(details, a_photo_may_be_in_the_alphabet_of_links) {
  EXPECT_EQ(reply_to(photo, R"("status":200,"body":"_9j_-_8")").photo,
            data_uri("image/jpeg", "\xff\xd8\xff\xfb\xff"));
}

TEST(details, an_answer_that_is_larger_than_what_is_read_is_none_for_a_photo_alone) {
  const auto lost = test::lost(transport_error::too_large, true);
  const auto huge = answer(200, "{" + std::string(16 * 1024 * 1024, ' ') + "}");
  for (const auto& x : {lost, huge}) {
    const auto alone = parse_details(x, questions({photo}), one_o_clock);
    EXPECT_EQ(alone.call.what, verdict::ok);
    ASSERT_EQ(alone.replies.size(), 1u);
    EXPECT_EQ(alone.replies[0].call.what, verdict::ok);
    EXPECT_EQ(alone.replies[0].photo, "");
    for (const auto& asked : {questions({photo, photo}), questions({manager})}) {
      const auto several = parse_details(x, asked, one_o_clock);
      EXPECT_EQ(several.call.what, verdict::failed) << "it would be as large again";
      EXPECT_TRUE(several.too_large);
      EXPECT_TRUE(several.replies.empty());
    }
  }
}

TEST(details, a_part_that_cannot_be_read_is_tried_again_and_one_that_is_refused_is_not) {
  for (const auto* body : {R"("status":200)", R"("status":200,"body":null)", R"("status":200,"body":{})",
                           R"("status":200,"body":"no base64!")"})
    EXPECT_EQ(reply_to(photo, body).call.what, verdict::transient) << body;
  for (const auto* body : {R"("status":200)", R"("status":200,"body":"x")", R"("status":200,"body":[])"})
    EXPECT_EQ(reply_to(manager, body).call.what, verdict::transient) << body;
  const auto refused =
      reply_to(photo, R"("status":403,"body":{"error":{"code":"ErrorAccessDenied","message":"m"}})");
  EXPECT_EQ(refused.call.what, verdict::failed);
  EXPECT_EQ(refused.call.detail, "status 403, ErrorAccessDenied, m");
  EXPECT_EQ(reply_to(photo, R"("status":401)").call.what, verdict::sign_in_again);
  EXPECT_EQ(reply_to(manager, R"("status":503,"headers":{"Retry-After":"4"})").call.what, verdict::throttled);
}

TEST(details, what_fails_about_one_member_is_not_blamed_on_the_group) {
  for (const auto& [body, why] : std::initializer_list<std::pair<const char*, cause>>{
           {R"("status":403,"body":{"error":{"code":"Authorization_RequestDenied"}})",
            cause::consent_missing},
           {R"("status":403,"body":{"error":{"code":"x","message":"Insufficient privileges to do it."}})",
            cause::consent_missing},
           {R"("status":403,"body":{"error":{"code":"ErrorAccessDenied"}})", cause::request_refused},
           {R"("status":403)", cause::request_refused},
           {R"("status":400,"body":{"error":{"code":"Authorization_RequestDenied"}})",
            cause::request_refused},
           {R"("status":500,"body":{"error":{"code":"Authorization_RequestDenied"}})", cause::server_error},
           {R"("status":200,"body":7)", cause::unreadable_answer}})
    for (const auto what : {manager, photo})
      EXPECT_EQ(reply_to(what, body).call.why, why) << body;
  EXPECT_EQ(parse_details(answer(200, "<html>"), questions({photo}), one_o_clock).call.why,
            cause::unreadable_answer);
  const auto page = parse_details(answer(200, R"({"responses":[]})"), questions({photo}), one_o_clock);
  EXPECT_EQ(page.replies.at(0).call.why, cause::unreadable_answer);
}

TEST(details, a_broken_or_refused_batch_has_no_replies) {
  const auto asked = questions({manager});
  for (const auto* body : {"{}", "[]", "<html>", R"({"responses":{}})"})
    EXPECT_EQ(parse_details(answer(200, body), asked, one_o_clock).call.what, verdict::transient) << body;
  const auto refused = parse_details(answer(401), asked, one_o_clock);
  EXPECT_EQ(refused.call.what, verdict::sign_in_again);
  EXPECT_TRUE(refused.replies.empty());
  EXPECT_TRUE(parse_details(test::lost(transport_error::closed, true), asked, one_o_clock).replies.empty());
}

} // namespace
} // namespace roamsync::wire
