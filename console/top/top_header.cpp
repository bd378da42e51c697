#include "console/top/top_header.hpp"

#include "console/live/outcome_bar.hpp"
#include "console/text/bar.hpp"
#include "console/text/display.hpp"
#include "console/text/numbers.hpp"
#include "console/text/painted.hpp"
#include "console/text/wording.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

constexpr std::size_t label_width = 11;
constexpr std::size_t two_columns_from = 90;

class header {
public:
  header(const night_view& view, const live_history& history, const text_options& options)
      : view_(view), history_(history), o_(options) {}

  std::vector<std::string> draw(std::size_t height) const;

private:
  [[nodiscard]] std::string number(std::uint64_t x) const { return grouped(x, o_.lang); }
  [[nodiscard]] std::string_view pick(std::string_view english, std::string_view german) const {
    return o_.pick(english, german);
  }
  [[nodiscard]] std::string rate(double x, int digits) const {
    return !history_.knows_rates() ? "–"
           : digits > 0            ? decimal(x, digits, o_.lang)
                                   : number(static_cast<std::uint64_t>(std::llround(x)));
  }
  [[nodiscard]] std::string dim(std::string_view x) const { return ink_(colour::dim, x); }
  /// Nothing is dim, and what there is has its colour.
  [[nodiscard]] std::string count(std::uint64_t x, colour in) const {
    return ink_(x == 0 ? colour::dim : in, number(x));
  }
  [[nodiscard]] std::string part(std::string_view label, const std::string& text) const {
    return dim(pad_right(label, label_width)) + text;
  }
  [[nodiscard]] std::string beside(const std::string& left, const std::string& right) const;

  [[nodiscard]] std::string title() const;
  [[nodiscard]] std::string progress() const;
  [[nodiscard]] std::string outcomes() const;
  [[nodiscard]] std::string mailboxes() const;
  [[nodiscard]] std::string tenants() const;
  [[nodiscard]] std::string window() const;
  [[nodiscard]] std::string end() const;
  [[nodiscard]] std::string requests() const;
  [[nodiscard]] std::string node() const;
  [[nodiscard]] std::string throttled() const;
  [[nodiscard]] std::string waits() const;

  const night_view& view_;
  const live_history& history_;
  const text_options& o_;
  paint ink_{o_.colours};
};

/// Two parts in columns of the same width.
std::string header::beside(const std::string& left, const std::string& right) const {
  const auto half = (o_.width - 3) / 2;
  const auto cut = cut_painted(left, half);
  return ' ' + cut + std::string(half - painted_width(cut) + 2, ' ') + right;
}

std::string header::title() const {
  const auto kind = view_.run.kind == run_kind::night ? pick("night", "Nacht") : pick("push", "Sofortlauf");
  const auto left = fmt::format(" {} {} {} · {}", ink_(colour::bold, "roamsync top"), kind, view_.run.number,
                                date_text(view_.run.date));
  auto right = clock_text(view_.now) + " UTC · " + span_text(view_.now - view_.run.opened) + ' ';
  if (view_.run.finished)
    right = fmt::format("{} {} UTC ", pick("finished", "beendet"), clock_text(*view_.run.finished));
  else if (view_.stopping)
    right = ink_(colour::yellow, pick("stopping", "wird beendet")) + " · " + right;
  const auto used = painted_width(left) + painted_width(right);
  return left + std::string(used < o_.width ? o_.width - used : 1, ' ') + right;
}

std::string header::progress() const {
  const auto share =
      view_.mailboxes == 0 ? std::string{"–"} : percentage(view_.outcomes.total(), view_.mailboxes, o_.lang);
  return ' ' + outcome_bar(view_.outcomes, view_.mailboxes, o_.width - 11, ink_) + pad_left(share, 9);
}

std::string header::outcomes() const {
  std::string out = " ";
  const bool brief = o_.width < 80;
  for (std::size_t i = 0; i < view_.outcomes.by_kind.size(); ++i) {
    const auto kind = static_cast<outcome_kind>(i);
    const auto n = view_.outcomes[kind];
    if (n == 0 && brief)
      continue;
    out +=
        fmt::format("{}{} {} {}", out.size() > 1 ? "  " : "",
                    ink_(n == 0 ? colour::dim : outcome_colour(kind), outcome_mark(kind, ink_.on)), number(n),
                    dim(brief ? short_outcome_word(kind, o_.lang) : outcome_word(kind, o_.lang)));
  }
  return out;
}

std::string header::mailboxes() const {
  return part(pick("mailboxes", "Postfächer"),
              fmt::format("{} {} {} · {}/s · {} {}", ink_(colour::bold, number(view_.outcomes.total())),
                          pick("of", "von"), number(view_.mailboxes),
                          rate(history_.mailboxes_per_second(), 1), number(view_.in_work),
                          pick("in work", "in Arbeit")));
}

std::string header::tenants() const {
  const auto of = [&](tenant_state x) { return view_.tenants[static_cast<std::size_t>(x)]; };
  return part(pick("tenants", "Tenants"),
              fmt::format("{} {} · {} {} · {} {} · {} {}", count(of(tenant_state::working), colour::cyan),
                          pick("working", "in Arbeit"), count(of(tenant_state::waiting), colour::plain),
                          pick("waiting", "warten"), count(of(tenant_state::done), colour::green),
                          pick("done", "fertig"), count(of(tenant_state::failed), colour::red),
                          pick("failed", "fehlgeschlagen")));
}

std::string header::window() const {
  const auto left = view_.run.closes - view_.now;
  auto text = fmt::format("{} – {} UTC · ", clock_text(view_.run.opened).substr(0, 5),
                          clock_text(view_.run.closes).substr(0, 5));
  text += left > duration::zero() ? fmt::format("{} {}", pick("closes in", "schließt in"), span_text(left))
                                  : ink_(colour::yellow, pick("closed", "geschlossen"));
  return part(pick("window", "Fenster"), text);
}

std::string header::end() const {
  const auto label = pick("ends", "Ende");
  if (view_.run.finished)
    return part(label, fmt::format("{} {}", pick("after", "nach"),
                                   span_text(*view_.run.finished - view_.run.opened)));
  if (!view_.ends_likely)
    return part(label, dim(pick("not known yet", "noch nicht bekannt")));
  auto text = fmt::format("{} {} ({} {} {})", pick("about", "etwa um"),
                          ink_(colour::bold, minute_text(*view_.ends_likely)), minute_text(*view_.ends_early),
                          pick("to", "bis"), minute_text(*view_.ends_late));
  if (view_.fits == window_fit::does_not_fit)
    text +=
        " · "
        + ink_(colour::red, fmt::format("{} {}", number(view_.will_not_fit), pick("too late", "zu spät")));
  else if (view_.fits == window_fit::tight)
    text += " · " + ink_(colour::yellow, pick("tight", "knapp"));
  return part(label, text);
}

std::string header::requests() const {
  const auto width = std::clamp<std::size_t>(o_.width / 6, 8, 40);
  auto text = fmt::format("{} · {}/s {}", number(view_.requests), rate(history_.requests_per_second(), 0),
                          ink_(colour::cyan, sparkline(history_.request_rates(width))));
  if (o_.width < two_columns_from) // where throttled() has no line
    text += fmt::format(" · {} {}", count(view_.throttled, colour::yellow), pick("throttled", "gedrosselt"));
  return part(pick("requests", "Anfragen"), text);
}

std::string header::node() const {
  const auto label = pick("node", "Knoten");
  if (!view_.node_in_flight || view_.node_requests == 0)
    return part(label, dim(pick("not known", "nicht bekannt")));
  const auto width = std::clamp<std::size_t>(o_.width / 6, 8, 30);
  const auto used = *view_.node_in_flight;
  const auto filled = bar(used, view_.node_requests, width);
  const auto in = used >= view_.node_requests ? colour::yellow : colour::green;
  return part(label, fmt::format("[{}{}] {}/{} {}", ink_(in, filled),
                                 std::string(width - std::min(width, display_width(filled)), ' '),
                                 number(used), number(view_.node_requests), pick("in flight", "unterwegs")));
}

std::string header::throttled() const {
  return part(pick("throttled", "gedrosselt"),
              fmt::format("{} {}", count(view_.throttled, colour::yellow),
                          view_.throttled == 1 ? pick("answer asked to wait", "Antwort mit Wartezeit")
                                               : pick("answers asked to wait", "Antworten mit Wartezeit")));
}

std::string header::waits() const {
  auto text = view_.waiting == 0
                  ? dim(pick("nobody", "niemand"))
                  : fmt::format("{} {}", count(view_.waiting, colour::yellow),
                                view_.waiting == 1 ? pick("tenant", "Tenant") : pick("tenants", "Tenants"));
  if (view_.paused > 0)
    text += fmt::format(" · {} {}", count(view_.paused, colour::yellow), pick("paused", "angehalten"));
  return part(pick("waits", "Wartezeit"), text);
}

std::vector<std::string> header::draw(std::size_t height) const {
  std::vector<std::string> lines{title(), progress()};
  const bool wide = o_.width >= two_columns_from;
  if (height >= 14)
    lines.push_back(outcomes());
  if (height >= 20 && wide) {
    lines.push_back(beside(mailboxes(), requests()));
    lines.push_back(beside(tenants(), node()));
    lines.push_back(beside(window(), throttled()));
    lines.push_back(beside(end(), waits()));
  } else if (height >= 20) {
    for (const auto& part : {mailboxes(), requests(), tenants(), end()})
      lines.push_back(' ' + part);
  } else if (height >= 14) {
    lines.push_back(wide ? beside(end(), requests()) : ' ' + end());
  }
  for (auto& line : lines)
    line = cut_painted(line, o_.width);
  return lines;
}

} // namespace

std::vector<std::string> top_header(const night_view& view, const live_history& history,
                                    const text_options& options, std::size_t height) {
  return header{view, history, options}.draw(height);
}

} // namespace roamsync::console
