#include "console/report/night_report.hpp"
#include "console/text/bar.hpp"
#include "console/text/display.hpp"
#include "console/text/labelled.hpp"
#include "console/text/numbers.hpp"
#include "console/text/table.hpp"
#include "console/text/wording.hpp"
#include "engine/config/text_rule.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

constexpr std::array<outcome_kind, 5> kinds{outcome_kind::written, outcome_kind::unchanged,
                                            outcome_kind::skipped, outcome_kind::failed,
                                            outcome_kind::deferred};

/// Writes one report; holds what every part of it needs.
class writer {
public:
  writer(const night_report& report, const text_options& options) : report_(report), options_(options) {}

  std::string write(std::size_t mailboxes_max) {
    headline();
    outcomes();
    traffic();
    forecast();
    causes();
    failed_tenants();
    mailboxes(mailboxes_max);
    return std::move(out_);
  }

private:
  [[nodiscard]] std::string number(std::uint64_t x) const { return grouped(x, options_.lang); }
  [[nodiscard]] std::string_view pick(std::string_view english, std::string_view german) const {
    return options_.pick(english, german);
  }
  [[nodiscard]] std::string seconds(double x) const {
    return span_text(duration{static_cast<duration::rep>(x * 1000)});
  }
  [[nodiscard]] bool is_wide() const { return options_.row_width() >= 110; }
  [[nodiscard]] std::string tenant_word(const std::string& id) const;
  void section(std::string_view title) { out_ += '\n' + ink_(colour::bold, title) + '\n'; }
  void paragraph(std::string_view label, std::string_view text) {
    out_ += labelled(label, text, options_.width, ink_);
  }

  void headline();
  void outcomes();
  void traffic();
  void forecast();
  void causes();
  void cause_block(const cause_part& x);
  void failed_tenants();
  void mailboxes(std::size_t most);

  const night_report& report_;
  const text_options& options_;
  paint ink_{options_.colours};
  std::string out_;
};

/// The id, which commands take; but the name in place of a GUID, which says nothing to people and leaves no
/// room for the rest of a narrow line.
std::string writer::tenant_word(const std::string& id) const {
  if (is_wide() || !guid.fits(id))
    return id;
  const auto part = std::ranges::find(
      report_.tenants, id, [](const tenant_part& x) -> const std::string& { return x.run.tenant; });
  return part == report_.tenants.end() ? id : part->name;
}

void writer::headline() {
  const auto& run = report_.run;
  const auto name = run.kind == run_kind::night ? pick("Night", "Nacht") : pick("Push", "Sofortlauf");
  auto title = fmt::format("{} {}", name, run.number);
  auto rest = fmt::format(" · {}", date_text(run.date));
  if (run.sequence > 1)
    rest += fmt::format(" · {} {}", pick("run of the day no.", "Lauf des Tages Nr."), run.sequence);
  if (report_.makespan)
    rest += fmt::format(" · {} – {} UTC · {}", clock_text(run.opened), clock_text(*run.finished),
                        seconds(*report_.makespan));
  else
    rest += fmt::format(" · {} {} UTC · {}", pick("open since", "offen seit"), clock_text(run.opened),
                        pick("not finished", "nicht beendet"));
  out_ += ink_(colour::bold, title) + rest + "\n\n";
}

void writer::outcomes() {
  const auto total = report_.outcomes.total();
  const auto bar_width = std::min<std::size_t>(60, options_.width - 50);
  for (const auto kind : kinds) {
    const auto count = report_.outcomes[kind];
    const auto in = count == 0 ? colour::dim : outcome_colour(kind);
    out_ += "  " + ink_(in, pad_right(outcome_word(kind, options_.lang), 14)) + pad_left(number(count), 11)
            + "  " + pad_left(percentage(count, total, options_.lang), 8) + "  "
            + ink_(in, bar(count, total, bar_width)) + '\n';
  }
}

void writer::traffic() {
  const auto tenants = report_.tenants_total;
  out_ += fmt::format("\n  {} {} · {} {} · {} {}\n", number(report_.outcomes.total()),
                      pick("mailboxes", "Postfächer"), number(tenants),
                      tenants == 1 ? pick("tenant", "Tenant") : pick("tenants", "Tenants"),
                      number(report_.requests),
                      fmt::format("{} ({} {})", pick("requests", "Anfragen"), number(report_.throttled),
                                  pick("throttled", "gedrosselt")));
}

/// How good the forecast was that the run made of itself.
void writer::forecast() {
  if (!report_.forecast)
    return;
  const auto& x = *report_.forecast;
  // A tenant whose work is not known yet puts it off, so that more than a tenth may have been done.
  auto text = fmt::format(fmt::runtime(pick("forecast of {} (10 % or more done): {}",
                                            "Vorhersage von {} (mindestens 10 % getan): {}")),
                          clock_text(x.made), clock_text(x.likely));
  if (report_.forecast_off)
    text += fmt::format(fmt::runtime(pick(", ended {} (off {} %)", ", Ende {} ({} % daneben)")),
                        clock_text(*report_.run.finished),
                        decimal(100 * *report_.forecast_off, 1, options_.lang));
  else
    text += fmt::format(" ({} {} {})", clock_text(x.early), pick("to", "bis"), clock_text(x.late));
  for (const auto& line : wrap(text, options_.width - 2))
    out_ += "  " + line + '\n';
}

void writer::cause_block(const cause_part& x) {
  const auto& words = advice_for(x.group.why, options_.lang);
  const auto names = advice_names_of(x);
  const auto in = outcome_colour(x.worst);
  const auto mark = x.worst == outcome_kind::failed ? "✗" : x.worst == outcome_kind::deferred ? "…" : "–";
  const auto count =
      x.group.mailboxes > 0
          ? fmt::format("{} {}", number(x.group.mailboxes),
                        x.group.mailboxes == 1 ? pick("mailbox", "Postfach")
                                               : pick("mailboxes", "Postfächer"))
          : fmt::format("{} {}", number(x.group.tenants),
                        x.group.tenants == 1 ? pick("tenant", "Tenant") : pick("tenants", "Tenants"));
  const auto title_width = options_.width - 6 - display_width(count);
  out_ += fmt::format("\n  {} {}  {}\n", ink_(in, mark),
                      ink_(colour::bold, pad_right(words.title, title_width)), count);
  paragraph(pick("what", "was"), fill_in(words.wrong, names));
  paragraph(pick("check", "prüfen"), fill_in(words.check, names));
  paragraph(pick("to do", "zu tun"), fill_in(words.remedy, names));
  auto examples = x.group.mailboxes > 0 ? x.group.example_mailboxes : x.group.example_tenants;
  if (x.group.mailboxes == 0)
    for (auto& id : examples)
      id = tenant_word(id);
  const auto all = x.group.mailboxes > 0 ? x.group.mailboxes : x.group.tenants;
  paragraph(all > examples.size() ? pick("such as", "etwa") : pick("where", "wo"),
            fmt::format("{}", fmt::join(examples, ", ")));
}

void writer::causes() {
  if (report_.causes.empty())
    return;
  section(pick("Causes and what to do", "Ursachen und was zu tun ist"));
  for (const auto& x : report_.causes)
    cause_block(x);
}

void writer::failed_tenants() {
  table rows{{{"TENANT"},
              {std::string{pick("CAUSE", "URSACHE")}, false, table::fit::below},
              {std::string{pick("DETAIL", "DETAILS")}, false, table::fit::below}}};
  for (const auto& x : report_.tenants) {
    if (x.run.state != tenant_state::failed)
      continue;
    const auto word = tenant_word(x.run.tenant);
    rows.add({{word == x.name ? word : word + " · " + x.name, colour::red},
              {std::string{advice_for(x.run.why, options_.lang).title}},
              {x.run.detail, colour::dim}});
  }
  if (rows.empty())
    return;
  section(pick("Tenants that failed", "Fehlgeschlagene Tenants"));
  out_ += rows.render(options_.row_width(), ink_);
}

void writer::mailboxes(std::size_t most) {
  using enum table::fit;
  table rows{{{std::string{pick("MAILBOX", "POSTFACH")}, false, whole},
              {"TENANT"},
              {std::string{pick("OUTCOME", "ERGEBNIS")}},
              {std::string{pick("CAUSE", "URSACHE")}, false, below},
              {std::string{pick("DETAIL", "DETAILS")}, false, below}}};
  std::size_t left_out = 0;
  std::size_t shown = 0;
  for (const auto& x : report_.mailboxes) {
    if (x.end.kind != outcome_kind::failed && x.end.kind != outcome_kind::deferred)
      continue;
    if (shown == most) {
      ++left_out;
      continue;
    }
    ++shown;
    rows.add({{x.mailbox},
              {tenant_word(x.tenant)},
              {std::string{outcome_word(x.end.kind, options_.lang)}, outcome_colour(x.end.kind)},
              {std::string{advice_for(x.end.why, options_.lang).title}},
              {x.end.detail, colour::dim}});
  }
  if (rows.empty())
    return;
  section(pick("Mailboxes that failed or were deferred", "Fehlgeschlagene und aufgeschobene Postfächer"));
  out_ += rows.render(options_.row_width(), ink_);
  if (left_out > 0)
    out_ += fmt::format(
        "{}\n",
        fmt::format(fmt::runtime(pick("… and {} more: roamsync report --night {} --failed --json",
                                      "… und {} weitere: roamsync report --night {} --failed --json")),
                    number(left_out), report_.run.number));
}

} // namespace

std::string report_text(const night_report& report, const text_options& options, std::size_t mailboxes_max) {
  auto fitting = options;
  fitting.width = std::max<std::size_t>(options.width, 60);
  return writer{report, fitting}.write(mailboxes_max);
}

} // namespace roamsync::console
