#include "console/live/live_view.hpp"

#include "console/live/night_parts.hpp"
#include "console/live/tenant_rows.hpp"
#include "console/text/display.hpp"
#include "console/text/numbers.hpp"
#include "console/text/painted.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

/// One picture; holds what every line of it needs.
class picture : night_parts {
public:
  using night_parts::night_parts;

  std::vector<std::string> draw(std::size_t height) const;

private:
  [[nodiscard]] std::string row(std::string_view label, const std::vector<std::string>& parts) const;

  [[nodiscard]] std::string window_line() const;
  [[nodiscard]] std::string throttle_line() const;
  [[nodiscard]] std::string end_line() const;
};

/// " label      part · part"
std::string picture::row(std::string_view label, const std::vector<std::string>& parts) const {
  return ' ' + dim(pad_right(label, 11)) + fmt::format("{}", fmt::join(parts, dim(" · ")));
}

std::string picture::window_line() const {
  const auto left = view().run.closes - view().now;
  std::vector<std::string> parts{window()};
  if (left > duration::zero())
    parts.push_back(fmt::format("{} {}", pick("closes in", "schließt in"), span_text(left)));
  else
    parts.push_back(ink()(colour::yellow,
                          pick("closed: nothing new is begun", "zu Ende: es wird nichts Neues begonnen")));
  if (left > duration::zero() && view().fits == window_fit::does_not_fit)
    parts.push_back(ink()(
        colour::red, fmt::format(fmt::runtime(pick("about {} will not fit", "etwa {} werden nicht fertig")),
                                 number(view().will_not_fit))));
  else if (left > duration::zero() && view().fits == window_fit::tight)
    parts.push_back(ink()(colour::yellow, pick("tight", "knapp")));
  return row(pick("window", "Fenster"), parts);
}

std::string picture::throttle_line() const {
  std::vector<std::string> parts{
      fmt::format("{} {}", count(view().throttled, colour::yellow),
                  view().throttled == 1 ? pick("answer", "Antwort") : pick("answers", "Antworten"))};
  if (view().waiting > 0)
    parts.push_back(fmt::format("{} {}", ink()(colour::yellow, number(view().waiting)),
                                view().waiting == 1 ? pick("tenant has to wait", "Tenant muss warten")
                                                    : pick("tenants have to wait", "Tenants müssen warten")));
  else
    parts.emplace_back(dim(pick("nobody waits", "niemand wartet")));
  return row(pick("throttled", "gedrosselt"), parts);
}

std::string picture::end_line() const {
  std::vector<std::string> parts;
  if (view().run.finished)
    parts.push_back(
        fmt::format("{} {}", pick("after", "nach"), span_text(*view().run.finished - view().run.opened)));
  else if (view().ends_likely)
    parts.push_back(fmt::format("{} {} ({} {} {}) UTC, {} {}", pick("about", "etwa um"),
                                ink()(colour::bold, minute_text(*view().ends_likely)),
                                minute_text(*view().ends_early), pick("to", "bis"),
                                minute_text(*view().ends_late), pick("window closes", "Fenster schließt"),
                                minute_text(view().run.closes)));
  else if (view().remaining > duration::zero())
    parts.push_back(fmt::format("{} {}, {} {} UTC", pick("in about", "in etwa"),
                                ink()(colour::bold, span_text(view().remaining)), pick("at", "um"),
                                clock_text(view().now + view().remaining).substr(0, 5)));
  else
    parts.emplace_back(dim(pick("not known yet", "noch nicht bekannt")));
  return row(pick("ends", "Ende"), parts);
}

std::vector<std::string> picture::draw(std::size_t height) const {
  const bool airy = height >= 18;
  std::vector<std::string> lines{title("roamsync"), window_line()};
  if (airy)
    lines.emplace_back();
  lines.push_back(progress());
  lines.push_back(outcomes());
  if (airy)
    lines.emplace_back();
  lines.push_back(row(pick("mailboxes", "Postfächer"), {mailboxes()}));
  lines.push_back(row(pick("tenants", "Tenants"), {tenants()}));
  lines.push_back(
      row(pick("requests", "Anfragen"), {requests(std::clamp<std::size_t>(options().width / 5, 8, 40))}));
  lines.push_back(throttle_line());
  lines.push_back(end_line());
  if (airy)
    lines.emplace_back();
  if (lines.size() < height && !view().unfinished.empty())
    for (auto& line :
         tenant_rows(view().unfinished, view().tenants[static_cast<std::size_t>(tenant_state::working)],
                     options(), height - lines.size()))
      lines.push_back(std::move(line));
  lines.resize(std::min(lines.size(), height));
  for (auto& line : lines)
    line = cut_painted(line, options().width);
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
      working == 1 ? options.pick("tenant working", "Tenant in Arbeit")
                   : options.pick("tenants working", "Tenants in Arbeit"),
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
