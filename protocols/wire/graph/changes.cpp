#include "protocols/wire/graph/changes.hpp"

#include "engine/base/ascii.hpp"
#include "engine/model/gravity.hpp"
#include "protocols/wire/graph/answer_parts.hpp"
#include "protocols/wire/graph/answers.hpp"
#include "protocols/wire/graph/member_reader.hpp"
#include "protocols/wire/http/json.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace roamsync::wire {

namespace {

namespace json = boost::json;

member_change::kind kind_named(std::string_view type) noexcept {
  if (same_text(type, "#microsoft.graph.user"))
    return member_change::kind::user;
  if (same_text(type, "#microsoft.graph.group"))
    return member_change::kind::group;
  return type.empty() ? member_change::kind::unknown : member_change::kind::other;
}

bool is_removed(const json::object& entry) {
  return find_member(entry, "@removed") != nullptr;
}

std::optional<group_change> read_group(const json::object& entry) {
  group_change out{.id = text_of(entry, "id"), .removed = is_removed(entry), .members = {}};
  if (out.id.empty())
    return std::nullopt;
  const auto* members = find_array(entry, "members@delta");
  if (!members)
    return find_member(entry, "members@delta") ? std::nullopt : std::optional{std::move(out)};
  out.members.reserve(members->size());
  for (const auto& value : *members) {
    const auto* member = value.if_object();
    auto id = member ? text_of(*member, "id") : std::string{};
    if (id.empty())
      return std::nullopt;
    out.members.push_back({std::move(id), kind_named(text_of(*member, "@odata.type")), is_removed(*member)});
  }
  return out;
}

bool add_entry(feed_page& page, const json::value& value, change_feed of) {
  const auto* entry = value.if_object();
  if (!entry)
    return false;
  if (of == change_feed::groups) {
    auto group = read_group(*entry);
    if (group)
      page.groups.push_back(std::move(*group));
    return group.has_value();
  }
  page.users.push_back(text_of(*entry, "id"));
  return !page.users.back().empty();
}

} // namespace

changes_page parse_changes(const http_result& x, change_feed of, utc_time now) {
  if (auto failed = failure_of(x, cause::group_not_found, now))
    return {std::move(*failed), {}};
  const auto body = read_json(x.response.body, graph_answer_bytes_max);
  const auto* page = body ? body->if_object() : nullptr;
  const auto* entries = page ? find_array(*page, "value") : nullptr;
  if (!entries)
    return {broken_answer(x.response, "the body is not a page of a change feed"), {}};
  feed_page out;
  out.next = text_of(*page, "@odata.nextLink");
  out.delta = text_of(*page, "@odata.deltaLink");
  if (out.next.empty() == out.delta.empty())
    return {broken_answer(x.response, "a page of a change feed has one link, to go on now or later"), {}};
  for (const auto& value : *entries)
    if (!add_entry(out, value, of))
      return {broken_answer(x.response, "an entry of a change feed cannot be read"), {}};
  return {good_answer(x.response), std::move(out)};
}

users_page parse_users(const http_result& x, std::size_t users, utc_time now) {
  if (auto failed = failure_of(x, cause::request_refused, now))
    return {std::move(*failed), {}};
  const auto body = read_json(x.response.body, graph_answer_bytes_max);
  const auto* items = batch_items(body);
  if (!items)
    return {broken_answer(x.response, "the body is not the answer to a batch"), {}};
  std::vector<call_result> parts(users, broken_answer(x.response, "the batch left this user out"));
  users_page out{good_answer(x.response), {}};
  for (const auto& value : *items) {
    const auto* item = value.if_object();
    const auto position = item ? number_of(*item, "id") : std::nullopt;
    if (!position || *position < 0 || static_cast<std::size_t>(*position) >= users)
      continue;
    auto& part = parts[static_cast<std::size_t>(*position)];
    if (part.what == verdict::ok)
      continue; // told twice
    const auto response = item_response(*item);
    const bool good = response.status >= 200 && response.status < 300;
    if (!good && response.status != 404) {
      part = classify_graph_failure(response, cause::request_refused, now);
      continue;
    }
    const auto* held = good ? find_member(*item, "body") : nullptr;
    auto user = held ? read_member(*held) : std::nullopt;
    if (good && !user)
      continue; // a part that cannot be read stays unanswered
    part = good_answer(response);
    if (user)
      out.members.push_back(std::move(*user));
  }
  auto wait = out.call.retry_after;
  for (auto& part : parts) {
    wait = std::max(wait, part.retry_after);
    if (gravity(part.what) > gravity(out.call.what))
      out.call = std::move(part);
  }
  out.call.retry_after = wait;
  if (out.call.what != verdict::ok)
    out.members.clear();
  return out;
}

} // namespace roamsync::wire
