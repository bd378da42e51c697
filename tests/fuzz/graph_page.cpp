#include "protocols/wire/graph/answers.hpp"
#include "protocols/wire/graph/changes.hpp"
#include "protocols/wire/graph/details.hpp"
#include "protocols/wire/graph/requests.hpp"
#include "tests/fuzz/answer_text.hpp"
#include "tests/fuzz/require.hpp"

using namespace roamsync;

/// The input is an answer of Graph (answer_text.hpp), read as a page of members or of a feed and as all kinds of batches.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto answer = fuzz::answer_from(fuzz::text_from(data, size));
  auto page = wire::parse_members(answer, fuzz::fuzz_now);
  fuzz::require((page.call.what == verdict::ok) == (page.call.why == cause::none),
                "a cause is set unless ok");
  fuzz::require(page.call.what == verdict::ok || page.members.empty(), "a broken page has no members");
  fuzz::require(page.members.size() <= wire::graph_page_users_max, "users are bounded");
  for (const auto& user : page.members)
    fuzz::require(!user.user_id.empty() && user.attributes.size() <= wire::user_attributes_max,
                  "a member has an id and bounded attributes");
  if (auto next = wire::follow_link(fuzz::fuzz_cloud(), page.next_link))
    fuzz::require(next->to == fuzz::fuzz_cloud().graph && next->target.starts_with('/')
                      && next->target.find_first_of(" \r\n") == std::string::npos,
                  "a link is followed to Graph only");
  for (auto of : {change_feed::groups, change_feed::users}) {
    auto changes = wire::parse_changes(answer, of, fuzz::fuzz_now);
    const auto& told = changes.page;
    fuzz::require(changes.call.what == verdict::ok ? told.next.empty() != told.delta.empty()
                                                   : told.groups.empty() && told.users.empty(),
                  "a page has one link, a broken one tells nothing");
  }
  auto users = wire::parse_users(answer, 20, fuzz::fuzz_now);
  fuzz::require(users.call.what == verdict::ok || users.members.empty(), "a broken batch has no users");
  fuzz::require(users.members.size() <= 20, "each user comes once");
  auto kinds = wire::parse_mailbox_kinds(answer, 20, fuzz::fuzz_now);
  fuzz::require(kinds.replies.size() == (kinds.call.what == verdict::ok ? 20u : 0u), "each user has a reply");
  std::vector<detail_question> asked(detail_questions_max);
  for (std::size_t i = 0; i < asked.size(); ++i)
    asked[i].what = i % 2 == 0 ? member_detail::manager : member_detail::photo;
  auto details = wire::parse_details(answer, asked, fuzz::fuzz_now);
  fuzz::require(details.replies.size() == (details.call.what == verdict::ok ? asked.size() : 0u),
                "each question has a reply");
  for (const auto& x : details.replies)
    fuzz::require((x.call.what == verdict::ok || (!x.manager && x.photo.empty()))
                      && x.photo.size() <= wire::photo_bytes_max / 3 * 4 + 100
                      && x.photo.find_first_of("\"'<> ") == std::string::npos,
                  "a photo is a bounded data URI that no quote ends");
  return 0;
}
