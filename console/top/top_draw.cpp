#include "console/live/tenant_status.hpp"
#include "console/text/display.hpp"
#include "console/text/numbers.hpp"
#include "console/text/painted.hpp"
#include "console/top/top_header.hpp"
#include "console/top/top_model.hpp"
#include "console/top/top_table.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

constexpr std::size_t columns_min = 20;
constexpr std::size_t rows_min = 5;
/// From so many rows on the selected tenant has a line of its own.
constexpr std::size_t rows_with_detail = 14;

struct key_text {
  std::string_view key;
  std::string_view english;
  std::string_view german;
};
constexpr std::array keys_shown{
    key_text{"h", "Help", "Hilfe"},     key_text{"q", "Quit", "Ende"},
    key_text{"s", "Sort", "Sortieren"}, key_text{"f", "Filter", "Filtern"},
    key_text{"p", "Pause", "Anhalten"}, key_text{"l", "Lanes", "Bahnen"},
    key_text{"+-", "Lane", "Bahn"},     key_text{"r", "Reverse", "Umkehren"},
};

/// In the middle of a screen of that size.
std::vector<std::string> centred(const std::vector<std::string>& lines, terminal_size size,
                                 std::size_t rows) {
  std::vector<std::string> out(rows > lines.size() ? (rows - lines.size()) / 2 : 0);
  for (const auto& line : lines) {
    const auto width = painted_width(line);
    const std::string blanks(width < size.columns ? (size.columns - width) / 2 : 0, ' ');
    out.push_back(blanks + line);
  }
  out.resize(rows);
  return out;
}

std::string_view sort_word(tenant_sort x, const text_options& o) {
  switch (x) {
  case tenant_sort::remaining:
    return o.pick("remaining", "Rest");
  case tenant_sort::mailboxes:
    return o.pick("mailboxes", "Postfächer");
  case tenant_sort::rate:
    return o.pick("rate", "Rate");
  case tenant_sort::name:
    return o.pick("name", "Name");
  case tenant_sort::throttled:
    break;
  }
  return to_string(x);
}

std::string filled(std::string text, std::size_t width) {
  text = cut_painted(text, width);
  const auto used = painted_width(text);
  return text + std::string(width - std::min(width, used), ' ');
}

} // namespace

std::vector<std::string> top_model::header() const {
  return facts_ && facts_->night ? top_header(*facts_->night, history_, options_, size_.rows)
                                 : std::vector<std::string>{};
}

std::size_t top_model::rows_shown() const {
  // Header, title, a line of the run's state, the selected tenant's, the foot.
  const std::size_t head = size_.rows >= 20 ? 8 : size_.rows >= 14 ? 4 : 2;
  const auto used = head + 2 + (size_.rows >= rows_with_detail ? 1U : 0U);
  return size_.rows > used ? size_.rows - used : 0;
}

/// Of the selected tenant, what has no column.
std::string top_model::detail_line() const {
  const paint ink{options_.colours};
  const auto* x = selected();
  if (x == nullptr)
    return {};
  const auto name = printable(x->name.empty() ? x->tenant : x->name);
  std::vector<std::string> parts{ink(colour::bold, name)};
  if (name != x->tenant)
    parts.push_back(printable(x->tenant));
  parts.push_back(status_of(*x, options_).text);
  if (x->pace) {
    const auto most = x->pace->in_use.lanes;
    auto text = fmt::format("{} {} {}", options_.pick("at most", "höchstens"), most,
                            most == 1 ? options_.pick("request at a time", "Anfrage zugleich")
                                      : options_.pick("requests at a time", "Anfragen zugleich"));
    if (x->pace->in_use.rate > 0)
      text += fmt::format(", {}/s", rate_text(x->pace->in_use.rate, options_.lang));
    text += fmt::format(" ({})", limit_word(*x->pace, options_));
    parts.push_back(std::move(text));
  }
  parts.push_back(
      fmt::format("{} {}", grouped(x->requests, options_.lang), options_.pick("requests", "Anfragen")));
  if (const auto failed = x->outcomes[outcome_kind::failed]; failed > 0)
    parts.push_back(ink(colour::red, fmt::format("{} {}", grouped(failed, options_.lang),
                                                 options_.pick("failed", "fehlgeschlagen"))));
  return ' ' + fmt::format("{}", fmt::join(parts, ink(colour::dim, " · ")));
}

/// What is to be said of the picture as a whole; empty for one that is live.
std::string top_model::state_line() const {
  const paint ink{options_.colours};
  const auto warn = [&](std::string_view text) { return ' ' + ink(colour::yellow, text); };
  if (lost_)
    return warn(
        options_.pick("The process has ended. This is what it showed last; waiting for the next.",
                      "Der Prozess ist zu Ende. So stand es zuletzt; es wird auf den nächsten gewartet."));
  if (!problem_.empty())
    return ' ' + ink(colour::red, printable(problem_));
  if (facts_ && facts_->night && !facts_->night->active)
    return warn(
        options_.pick("No run is under way. This is how the last one ended; waiting for the next.",
                      "Es ist kein Lauf im Gange. So endete der letzte; es wird auf den nächsten gewartet."));
  return {};
}

std::string top_model::notice_line(time_point now) const {
  if (!notice_ || now >= notice_->until)
    return {};
  return ' ' + paint{options_.colours}(notice_->in, printable(notice_->text));
}

std::string top_model::foot_line(time_point now) const {
  const paint ink{options_.colours};
  const auto cursor = ink.on ? ink(colour::reversed, " ") : std::string{"_"};
  const auto who = printable(target_.name.empty() ? target_.tenant : target_.name);
  if (mode_ == mode::filter)
    return fmt::format(" {}: {}{}", "Filter", printable(input_), cursor);
  if (mode_ == mode::lanes)
    return fmt::format(" {} {} {}: {}{}", options_.pick("Lanes of", "Bahnen von"), who,
                       options_.pick("(1 to 64; empty: the default)", "(1 bis 64; leer: wie voreingestellt)"),
                       printable(input_), cursor);
  if (mode_ == mode::pause)
    return target_.paused
               ? fmt::format(" {} {}? [y/N] {}", options_.pick("Go on with", "Weiter mit"), who, cursor)
               : fmt::format(" {} {}? {} [y/N] {}", options_.pick("Pause", "Anhalten:"), who,
                             options_.pick("Nothing new of it is begun.", "Es wird nichts Neues begonnen."),
                             cursor);
  if (auto said = notice_line(now); !said.empty())
    return said;
  std::string out;
  for (const auto& x : keys_shown)
    out += fmt::format(" {}{}", x.key,
                       ink(colour::reversed, fmt::format(" {} ", options_.pick(x.english, x.german))));
  auto right = fmt::format("{}: {}{}", options_.pick("by", "nach"), sort_word(asked_.sort, options_),
                           asked_.reversed ? " ▲" : "");
  if (facts_ && facts_->page.matched > 0)
    right += fmt::format("  {}/{}", grouped(cursor_ + 1, options_.lang),
                         grouped(facts_->page.matched, options_.lang));
  if (!asked_.filter.empty())
    right = fmt::format("{} \"{}\"  {}", options_.pick("filter", "Filter"), printable(asked_.filter), right);
  const auto used = painted_width(out) + display_width(right) + 1;
  if (used + 1 <= size_.columns)
    out += std::string(size_.columns - used, ' ') + right;
  return out;
}

std::vector<std::string> top_model::empty_screen() const {
  const auto facts = facts_ ? *facts_ : top_facts{.reached = true};
  auto text = top_nothing(facts, socket_, options_);
  if (!facts_)
    text = {std::string{options_.pick("asking ...", "es wird gefragt ...")}};
  if (!problem_.empty())
    text = {problem_};
  std::vector<std::string> lines;
  for (const auto& line : text)
    for (auto& part : wrap(printable(line), std::max<std::size_t>(size_.columns, 2) - 2))
      lines.push_back(std::move(part));
  return centred(lines, size_, size_.rows - 1);
}

std::vector<std::string> top_model::draw(time_point now) const {
  std::vector<std::string> lines;
  if (size_.columns < columns_min || size_.rows < rows_min) {
    lines.resize(size_.rows);
    if (!lines.empty())
      lines[0] = cut_to_width(options_.pick("too small", "zu klein"), size_.columns);
    return lines;
  }
  if (mode_ == mode::help) {
    auto text = top_help(options_);
    text.resize(std::min(text.size(), size_.rows - 1));
    lines = centred(text, size_, size_.rows - 1);
  } else if (!facts_ || !facts_->night) {
    lines = empty_screen();
  } else {
    lines = header();
    if (size_.rows >= 20)
      lines.push_back(state_line());
    else if (auto state = state_line(); !state.empty())
      lines[0] = std::move(state); // there is no room for both
    const top_table table{options_};
    lines.push_back(table.title(asked_.sort, asked_.reversed));
    for (std::size_t i = 0; i < rows_shown(); ++i) {
      const auto* row = row_at(first_ + i);
      lines.push_back(row != nullptr ? table.row(*row, first_ + i == cursor_) : std::string{});
    }
    if (size_.rows >= rows_with_detail) {
      // What was wrong with an answer stands above the question, which is still asked.
      auto said = mode_ == mode::lanes ? notice_line(now) : std::string{};
      lines.push_back(said.empty() ? detail_line() : std::move(said));
    }
  }
  lines.resize(size_.rows - 1);
  lines.push_back(filled(foot_line(now), size_.columns));
  for (auto& line : lines)
    line = cut_painted(line, size_.columns);
  return lines;
}

} // namespace roamsync::console
