#include "bench/mock_exchange/graph/delta.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/graph/delta_entries.hpp"
#include "bench/mock_exchange/graph/entity.hpp"
#include "bench/mock_exchange/graph/error.hpp"
#include "bench/mock_exchange/graph/paging.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace mock_exchange {

namespace {

constexpr std::size_t ids_max = 50; // of a filter by id (wire.md 6.5)
constexpr double day_s = 86'400;

/// Where a reader of the feed stands: it has all up to `since`; this round goes up to `until` and is at entry
/// `from`.
struct feed_place {
  std::uint64_t generation = 0;
  std::uint64_t forgotten = 0; ///< how often the tenant's feeds were, before
  std::uint64_t issued = 0;    ///< seconds of the mock's clock
  std::uint64_t since = 0;
  std::uint64_t until = 0;
  std::uint64_t from = 0;

  [[nodiscard]] std::string token() const {
    std::string out;
    for (auto number : {generation, forgotten, issued, since, until, from})
      out += (out.empty() ? "" : ".") + std::to_string(number);
    return base64_url(out);
  }
};

std::optional<feed_place> read_token(std::string_view token) {
  auto text = base64_url_decoded(token);
  auto parts = text ? split(*text, '.') : std::vector<std::string_view>{};
  std::array<std::uint64_t, 6> numbers{};
  if (parts.size() != numbers.size())
    return std::nullopt;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    auto end = parts[i].data() + parts[i].size();
    if (std::from_chars(parts[i].data(), end, numbers[i]).ptr != end)
      return std::nullopt;
  }
  return feed_place{numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]};
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

std::uint64_t whole_seconds_of(instant x) {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(x).count());
}

/// Either answer is documented: a reset of the feed, and a token that is too old.
response gone(world& w, call& c, unsigned status) {
  auto out = graph_error(c, status, "syncStateNotFound",
                         "The sync state generation is not found: synchronise again.", w);
  if (status != 410)
    return out;
  return std::move(out).with("Location", link_with(c, "$deltatoken", ""));
}

std::optional<response> refuse(world& w, call& c) {
  const auto& query = c.url.query;
  if (!c.home->rules.feed.available)
    return graph_error(c, 400, "Request_UnsupportedQuery", "Delta queries are not available here.", w);
  if (c.at(1) == "users" && !c.home->rules.user_read)
    return graph_error(c, 403, "Authorization_RequestDenied",
                       "Insufficient privileges to complete the operation.", w);
  for (auto name : {"$top", "$expand", "$orderby", "$search"})
    if (query.has(name))
      return graph_error(c, 400, "Request_UnsupportedQuery",
                         std::string(name) + " is not supported by delta queries.", w);
  return std::nullopt;
}

/// The part of the entries that is on this page; `last` says whether it is the last one.
std::string page_of(const std::vector<std::string>& entries, const feed_settings& rules, feed_place& place,
                    bool& last) {
  auto from = std::min<std::size_t>(place.from, entries.size());
  auto to = std::min<std::size_t>(from + rules.page, entries.size());
  std::vector<std::string_view> shown(entries.begin() + static_cast<std::ptrdiff_t>(from),
                                      entries.begin() + static_cast<std::ptrdiff_t>(to));
  if (rules.disorder) {
    std::ranges::reverse(shown);
    auto again = shown;
    shown.insert(shown.end(), again.begin(), again.end());
  }
  std::string out;
  for (auto entry : shown)
    out.append(out.empty() ? "" : ",").append(entry);
  place.from = to;
  last = to == entries.size();
  return out;
}

} // namespace

response answer_delta(world& w, call& c) {
  if (auto refused = refuse(w, c))
    return std::move(*refused);
  const auto& query = c.url.query;
  const auto& rules = c.home->rules.feed;
  const auto latest = c.home->people.change();
  feed_place place{.generation = c.home->generation, .forgotten = c.home->feed_generation, .until = latest};
  auto token = query.has("$skiptoken") ? query.get("$skiptoken") : query.get("$deltatoken");
  if (token == "latest") {
    place.since = latest;
  } else if (!token.empty()) {
    auto read = read_token(token);
    if (!read || read->generation != place.generation || read->forgotten != place.forgotten)
      return gone(w, c, 410);
    if (static_cast<double>(whole_seconds_of(c.now) - read->issued) >= rules.days * day_s)
      return gone(w, c, rules.expired);
    place = *read;
    place.until = query.has("$skiptoken") ? place.until : latest;
  }
  const auto users = c.at(1) == "users";
  auto chosen = users ? read_selection(c) : std::optional{selection{}};
  auto ids = filter_ids(query.get("$filter"));
  if (!chosen || !ids)
    return graph_error(c, 400, "Request_BadRequest", "Invalid $select or $filter.", w);
  bool last = false;
  std::vector<std::string> entries;
  if (token != "latest")
    entries = users ? user_entries(c, *chosen, *ids, place.since)
                    : group_entries(c, *ids, place.since, rules.members);
  const auto values = page_of(entries, rules, place, last);
  std::string body = "{";
  append_text_field(body, "@odata.context",
                    c.address_of(service::graph) + "/v1.0/$metadata#" + std::string(c.at(1)));
  place.issued = whole_seconds_of(c.now);
  if (last) {
    place.since = place.until;
    place.from = 0;
  }
  append_text_field(body, last ? "@odata.deltaLink" : "@odata.nextLink",
                    link_with(c, last ? "$deltatoken" : "$skiptoken", place.token()));
  append_raw_field(body, "value", "[");
  body += values + "]}";
  return json_answer(200, std::move(body));
}

} // namespace mock_exchange
