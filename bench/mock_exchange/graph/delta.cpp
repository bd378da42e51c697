#include "bench/mock_exchange/graph/delta.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/graph/entity.hpp"
#include "bench/mock_exchange/graph/error.hpp"
#include "bench/mock_exchange/graph/paging.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace mock_exchange {

namespace {

constexpr std::size_t ids_max = 50; // of a filter by id (wire.md 6.5)

/// Where a reader of the feed stands: it has all up to `since`; this round goes up to `until` and is at
/// `from`.
struct feed_place {
  std::uint64_t generation = 0;
  std::uint64_t since = 0;
  std::uint64_t until = 0;
  std::uint64_t from = 0;

  [[nodiscard]] std::string token() const {
    return base64_url(std::to_string(generation) + '.' + std::to_string(since) + '.' + std::to_string(until)
                      + '.' + std::to_string(from));
  }
};

std::optional<feed_place> read_token(std::string_view token) {
  auto text = base64_url_decoded(token);
  auto parts = text ? split(*text, '.') : std::vector<std::string_view>{};
  std::array<std::uint64_t, 4> numbers{};
  if (parts.size() != numbers.size())
    return std::nullopt;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    auto end = parts[i].data() + parts[i].size();
    if (std::from_chars(parts[i].data(), end, numbers[i]).ptr != end)
      return std::nullopt;
  }
  return feed_place{numbers[0], numbers[1], numbers[2], numbers[3]};
}

/// The ids of "id eq 'a' or id eq 'b'"; an empty list = all.
std::optional<std::vector<std::string>> filter_ids(std::string_view filter) {
  std::vector<std::string> ids;
  auto parts = split(filter, '\'');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto word = trimmed(parts[i]);
    if (i % 2 == 1)
      ids.push_back(lower(word));
    else if (!word.empty() && word != "id eq" && word != "or id eq")
      return std::nullopt;
  }
  return ids.size() <= ids_max ? std::optional{std::move(ids)} : std::nullopt;
}

bool is_new(std::uint64_t changed, bool removed, const feed_place& place) {
  return place.since == 0 ? !removed : changed > place.since;
}

void append_removed(std::string& out, std::string_view id) {
  out += '{';
  append_text_field(out, "id", id);
  append_raw_field(out, "@removed", R"({"reason":"deleted"})");
  out += '}';
}

void append_comma(std::string& out) {
  if (!out.empty() && out.back() != '[')
    out += ',';
}

void append_member_changes(std::string& out, call& c, const directory_group& group, const feed_place& place) {
  std::vector<std::pair<std::string_view, bool>> latest;
  std::unordered_map<std::string_view, std::size_t> slots;
  for (const auto& step : group.history) {
    if (step.change <= place.since)
      continue;
    auto [slot, first] = slots.emplace(step.member, latest.size());
    if (first)
      latest.emplace_back(step.member, step.removed);
    else
      latest[slot->second].second = step.removed;
  }
  append_raw_field(out, "members@delta", "[");
  for (auto [id, removed] : latest) {
    if (removed && place.since == 0)
      continue;
    append_comma(out);
    if (removed)
      append_removed(out, id);
    else
      append_bare(out, id, c.home->people.group(id) ? "#microsoft.graph.group" : "#microsoft.graph.user");
  }
  out += ']';
}

/// Appends users from place.from on; true if the end was reached, else place.from is where to go on.
bool append_users(std::string& out, call& c, const selection& chosen, std::size_t top, feed_place& place) {
  const auto& users = c.home->people.users();
  for (; place.from < users.size(); ++place.from) {
    const auto& user = *users[place.from];
    if (!is_new(user.changed, user.removed, place))
      continue;
    if (top-- == 0)
      return false;
    append_comma(out);
    if (user.removed)
      append_removed(out, user.plan.id);
    else
      append_user(out, c.home->people, user.plan, chosen, "");
  }
  return true;
}

bool append_groups(std::string& out, call& c, const std::vector<std::string>& ids, std::size_t top,
                   feed_place& place) {
  const auto& groups = c.home->people.groups();
  for (; place.from < groups.size(); ++place.from) {
    const auto& group = *groups[place.from];
    auto asked = ids.empty() || std::ranges::find(ids, group.plan.id) != ids.end();
    if (!asked || !is_new(group.changed, group.removed, place))
      continue;
    if (top-- == 0)
      return false;
    append_comma(out);
    if (group.removed) {
      append_removed(out, group.plan.id);
      continue;
    }
    append_group(out, group.plan, "");
    out.pop_back();
    append_member_changes(out, c, group, place);
    out += '}';
  }
  return true;
}

} // namespace

response answer_delta(world& w, call& c) {
  const auto& query = c.url.query;
  feed_place place{.generation = c.home->generation, .until = c.home->people.change()};
  auto token = query.has("$skiptoken") ? query.get("$skiptoken") : query.get("$deltatoken");
  if (token == "latest") {
    place.since = place.until;
  } else if (!token.empty()) {
    auto read = read_token(token);
    if (!read || read->generation != c.home->generation)
      return graph_error(c, 410, "syncStateNotFound", "The token is no longer valid: synchronise again.", w);
    place = *read;
    place.until = query.has("$skiptoken") ? place.until : c.home->people.change();
  }
  auto top = read_top(query);
  auto users = c.at(1) == "users";
  auto chosen = users ? read_selection(c) : std::optional{selection{}};
  auto ids =
      users ? std::optional<std::vector<std::string>>{std::in_place} : filter_ids(query.get("$filter"));
  if (!top || !chosen || !ids)
    return graph_error(c, 400, "Request_BadRequest", "Invalid $top, $select or $filter.", w);
  std::string values;
  auto ended =
      users ? append_users(values, c, *chosen, *top, place) : append_groups(values, c, *ids, *top, place);
  std::string body = "{";
  append_text_field(body, "@odata.context",
                    c.address_of(service::graph) + "/v1.0/$metadata#" + std::string(c.at(1)));
  if (ended) {
    place.since = place.until;
    place.from = 0;
  }
  append_text_field(body, ended ? "@odata.deltaLink" : "@odata.nextLink",
                    link_with(c, ended ? "$deltatoken" : "$skiptoken", place.token()));
  append_raw_field(body, "value", "[");
  body += values + "]}";
  return json_answer(200, std::move(body));
}

} // namespace mock_exchange
