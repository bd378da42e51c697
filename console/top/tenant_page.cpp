#include "console/top/tenant_page.hpp"

#include "console/live/tenant_status.hpp"
#include "engine/base/ascii.hpp"
#include "protocols/wire/http/percent.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace roamsync::console {

namespace {

/// What is done last is shown last.
int rank(const tenant_view& x) noexcept {
  switch (x.state) {
  case tenant_state::working:
    return x.remaining > duration::zero() ? 0 : 1;
  case tenant_state::waiting:
    return 2;
  case tenant_state::failed:
    return 3;
  case tenant_state::done:
    return 4;
  }
  return 5;
}

double rate_of(const tenant_view& x) noexcept {
  return x.pace && x.state == tenant_state::working ? x.pace->in_use.rate : 0;
}

std::string_view shown_name(const tenant_view& x) noexcept {
  return x.name.empty() ? x.tenant : x.name;
}

/// Negative: a comes before b.
int compared(const tenant_view& a, const tenant_view& b, tenant_sort by) {
  const auto less = [](const auto& x, const auto& y) { return x < y ? -1 : y < x ? 1 : 0; };
  switch (by) {
  case tenant_sort::remaining:
    return rank(a) != rank(b) ? less(rank(a), rank(b)) : less(b.remaining, a.remaining);
  case tenant_sort::mailboxes:
    return less(b.mailboxes, a.mailboxes);
  case tenant_sort::throttled:
    return less(b.throttled, a.throttled);
  case tenant_sort::rate:
    return less(rate_of(b), rate_of(a));
  case tenant_sort::name: {
    const auto x = shown_name(a);
    const auto y = shown_name(b);
    const auto lower = [](char p, char q) { return ascii_lower(p) < ascii_lower(q); };
    if (std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end(), lower))
      return -1;
    return std::lexicographical_compare(y.begin(), y.end(), x.begin(), x.end(), lower) ? 1 : 0;
  }
  }
  return 0;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find(' ', from), text.size());
    if (end > from)
      out.emplace_back(text.substr(from, end - from));
    from = end + 1;
  }
  return out;
}

bool matches(const tenant_view& x, const std::vector<std::string>& words) {
  if (words.empty())
    return true;
  // Whoever looks reads the status in one of the languages, and which is not asked.
  const auto text = x.tenant + '\n' + x.name + '\n' + status_of(x, {.lang = language::english}).text + '\n'
                    + status_of(x, {.lang = language::german}).text;
  return std::all_of(words.begin(), words.end(), [&](const auto& w) { return contains_text(text, w); });
}

result<std::size_t> count_in(std::string_view name, std::string_view word, std::size_t lowest,
                             std::size_t highest) {
  std::size_t x = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), x);
  if (read.ec != std::errc{} || read.ptr != word.data() + word.size() || x < lowest || x > highest)
    return error{std::string{name} + ": allowed is a whole number from " + std::to_string(lowest) + " to "
                 + std::to_string(highest)};
  return x;
}

status read_field(const std::string& name, const std::string& word, tenant_query& into) {
  if (name == "filter" || name == "find") {
    (name == "filter" ? into.filter : into.find) = word;
    return success();
  }
  if (name == "sort") {
    const auto sort = tenant_sort_from_string(word);
    if (!sort)
      return error{"sort: allowed are remaining, mailboxes, 429, rate and name"};
    into.sort = *sort;
    return success();
  }
  if (name == "reversed") {
    if (word != "true" && word != "false")
      return error{"reversed: allowed are true and false"};
    into.reversed = word == "true";
    return success();
  }
  if (name != "limit" && name != "offset")
    return error{"only sort, reversed, filter, offset, limit and find are known here"};
  const bool limit = name == "limit";
  const auto number = count_in(name, word, limit ? 1 : 0, limit ? tenants_page_max : 1'000'000'000);
  if (!number)
    return number.failure();
  (limit ? into.limit : into.offset) = *number;
  return success();
}

} // namespace

std::string_view to_string(tenant_sort x) noexcept {
  constexpr std::array<std::string_view, 5> names{"remaining", "mailboxes", "429", "rate", "name"};
  return names[static_cast<std::size_t>(x)];
}

std::optional<tenant_sort> tenant_sort_from_string(std::string_view name) noexcept {
  for (const auto x : all_tenant_sorts)
    if (to_string(x) == name)
      return x;
  return std::nullopt;
}

tenant_page page_of(std::span<const tenant_view> all, const tenant_query& query) {
  const auto words = words_of(query.filter);
  std::vector<const tenant_view*> shown;
  for (const auto& x : all)
    if (matches(x, words))
      shown.push_back(&x);
  const auto before = [&](const tenant_view* a, const tenant_view* b) {
    const auto order = compared(*a, *b, query.sort);
    return order != 0 ? (query.reversed ? order > 0 : order < 0) : a->tenant < b->tenant;
  };
  std::sort(shown.begin(), shown.end(), before);
  tenant_page out{.total = all.size(),
                  .matched = shown.size(),
                  .offset = std::min(query.offset, shown.size()),
                  .found = {},
                  .rows = {}};
  const auto found =
      std::find_if(shown.begin(), shown.end(), [&](const auto* x) { return x->tenant == query.find; });
  if (found != shown.end())
    out.found = static_cast<std::uint64_t>(found - shown.begin());
  const auto end = std::min(shown.size(), static_cast<std::size_t>(out.offset) + query.limit);
  for (auto i = static_cast<std::size_t>(out.offset); i < end; ++i)
    out.rows.push_back(*shown[i]);
  return out;
}

result<tenant_query> parse_tenant_query(std::string_view target) {
  tenant_query out;
  const auto mark = target.find('?');
  if (mark == std::string_view::npos)
    return out;
  for (const auto& [name, word] : wire::form_decode(target.substr(mark + 1)))
    if (const auto done = read_field(name, word, out); !done)
      return done.failure();
  return out;
}

std::string tenant_target(const tenant_query& x) {
  wire::form_fields fields{{"sort", std::string{to_string(x.sort)}},
                           {"offset", std::to_string(x.offset)},
                           {"limit", std::to_string(x.limit)}};
  if (x.reversed)
    fields.emplace_back("reversed", "true");
  if (!x.filter.empty())
    fields.emplace_back("filter", x.filter);
  if (!x.find.empty())
    fields.emplace_back("find", x.find);
  return "/v1/tenants?" + wire::form_encode(fields);
}

} // namespace roamsync::console
