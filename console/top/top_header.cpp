#include "console/top/top_header.hpp"

#include "console/live/night_parts.hpp"
#include "console/text/bar.hpp"
#include "console/text/display.hpp"
#include "console/text/numbers.hpp"
#include "console/text/painted.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

constexpr std::size_t label_width = 11;
constexpr std::size_t two_columns_from = 90;

class header : night_parts {
public:
  using night_parts::night_parts;

  std::vector<std::string> draw(std::size_t height) const;

private:
  [[nodiscard]] std::string part(std::string_view label, const std::string& text) const {
    return dim(pad_right(label, label_width)) + text;
  }
  [[nodiscard]] std::string beside(const std::string& left, const std::string& right) const;

  [[nodiscard]] std::string mailboxes_part() const {
    return part(pick("mailboxes", "Postfächer"), mailboxes());
  }
  [[nodiscard]] std::string tenants_part() const { return part(pick("tenants", "Tenants"), tenants()); }
  [[nodiscard]] std::string window_part() const;
  [[nodiscard]] std::string end() const;
  [[nodiscard]] std::string requests_part() const;
  [[nodiscard]] std::string node() const;
  [[nodiscard]] std::string throttled() const;
  [[nodiscard]] std::string waits() const;
};

/// Two parts in columns of the same width.
std::string header::beside(const std::string& left, const std::string& right) const {
  const auto half = (options().width - 3) / 2;
  const auto cut = cut_painted(left, half);
  return ' ' + cut + std::string(half - painted_width(cut) + 2, ' ') + right;
}

std::string header::window_part() const {
  const auto left = view().run.closes - view().now;
  return part(pick("window", "Fenster"),
              window() + dim(" · ")
                  + (left > duration::zero()
                         ? fmt::format("{} {}", pick("closes in", "schließt in"), span_text(left))
                         : ink()(colour::yellow, pick("closed", "geschlossen"))));
}

std::string header::end() const {
  const auto label = pick("ends", "Ende");
  if (view().run.finished)
    return part(label, fmt::format("{} {}", pick("after", "nach"),
                                   span_text(*view().run.finished - view().run.opened)));
  if (!view().ends_likely)
    return part(label, dim(pick("not known yet", "noch nicht bekannt")));
  auto text = fmt::format("{} {} ({} {} {})", pick("about", "etwa um"),
                          ink()(colour::bold, minute_text(*view().ends_likely)),
                          minute_text(*view().ends_early), pick("to", "bis"), minute_text(*view().ends_late));
  if (view().fits == window_fit::does_not_fit)
    text +=
        dim(" · ")
        + ink()(colour::red, fmt::format("{} {}", number(view().will_not_fit), pick("too late", "zu spät")));
  else if (view().fits == window_fit::tight)
    text += dim(" · ") + ink()(colour::yellow, pick("tight", "knapp"));
  return part(label, text);
}

std::string header::requests_part() const {
  auto text = requests(std::clamp<std::size_t>(options().width / 6, 8, 40));
  if (options().width < two_columns_from) // where throttled() has no line
    text += fmt::format("{}{} {}", dim(" · "), count(view().throttled, colour::yellow),
                        pick("throttled", "gedrosselt"));
  return part(pick("requests", "Anfragen"), text);
}

std::string header::node() const {
  const auto label = pick("node", "Knoten");
  if (!view().node_in_flight || view().node_requests == 0)
    return part(label, dim(pick("not known", "nicht bekannt")));
  const auto width = std::clamp<std::size_t>(options().width / 6, 8, 30);
  const auto used = *view().node_in_flight;
  const auto filled = bar(used, view().node_requests, width);
  const auto in = used >= view().node_requests ? colour::yellow : colour::green;
  return part(label, fmt::format("[{}{}] {}/{} {}", ink()(in, filled),
                                 std::string(width - std::min(width, display_width(filled)), ' '),
                                 number(used), number(view().node_requests), pick("in flight", "unterwegs")));
}

std::string header::throttled() const {
  return part(pick("throttled", "gedrosselt"),
              fmt::format("{} {}", count(view().throttled, colour::yellow),
                          view().throttled == 1 ? pick("answer asked to wait", "Antwort mit Wartezeit")
                                                : pick("answers asked to wait", "Antworten mit Wartezeit")));
}

std::string header::waits() const {
  auto text = view().waiting == 0
                  ? dim(pick("nobody", "niemand"))
                  : fmt::format("{} {}", count(view().waiting, colour::yellow),
                                view().waiting == 1 ? pick("tenant", "Tenant") : pick("tenants", "Tenants"));
  if (view().paused > 0)
    text += fmt::format("{}{} {}", dim(" · "), count(view().paused, colour::yellow),
                        pick("paused", "angehalten"));
  return part(pick("waits", "Wartezeit"), text);
}

std::vector<std::string> header::draw(std::size_t height) const {
  std::vector<std::string> lines{title("roamsync top"), progress()};
  const bool wide = options().width >= two_columns_from;
  if (height >= 14)
    lines.push_back(outcomes());
  if (height >= 20 && wide) {
    lines.push_back(beside(mailboxes_part(), requests_part()));
    lines.push_back(beside(tenants_part(), node()));
    lines.push_back(beside(window_part(), throttled()));
    lines.push_back(beside(end(), waits()));
  } else if (height >= 20) {
    for (const auto& x : {mailboxes_part(), requests_part(), tenants_part(), end()})
      lines.push_back(' ' + x);
  } else if (height >= 14) {
    lines.push_back(wide ? beside(end(), requests_part()) : ' ' + end());
  }
  for (auto& line : lines)
    line = cut_painted(line, options().width);
  return lines;
}

} // namespace

std::vector<std::string> top_header(const night_view& view, const live_history& history,
                                    const text_options& options, std::size_t height) {
  return header{view, history, options}.draw(height);
}

} // namespace roamsync::console
