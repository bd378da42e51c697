#include "console/report/knobs.hpp"

#include "console/text/display.hpp"
#include "console/text/table.hpp"

namespace roamsync::console {

namespace {

/// "2026-03-01 12:00": to the minute, so that a row fits a narrow terminal.
std::string minute_text(utc_time x) {
  auto text = instant_text(x).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::string value_text(const std::string& x) {
  if (const auto instant = parse_instant(x))
    return minute_text(*instant);
  return x.empty() ? "-" : x;
}

std::string change_text(const change_row& x) {
  return value_text(x.before) + " -> " + value_text(x.after);
}

std::string source_text(const knob_row& x, const text_options& o) {
  switch (x.source) {
  case knob_source::standard:
    return std::string{o.pick("default", "Vorgabe")};
  case knob_source::file:
    return std::string{o.pick("file", "Datei")};
  case knob_source::by_time:
    return std::string{o.pick("time of day ", "Tageszeit ")} + x.rule;
  case knob_source::tenant:
    return std::string{o.pick("the tenant's setting", "Einstellung des Tenants")};
  case knob_source::by_hand:
    break;
  }
  return std::string{o.pick("set by ", "gesetzt von ")} + x.who + ", " + minute_text(x.at)
         + (x.configured.empty() ? "" : std::string{o.pick("; else ", "; sonst ")} + x.configured);
}

} // namespace

std::string knobs_text(std::span<const knob_row> knobs, const text_options& options) {
  using enum table::fit;
  table rows{{{std::string{options.pick("KNOB", "REGLER")}, false, whole},
              {std::string{options.pick("VALUE", "WERT")}, true, whole},
              {std::string{options.pick("FROM", "HERKUNFT")}}}};
  for (const auto& x : knobs)
    rows.add({{x.knob, colour::bold},
              {value_text(x.value), x.source == knob_source::by_hand ? colour::yellow : colour::plain},
              {source_text(x, options), x.source == knob_source::standard ? colour::dim : colour::plain}});
  return rows.render(options.row_width(), {options.colours});
}

std::string turned_text(std::span<const change_row> changes, const text_options& options) {
  if (changes.empty())
    return std::string{options.pick("Nothing changed: that is how it is already.\n",
                                    "Es hat sich nichts geändert: Es steht schon so.\n")};
  std::string text;
  for (const auto& x : changes)
    text += printable(x.knob + ": " + change_text(x)) + "\n";
  return text;
}

std::string changes_text(std::span<const change_row> changes, const text_options& options) {
  if (changes.empty())
    return std::string{options.pick("No knob was turned yet.\n", "Es wurde noch kein Regler verstellt.\n")};
  using enum table::fit;
  table rows{{{std::string{options.pick("WHEN", "WANN")}, false, whole},
              {std::string{options.pick("KNOB", "REGLER")}, false, whole},
              {std::string{options.pick("CHANGE", "ÄNDERUNG")}, false, below},
              {std::string{options.pick("WHO", "WER")}, false, below},
              {std::string{options.pick("BY", "WEG")}, false, below},
              {std::string{options.pick("NOTE", "NOTIZ")}, false, below}}};
  for (const auto& x : changes)
    rows.add({{minute_text(x.at), colour::dim},
              {x.knob, colour::bold},
              {change_text(x)},
              {x.who},
              {std::string{to_string(x.way)}},
              {x.note}});
  return rows.render(options.row_width(), {options.colours});
}

} // namespace roamsync::console
