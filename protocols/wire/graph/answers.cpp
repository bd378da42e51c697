#include "protocols/wire/graph/answers.hpp"

#include "engine/base/ascii.hpp"
#include "protocols/wire/graph/answer_parts.hpp"
#include "protocols/wire/graph/member_reader.hpp"
#include "protocols/wire/http/json.hpp"
#include "protocols/wire/http/outcome.hpp"
#include "protocols/wire/http/text.hpp"

namespace roamsync::wire {

namespace {

namespace json = boost::json;

mailbox_kind kind_from(std::string_view purpose) noexcept {
  for (const auto* own : {"user", "linked"})
    if (same_text(purpose, own))
      return mailbox_kind::user;
  for (const auto* common : {"shared", "room", "equipment"})
    if (same_text(purpose, common))
      return mailbox_kind::shared;
  return mailbox_kind::unknown;
}

/// The purpose stands alone ({"value":"shared"}) or among the mailbox settings ({"userPurpose":...}).
mailbox_kind read_kind(const json::object& body) {
  if (const auto* nested = find_object(body, "userPurpose"))
    return kind_from(text_of(*nested, "value"));
  auto name = text_of(body, "userPurpose");
  return kind_from(name.empty() ? text_of(body, "value") : name);
}

mailbox_kind_reply read_item(const json::object& item, utc_time now) {
  mailbox_kind_reply out;
  auto response = item_response(item);
  if (response.status < 200 || response.status >= 300) {
    out.call = classify_graph_failure(response, cause::mailbox_not_found, now);
    if (out.call.why == cause::mailbox_unlicensed)
      out.kind = mailbox_kind::none;
    return out;
  }
  out.call = good_answer(response);
  if (const auto* body = find_object(item, "body"))
    out.kind = read_kind(*body);
  return out;
}

} // namespace

call_result classify_graph_failure(const http_response& x, cause when_missing, utc_time now) {
  const auto error = read_error(x);
  call_result out;
  out.status = x.status;
  out.what = verdict::failed;
  out.why = cause::group_unreadable;
  if (x.status == 401) {
    out.what = verdict::sign_in_again;
  } else if (x.status == 404) {
    out.why = same_text(error.code, "MailboxNotEnabledForRESTAPI") ? cause::mailbox_unlicensed : when_missing;
  } else if (x.status == 429 || contains_text(error.code, "Throttled")
             || same_text(error.code, "TooManyRequests")) {
    out.what = verdict::throttled;
    out.why = cause::throttled;
  } else if (x.status == 408 || x.status == 424 || x.status >= 500 || x.status < 100) {
    out.what = verdict::transient;
    out.why = x.status == 408 ? cause::timed_out : cause::server_error;
  }
  out.request_id = error.request_id.empty() ? request_id_of(x) : error.request_id;
  out.detail = "status " + std::to_string(x.status);
  for (const auto* part : {&error.code, &error.message})
    if (!part->empty())
      out.detail += ", " + *part;
  apply_retry_after(out, x, now);
  return out;
}

members_page parse_members(const http_result& x, utc_time now) {
  if (auto failed = failure_of(x, cause::group_not_found, now))
    return {std::move(*failed), {}, {}};
  auto body = read_json(x.response.body, graph_answer_bytes_max);
  const auto* page = body ? body->if_object() : nullptr;
  const auto* users = page ? find_array(*page, "value") : nullptr;
  if (!users || users->size() > graph_page_users_max)
    return {broken_answer(x.response, "the body is not a page of at most 1000 users"), {}, {}};
  members_page out{good_answer(x.response), {}, text_of(*page, "@odata.nextLink")};
  out.members.reserve(users->size());
  for (const auto& user : *users)
    if (auto read = read_member(user))
      out.members.push_back(std::move(*read));
  return out;
}

mailbox_kinds_reply parse_mailbox_kinds(const http_result& x, std::size_t users, utc_time now) {
  if (auto failed = failure_of(x, cause::request_refused, now))
    return {std::move(*failed), {}};
  auto body = read_json(x.response.body, graph_answer_bytes_max);
  const auto* items = batch_items(body);
  if (!items)
    return {broken_answer(x.response, "the body is not the answer to a batch"), {}};
  mailbox_kind_reply unanswered{broken_answer(x.response, "the batch left this user out"),
                                mailbox_kind::unknown};
  mailbox_kinds_reply out{good_answer(x.response), std::vector<mailbox_kind_reply>(users, unanswered)};
  for (const auto& value : *items) {
    const auto* item = value.if_object();
    auto position = item ? number_of(*item, "id") : std::nullopt;
    if (position && *position >= 0 && static_cast<std::size_t>(*position) < users)
      out.replies[static_cast<std::size_t>(*position)] = read_item(*item, now);
  }
  return out;
}

} // namespace roamsync::wire
