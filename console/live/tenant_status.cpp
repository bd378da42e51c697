#include "console/live/tenant_status.hpp"

#include "console/text/numbers.hpp"

#include <cmath>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

/// A wait for the node below this is what every call has now and then.
constexpr duration queued_shown{250};

tenant_status not_begun(const tenant_view& x, const text_options& o) {
  if (x.opens)
    return {fmt::format("{} {}", o.pick("opens", "öffnet"), clock_text(*x.opens).substr(0, 5)), colour::dim};
  return {std::string{o.pick("not begun", "nicht begonnen")}, colour::dim};
}

tenant_status at_work(const tenant_view& x, const text_options& o) {
  const bool critical = x.pace && x.pace->critical;
  if (x.pace && !critical && x.pace->queued >= queued_shown)
    return {fmt::format("{} {} ms", o.pick("node full,", "Knoten voll,"), x.pace->queued.count()),
            colour::yellow};
  if (critical)
    return {std::string{o.pick("works, goes first", "in Arbeit, geht vor")}, colour::cyan};
  return {std::string{o.pick("works", "in Arbeit")}, colour::plain};
}

} // namespace

tenant_status status_of(const tenant_view& x, const text_options& o) {
  if (x.state == tenant_state::done)
    return {std::string{o.pick("done", "fertig")}, colour::green};
  if (x.state == tenant_state::failed)
    return {fmt::format("{}: {}", o.pick("failed", "fehlgeschlagen"), to_string(x.why)), colour::red};
  if (x.paused)
    return {x.in_work > 0 ? fmt::format("{}, {} {}", o.pick("paused", "angehalten"), x.in_work,
                                        o.pick("still end", "enden noch"))
                          : std::string{o.pick("paused", "angehalten")},
            colour::yellow};
  if (x.wait_left > duration::zero())
    return {fmt::format("{} {}", o.pick("waits", "wartet"),
                        short_span(std::chrono::ceil<std::chrono::seconds>(x.wait_left))),
            colour::yellow};
  if (x.state == tenant_state::waiting)
    return not_begun(x, o);
  switch (x.stage) {
  case tenant_stage::group:
    return {std::string{o.pick("reads its group", "liest Gruppe")}, colour::dim};
  case tenant_stage::sign_in:
    return {std::string{o.pick("signs in", "meldet sich an")}, colour::dim};
  case tenant_stage::proof:
    return {std::string{o.pick("proves one write", "prüft ersten Schreibzugriff")}, colour::cyan};
  case tenant_stage::closing:
    return {std::string{o.pick("ends what it began", "beendet Begonnenes")}, colour::yellow};
  case tenant_stage::not_begun:
    return {std::string{o.pick("starts", "beginnt")}, colour::dim};
  case tenant_stage::mailboxes:
  case tenant_stage::ended:
    return at_work(x, o);
  }
  return {};
}

tenant_cells cells_of(const tenant_view& x, const text_options& o) {
  const bool works = x.state == tenant_state::working;
  const auto or_none = [](bool known, std::string text) {
    return known ? std::move(text) : std::string{"–"};
  };
  return {.count = or_none(x.mailboxes > 0, fmt::format("{}/{}", grouped(x.outcomes.total(), o.lang),
                                                        grouped(x.mailboxes, o.lang))),
          .left = or_none(works && x.remaining > duration::zero(), short_span(x.remaining)),
          .lanes = or_none(works, fmt::format("{}/{}", x.in_work, x.lanes)),
          .rate =
              or_none(x.pace && x.pace->in_use.rate > 0, rate_text(x.pace ? x.pace->in_use.rate : 0, o.lang)),
          .limit = or_none(x.pace.has_value(), std::string{limit_word(x.pace.value_or(pace_view{}), o)}),
          .throttled = grouped(x.throttled, o.lang),
          .weight = or_none(x.weight > 0, std::to_string(x.weight)),
          .status = status_of(x, o)};
}

std::string_view limit_word(const pace_view& x, const text_options& o) noexcept {
  return x.learned ? o.pick("learned", "gelernt") : o.pick("set", "gesetzt");
}

std::string rate_text(double rate, language lang) {
  return rate < 100 ? decimal(rate, rate < 1 ? 2 : 1, lang)
                    : grouped(static_cast<std::uint64_t>(std::llround(rate)), lang);
}

} // namespace roamsync::console
