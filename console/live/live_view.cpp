#include "console/live/live_view.hpp"

#include "console/live/outcome_bar.hpp"
#include "console/live/tenant_rows.hpp"
#include "console/text/bar.hpp"
#include "console/text/display.hpp"
#include "console/text/numbers.hpp"
#include "console/text/painted.hpp"
#include "console/text/wording.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

/// One picture; holds what every line of it needs.
class picture {
public:
  picture(const night_view& view, const live_history& history, const text_options& options)
      : view_(view), history_(history), options_(options) {}

  std::vector<std::string> draw(std::size_t height);

private:
  [[nodiscard]] std::string number(std::uint64_t x) const { return grouped(x, options_.lang); }
  [[nodiscard]] std::string_view pick(std::string_view english, std::string_view german) const {
    return options_.pick(english, german);
  }
  [[nodiscard]] std::string dim(std::string_view x) const { return ink_(colour::dim, x); }
  [[nodiscard]] std::string row(std::string_view label, const std::vector<std::string>& parts) const;

  [[nodiscard]] std::string headline() const;
  [[nodiscard]] std::string window_line() const;
  [[nodiscard]] std::string progress_line() const;
  [[nodiscard]] std::string outcome_line() const;
  [[nodiscard]] std::string mailbox_line() const;
  [[nodiscard]] std::string tenant_line() const;
  [[nodiscard]] std::string request_line() const;
  [[nodiscard]] std::string throttle_line() const;
  [[nodiscard]] std::string end_line() const;

  const night_view& view_;
  const live_history& history_;
  const text_options& options_;
  paint ink_{options_.colours};
};

/// " label      part · part"
std::string picture::row(std::string_view label, const std::vector<std::string>& parts) const {
  return ' ' + dim(pad_right(label, 11)) + fmt::format("{}", fmt::join(parts, dim(" · ")));
}

std::string picture::headline() const {
  const auto kind = view_.run.kind == run_kind::night ? pick("night", "Nacht") : pick("push", "Sofortlauf");
  const auto left = fmt::format("{} {} {} · {}", ink_(colour::bold, "roamsync"), kind, view_.run.number,
                                date_text(view_.run.date));
  auto right = fmt::format("{} UTC · {}", clock_text(view_.now), span_text(view_.now - view_.run.opened));
  if (view_.stopping)
    right = ink_(colour::yellow, pick("stopping", "wird beendet")) + " · " + right;
  const auto used = painted_width(left) + painted_width(right) + 2;
  return ' ' + left + std::string(used < options_.width ? options_.width - used : 1, ' ') + right;
}

std::string picture::window_line() const {
  const auto left = view_.run.closes - view_.now;
  std::vector<std::string> parts{fmt::format("{} – {} UTC", clock_text(view_.run.opened).substr(0, 5),
                                             clock_text(view_.run.closes).substr(0, 5))};
  if (left > duration::zero())
    parts.push_back(fmt::format("{} {}", pick("closes in", "schließt in"), span_text(left)));
  else
    parts.push_back(
        ink_(colour::yellow, pick("closed: nothing new is begun", "zu Ende: es wird nichts Neues begonnen")));
  if (left > duration::zero() && view_.fits == window_fit::does_not_fit)
    parts.push_back(ink_(
        colour::red, fmt::format(fmt::runtime(pick("about {} will not fit", "etwa {} werden nicht fertig")),
                                 number(view_.will_not_fit))));
  else if (left > duration::zero() && view_.fits == window_fit::tight)
    parts.push_back(ink_(colour::yellow, pick("tight", "knapp")));
  return row(pick("window", "Fenster"), parts);
}

std::string picture::progress_line() const {
  const auto share = view_.mailboxes == 0
                         ? std::string{}
                         : percentage(view_.outcomes.total(), view_.mailboxes, options_.lang);
  const auto width = options_.width - 11;
  return ' ' + outcome_bar(view_.outcomes, view_.mailboxes, width, ink_) + pad_left(share, 9);
}

/// As much as the width takes: all outcomes, else those that happened, else these with short words.
std::string picture::outcome_line() const {
  const auto parts = [&](bool all, bool brief) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < view_.outcomes.by_kind.size(); ++i) {
      const auto kind = static_cast<outcome_kind>(i);
      const auto count = view_.outcomes[kind];
      if (count == 0 && !all)
        continue;
      const auto word = brief ? short_outcome_word(kind, options_.lang) : outcome_word(kind, options_.lang);
      out.push_back(fmt::format(
          "{} {} {}", ink_(count == 0 ? colour::dim : outcome_colour(kind), outcome_mark(kind, ink_.on)),
          number(count), dim(word)));
    }
    return ' ' + fmt::format("{}", fmt::join(out, "  "));
  };
  for (const bool all : {true, false})
    if (auto line = parts(all, false); painted_width(line) <= options_.width)
      return line;
  return parts(false, true);
}

std::string picture::mailbox_line() const {
  return row(pick("mailboxes", "Postfächer"),
             {fmt::format("{} {} {}", ink_(colour::bold, number(view_.outcomes.total())), pick("of", "von"),
                          number(view_.mailboxes)),
              decimal(history_.mailboxes_per_second(), 1, options_.lang) + "/s",
              fmt::format("{} {}", number(view_.in_work), pick("in work", "in Arbeit"))});
}

std::string picture::tenant_line() const {
  const auto count = [&](tenant_state x) { return view_.tenants[static_cast<std::size_t>(x)]; };
  const auto part = [&](tenant_state x, std::string_view word, colour in) {
    return fmt::format("{} {}", ink_(count(x) == 0 ? colour::dim : in, number(count(x))), word);
  };
  return row(pick("tenants", "Tenants"),
             {part(tenant_state::working, pick("working", "in Arbeit"), colour::cyan),
              part(tenant_state::waiting, pick("waiting", "warten"), colour::plain),
              part(tenant_state::done, pick("done", "fertig"), colour::green),
              part(tenant_state::failed, pick("failed", "fehlgeschlagen"), colour::red)});
}

std::string picture::request_line() const {
  const std::size_t spark = std::clamp<std::size_t>(options_.width / 5, 8, 40);
  const auto rates = history_.request_rates(spark);
  return row(pick("requests", "Anfragen"),
             {number(view_.requests),
              fmt::format("{}/s {}",
                          number(static_cast<std::uint64_t>(std::llround(history_.requests_per_second()))),
                          ink_(colour::cyan, sparkline(rates)))});
}

std::string picture::throttle_line() const {
  std::vector<std::string> parts{
      fmt::format("{} {}", ink_(view_.throttled == 0 ? colour::dim : colour::yellow, number(view_.throttled)),
                  view_.throttled == 1 ? pick("answer", "Antwort") : pick("answers", "Antworten"))};
  if (view_.waiting > 0)
    parts.push_back(fmt::format("{} {}", ink_(colour::yellow, number(view_.waiting)),
                                view_.waiting == 1 ? pick("tenant has to wait", "Tenant muss warten")
                                                   : pick("tenants have to wait", "Tenants müssen warten")));
  else
    parts.emplace_back(dim(pick("nobody waits", "niemand wartet")));
  return row(pick("throttled", "gedrosselt"), parts);
}

std::string picture::end_line() const {
  std::vector<std::string> parts;
  if (view_.run.finished)
    parts.push_back(
        fmt::format("{} {} UTC", pick("finished at", "beendet um"), clock_text(*view_.run.finished)));
  else if (view_.ends_likely)
    parts.push_back(fmt::format("{} {} ({} {} {}) UTC, {} {}", pick("about", "etwa um"),
                                ink_(colour::bold, minute_text(*view_.ends_likely)),
                                minute_text(*view_.ends_early), pick("to", "bis"),
                                minute_text(*view_.ends_late), pick("window closes", "Fenster schließt"),
                                minute_text(view_.run.closes)));
  else if (view_.remaining > duration::zero())
    parts.push_back(fmt::format("{} {}, {} {} UTC", pick("in about", "in etwa"),
                                ink_(colour::bold, span_text(view_.remaining)), pick("at", "um"),
                                clock_text(view_.now + view_.remaining).substr(0, 5)));
  else
    parts.emplace_back(dim(pick("not known yet", "noch nicht bekannt")));
  return row(pick("ends", "Ende"), parts);
}

std::vector<std::string> picture::draw(std::size_t height) {
  const bool airy = height >= 18;
  std::vector<std::string> lines{headline(), window_line()};
  if (airy)
    lines.emplace_back();
  lines.push_back(progress_line());
  lines.push_back(outcome_line());
  if (airy)
    lines.emplace_back();
  for (auto& line : {mailbox_line(), tenant_line(), request_line(), throttle_line(), end_line()})
    lines.push_back(line);
  if (airy)
    lines.emplace_back();
  if (lines.size() < height && !view_.unfinished.empty())
    for (auto& line :
         tenant_rows(view_.unfinished, view_.tenants[static_cast<std::size_t>(tenant_state::working)],
                     options_, height - lines.size()))
      lines.push_back(std::move(line));
  lines.resize(std::min(lines.size(), height));
  for (auto& line : lines)
    line = cut_painted(line, options_.width);
  return lines;
}

} // namespace

std::vector<std::string> render_live(const night_view& view, const live_history& history,
                                     const text_options& options, std::size_t height) {
  auto fitting = options;
  fitting.width = std::max<std::size_t>(options.width, 30);
  return picture{view, history, fitting}.draw(std::max<std::size_t>(height, 8));
}

std::string render_plain_line(const night_view& view, const live_history& history,
                              const text_options& options) {
  const auto number = [&](std::uint64_t x) { return grouped(x, options.lang); };
  const auto working = view.tenants[static_cast<std::size_t>(tenant_state::working)];
  auto line = fmt::format(
      "{} {} {}/{} {}, {} {}, {} {}, {} {}, {} {}", clock_text(view.now),
      pad_left(percentage(view.outcomes.total(), view.mailboxes, options.lang), 7),
      number(view.outcomes.total()), number(view.mailboxes), options.pick("mailboxes", "Postfächer"),
      number(view.outcomes[outcome_kind::failed]), options.pick("failed", "fehlgeschlagen"), number(working),
      options.pick("tenants working", "Tenants in Arbeit"),
      number(static_cast<std::uint64_t>(std::llround(history.requests_per_second()))),
      options.pick("requests/s", "Anfragen/s"), number(view.throttled),
      options.pick("throttled", "gedrosselt"));
  if (view.ends_likely && !view.run.finished)
    line += fmt::format(", {} {} ({} {} {})", options.pick("ends about", "endet etwa um"),
                        minute_text(*view.ends_likely), minute_text(*view.ends_early),
                        options.pick("to", "bis"), minute_text(*view.ends_late));
  else if (view.remaining > duration::zero())
    line += fmt::format(", {} {}", options.pick("ends in", "endet in"), span_text(view.remaining));
  if (view.fits == window_fit::does_not_fit)
    line += fmt::format(
        fmt::runtime(options.pick(", {} mailboxes will not fit", ", {} Postfächer werden nicht fertig")),
        number(view.will_not_fit));
  if (view.stopping)
    line += options.pick(", stopping", ", wird beendet");
  return line;
}

bool plain_pace::due(const night_view& view) {
  const auto ended = view.outcomes.total();
  const auto step = view.mailboxes == 0 ? 0 : ended * 20 / view.mailboxes;
  const bool changed = ended != ended_ || view.requests != requests_;
  const bool later = view.now >= last_ + duration{1000};
  if (began_ && step <= step_ && !(changed && later))
    return false;
  began_ = true;
  last_ = view.now;
  step_ = step;
  ended_ = ended;
  requests_ = view.requests;
  return true;
}

} // namespace roamsync::console
