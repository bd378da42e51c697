#include "protocols/wire/graph/details.hpp"

#include "engine/base/ascii.hpp"
#include "engine/signature/image.hpp"
#include "protocols/wire/graph/answer_parts.hpp"
#include "protocols/wire/graph/answers.hpp"
#include "protocols/wire/graph/member_reader.hpp"
#include "protocols/wire/http/json.hpp"

#include <algorithm>

namespace roamsync::wire {

namespace {

namespace json = boost::json;

/// An answer about one member says nothing about the group.
call_result unreadable(const http_response& x, std::string_view why) {
  auto out = broken_answer(x, why);
  out.why = cause::unreadable_answer;
  return out;
}

call_result refused(const http_response& x, utc_time now) {
  auto out = classify_graph_failure(x, cause::request_refused, now);
  if (out.what != verdict::failed)
    return out;
  const auto said = read_error(x);
  const bool permission = x.status == 403
                          && (same_text(said.code, "Authorization_RequestDenied")
                              || contains_text(said.message, "Insufficient privileges"));
  out.why = permission ? cause::consent_missing : cause::request_refused;
  return out;
}

/// In a batch the bytes of a photo are a text in base64, of either alphabet. Nothing if it is none.
std::optional<std::string> read_photo(const json::value* body) {
  const auto* held = body ? body->if_string() : nullptr;
  if (!held)
    return std::nullopt;
  std::string text(held->data(), held->size());
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  const auto bytes = decode_base64(text);
  if (!bytes)
    return std::nullopt;
  const auto type = image_type(*bytes);
  return bytes->size() <= photo_bytes_max && type ? data_uri(*type, *bytes) : std::string{};
}

detail_reply read_item(const json::object& item, member_detail what, utc_time now) {
  const auto response = item_response(item);
  if (response.status == 404)
    return {good_answer(response), std::nullopt, {}};
  if (response.status < 200 || response.status >= 300)
    return {refused(response, now), std::nullopt, {}};
  const auto* body = find_member(item, "body");
  if (what == member_detail::photo) {
    if (auto photo = read_photo(body))
      return {good_answer(response), std::nullopt, std::move(*photo)};
    return {unreadable(response, "the body is no photo in base64"), std::nullopt, {}};
  }
  const auto* user = body ? body->if_object() : nullptr;
  if (!user)
    return {unreadable(response, "the body is no user"), std::nullopt, {}};
  const auto* manager = find_member(*user, "manager");
  return {good_answer(response), manager ? read_member(*manager) : std::nullopt, {}};
}

} // namespace

details_page parse_details(const http_result& x, std::span<const detail_question> questions, utc_time now) {
  const bool too_large =
      x.error == transport_error::too_large || x.response.body.size() > graph_answer_bytes_max;
  if (too_large && questions.size() == 1 && questions.front().what == member_detail::photo)
    return {{}, std::vector<detail_reply>(1)};
  auto failed = failure_of(x, cause::request_refused, now);
  if (!failed && too_large)
    failed = {.what = verdict::failed, .why = cause::unreadable_answer, .detail = "the answer is too large"};
  if (failed)
    return {std::move(*failed), {}, too_large};
  const auto body = read_json(x.response.body, graph_answer_bytes_max);
  const auto* items = batch_items(body);
  if (!items)
    return {unreadable(x.response, "the body is not the answer to a batch"), {}};
  const detail_reply unanswered{unreadable(x.response, "the batch left this part out"), std::nullopt, {}};
  details_page out{good_answer(x.response), std::vector<detail_reply>(questions.size(), unanswered)};
  for (const auto& value : *items) {
    const auto* item = value.if_object();
    const auto position = item ? number_of(*item, "id") : std::nullopt;
    if (!position || *position < 0 || static_cast<std::size_t>(*position) >= questions.size())
      continue;
    const auto i = static_cast<std::size_t>(*position);
    out.replies[i] = read_item(*item, questions[i].what, now);
  }
  return out;
}

} // namespace roamsync::wire
