#include "console/admin/night_json.hpp"
#include "console/admin/not_understood.hpp"
#include "engine/tune/knob.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>

namespace roamsync::console {

namespace {

namespace json = boost::json;

/// Members of an object, with what stands for those that are missing or of another type.
class members {
public:
  explicit members(const json::object& x) : x_(x) {}

  [[nodiscard]] std::string text(std::string_view key) const {
    const auto* found = x_.if_contains(key);
    const auto* text = found != nullptr ? found->if_string() : nullptr;
    return text != nullptr ? std::string{*text} : std::string{};
  }
  template <class T = std::uint64_t>
  [[nodiscard]] T number(std::string_view key) const {
    boost::system::error_code ec;
    const auto* found = x_.if_contains(key);
    if (found == nullptr || !found->is_number())
      return {};
    const auto value = found->to_number<T>(ec);
    return ec ? T{} : value;
  }
  [[nodiscard]] std::optional<std::uint64_t> maybe(std::string_view key) const {
    const auto* found = x_.if_contains(key);
    return found != nullptr && found->is_number() ? std::optional{number(key)} : std::nullopt;
  }
  [[nodiscard]] duration span(std::string_view key) const { return duration{number<std::int64_t>(key)}; }
  [[nodiscard]] bool flag(std::string_view key) const {
    const auto* found = x_.if_contains(key);
    const auto* value = found != nullptr ? found->if_bool() : nullptr;
    return value != nullptr && *value;
  }
  [[nodiscard]] const json::object* object(std::string_view key) const {
    const auto* found = x_.if_contains(key);
    return found != nullptr ? found->if_object() : nullptr;
  }
  /// "2026-03-02T01:47:12.034Z", as numbers.hpp writes it.
  [[nodiscard]] std::optional<utc_time> time(std::string_view key) const {
    const auto word = text(key);
    if (word.size() != 24)
      return std::nullopt;
    auto at = parse_instant(word.substr(0, 19) + "Z");
    int ms = 0;
    std::from_chars(word.data() + 20, word.data() + 23, ms);
    return at ? std::optional{*at + duration{ms}} : std::nullopt;
  }

private:
  const json::object& x_;
};

result<json::value> read(std::string_view text) {
  boost::system::error_code ec;
  auto value = json::parse(json::string_view{text.data(), text.size()}, ec);
  if (ec || !value.is_object())
    return not_understood();
  return value;
}

outcome_counts outcomes_of(const json::object* x) {
  outcome_counts out;
  if (x != nullptr)
    for (std::size_t i = 0; i < out.by_kind.size(); ++i)
      out.by_kind[i] = members{*x}.number(to_string(static_cast<outcome_kind>(i)));
  return out;
}

std::optional<pace_view> pace_of(const json::object* x) {
  if (x == nullptr)
    return std::nullopt;
  const members m{*x};
  return pace_view{.in_use = {.lanes = m.number<std::uint32_t>("lanes"),
                              .rate = m.number<double>("rate"),
                              .burst = m.number<std::uint32_t>("burst")},
                   .learned = m.flag("learned"),
                   .critical = m.flag("critical"),
                   .queued = m.span("queued_ms")};
}

window_fit fit_of(std::string_view name) {
  for (const auto x : {window_fit::fits, window_fit::tight, window_fit::does_not_fit})
    if (to_string(x) == name)
      return x;
  return window_fit::unknown;
}

tenant_view tenant_of(const json::object& x) {
  const members m{x};
  return {.tenant = m.text("tenant"),
          .name = m.text("name"),
          .state = tenant_state_from_string(m.text("state")).value_or(tenant_state::waiting),
          .why = cause_from_string(m.text("cause")).value_or(cause::none),
          .mailboxes = m.number<std::uint32_t>("mailboxes"),
          .outcomes = outcomes_of(m.object("outcomes")),
          .in_work = m.number<std::uint32_t>("in_work"),
          .lanes = m.number<std::uint32_t>("lanes"),
          .lines = std::max(m.number<std::uint32_t>("lines"), std::uint32_t{1}),
          .wait_left = m.span("wait_left_ms"),
          .requests = m.number("requests"),
          .throttled = m.number("throttled"),
          .remaining = m.span("remaining_ms"),
          .paused = m.flag("paused"),
          .stage = tenant_stage_from_string(m.text("stage")).value_or(tenant_stage::not_begun),
          .weight = m.number<std::uint32_t>("weight"),
          .pace = pace_of(m.object("pace")),
          .opens = m.time("opens"),
          .ends_likely = m.time("ends_likely"),
          .ends_early = m.time("ends_early"),
          .ends_late = m.time("ends_late"),
          .fits = fit_of(m.text("fits")),
          .will_not_fit = m.number<std::uint32_t>("will_not_fit")};
}

night run_of(const json::object& x) {
  const members m{x};
  night out{.number = m.number<std::int64_t>("number"),
            .kind = m.text("kind") == to_string(run_kind::push) ? run_kind::push : run_kind::night,
            .sequence = m.number<std::uint32_t>("sequence"),
            .opened = m.time("opened").value_or(utc_time{}),
            .closes = m.time("closes").value_or(utc_time{}),
            .finished = m.time("finished")};
  if (const auto day = parse_instant(m.text("date") + "T00:00Z"))
    out.date = utc_date{std::chrono::floor<std::chrono::days>(*day)};
  return out;
}

} // namespace

result<std::optional<night_view>> parse_night(std::string_view text) {
  const auto value = read(text);
  if (!value)
    return value.failure();
  const auto* found = value->get_object().if_contains("night");
  if (found != nullptr && found->is_null())
    return std::optional<night_view>{};
  const auto* object = found != nullptr ? found->if_object() : nullptr;
  const auto* run = object != nullptr ? members{*object}.object("run") : nullptr;
  if (run == nullptr)
    return not_understood();
  const members m{*object};
  night_view out{.run = run_of(*run),
                 .now = m.time("now").value_or(utc_time{}),
                 .mailboxes = m.number("mailboxes"),
                 .outcomes = outcomes_of(m.object("outcomes")),
                 .requests = m.number("requests"),
                 .throttled = m.number("throttled"),
                 .in_work = m.number<std::uint32_t>("in_work"),
                 .waiting = m.number<std::uint32_t>("waiting"),
                 .paused = m.number<std::uint32_t>("paused"),
                 .remaining = m.span("remaining_ms"),
                 .active = m.flag("active"),
                 .stopping = m.flag("stopping"),
                 .node_requests = m.number<std::uint32_t>("node_requests"),
                 .node_in_flight = m.maybe("node_in_flight"),
                 .ends_likely = m.time("ends_likely"),
                 .ends_early = m.time("ends_early"),
                 .ends_late = m.time("ends_late"),
                 .fits = fit_of(m.text("fits")),
                 .will_not_fit = m.number("will_not_fit")};
  if (const auto* tenants = m.object("tenants"))
    for (std::size_t i = 0; i < out.tenants.size(); ++i)
      out.tenants[i] = members{*tenants}.number<std::uint32_t>(to_string(static_cast<tenant_state>(i)));
  return std::optional{std::move(out)};
}

result<tenant_page> parse_tenants(std::string_view text) {
  const auto value = read(text);
  if (!value)
    return value.failure();
  const members m{value->get_object()};
  const auto* rows = value->get_object().if_contains("tenants");
  if (rows == nullptr || !rows->is_array())
    return not_understood();
  tenant_page out{.total = m.number("total"),
                  .matched = m.number("matched"),
                  .offset = m.number("offset"),
                  .found = m.maybe("found"),
                  .rows = {}};
  for (const auto& row : rows->get_array()) {
    if (!row.is_object())
      return not_understood();
    out.rows.push_back(tenant_of(row.get_object()));
  }
  return out;
}

} // namespace roamsync::console
