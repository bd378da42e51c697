#include "console/live/night_parts.hpp"

#include "console/live/outcome_bar.hpp"
#include "console/text/bar.hpp"
#include "console/text/display.hpp"
#include "console/text/painted.hpp"
#include "console/text/wording.hpp"

#include <cmath>
#include <fmt/format.h>
#include <vector>

namespace roamsync::console {

std::string night_parts::rate(double x, int digits) const {
  if (!history_.knows_rates())
    return "–";
  return digits > 0 ? decimal(x, digits, options_.lang) : number(static_cast<std::uint64_t>(std::llround(x)));
}

std::string night_parts::title(std::string_view program) const {
  const auto kind = view_.run.kind == run_kind::night ? pick("night", "Nacht") : pick("push", "Sofortlauf");
  const auto left = fmt::format("{} {} {} · {}", ink_(colour::bold, program), kind, view_.run.number,
                                date_text(view_.run.date));
  auto right = fmt::format("{} UTC · {}", clock_text(view_.now), span_text(view_.now - view_.run.opened));
  if (view_.run.finished)
    right = fmt::format("{} {} UTC", pick("finished", "beendet"), clock_text(*view_.run.finished));
  else if (view_.stopping)
    right = ink_(colour::yellow, pick("stopping", "wird beendet")) + " · " + right;
  const auto used = painted_width(left) + painted_width(right) + 2;
  return ' ' + left + std::string(used < options_.width ? options_.width - used : 1, ' ') + right;
}

std::string night_parts::progress() const {
  const auto share = view_.mailboxes == 0
                         ? std::string{"–"}
                         : percentage(view_.outcomes.total(), view_.mailboxes, options_.lang);
  return ' ' + outcome_bar(view_.outcomes, view_.mailboxes, options_.width - 11, ink_) + pad_left(share, 9);
}

std::string night_parts::outcomes() const {
  const auto line = [&](bool all, bool brief) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < view_.outcomes.by_kind.size(); ++i) {
      const auto kind = static_cast<outcome_kind>(i);
      const auto n = view_.outcomes[kind];
      if (n == 0 && !all)
        continue;
      const auto word = brief ? short_outcome_word(kind, options_.lang) : outcome_word(kind, options_.lang);
      out.push_back(fmt::format(
          "{} {} {}", ink_(n == 0 ? colour::dim : outcome_colour(kind), outcome_mark(kind, ink_.on)),
          number(n), dim(word)));
    }
    return ' ' + fmt::format("{}", fmt::join(out, "  "));
  };
  for (const bool all : {true, false})
    if (auto out = line(all, false); painted_width(out) <= options_.width)
      return out;
  return line(false, true);
}

std::string night_parts::mailboxes() const {
  return fmt::format("{} {} {}{}{}/s{}{} {}", ink_(colour::bold, number(view_.outcomes.total())),
                     pick("of", "von"), number(view_.mailboxes), dim(" · "),
                     rate(history_.mailboxes_per_second(), 1), dim(" · "), number(view_.in_work),
                     pick("in work", "in Arbeit"));
}

std::string night_parts::tenants() const {
  const auto part = [&](tenant_state x, std::string_view word, colour in) {
    return count(view_.tenants[static_cast<std::size_t>(x)], in) + ' ' + std::string{word};
  };
  const auto dot = dim(" · ");
  return part(tenant_state::working, pick("working", "in Arbeit"), colour::cyan) + dot
         + part(tenant_state::waiting, pick("waiting", "warten"), colour::plain) + dot
         + part(tenant_state::done, pick("done", "fertig"), colour::green) + dot
         + part(tenant_state::failed, pick("failed", "fehlgeschlagen"), colour::red);
}

std::string night_parts::window() const {
  return fmt::format("{} – {} UTC", clock_text(view_.run.opened).substr(0, 5),
                     clock_text(view_.run.closes).substr(0, 5));
}

std::string night_parts::requests(std::size_t width) const {
  return fmt::format("{}{}{}/s {}", number(view_.requests), dim(" · "),
                     rate(history_.requests_per_second(), 0),
                     ink_(colour::cyan, sparkline(history_.request_rates(width))));
}

} // namespace roamsync::console
