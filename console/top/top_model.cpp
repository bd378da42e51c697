#include "console/top/top_model.hpp"

#include "console/text/display.hpp"
#include "engine/tune/knob.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace roamsync::console {

namespace {

constexpr duration notice_shown{6'000};
constexpr std::size_t input_columns_max = 60;

/// The text without its last character.
void drop_last(std::string& text) {
  while (!text.empty()) {
    const auto last = static_cast<unsigned char>(text.back());
    text.pop_back();
    if ((last & 0xC0U) != 0x80U)
      return;
  }
}

/// One key of a line that is typed; false for keys that do not belong to it.
bool edit(std::string& input, const key_press& key) {
  if (key.what == key_name::backspace)
    drop_last(input);
  else if (key.what != key_name::text)
    return false;
  else if (display_width(input) < input_columns_max)
    input += printable(key.text);
  return true;
}

std::string lanes_knob(const std::string& tenant) {
  return knob{tenant, "lanes"}.name();
}

bool is_lanes(const std::string& tenant, const std::string& word) {
  return parse_knob_value({tenant, "lanes"}, word, {}) && word.find_first_not_of('0') != std::string::npos;
}

std::string wrong_lanes(const text_options& o) {
  return std::string{
      o.pick("Allowed is a whole number from 1 to 64.", "Erlaubt ist eine ganze Zahl von 1 bis 64.")};
}

} // namespace

top_model::top_model(const text_options& options, tenant_query start, std::string socket)
    : options_(options), socket_(std::move(socket)), asked_(std::move(start)) {}

void top_model::resize(terminal_size size) {
  size_ = size;
  options_.width = size.columns;
  keep_in_view();
}

tenant_query top_model::query() const {
  auto out = asked_;
  // A screen above and below, so that a step is shown before the answer to it is there.
  const auto rows = std::max<std::size_t>(rows_shown(), 1);
  out.offset = first_ > rows ? first_ - rows : 0;
  out.limit = std::min(3 * rows, tenants_page_max);
  out.find = follows_ ? chosen_ : std::string{};
  return out;
}

const tenant_view* top_model::row_at(std::size_t place) const {
  if (!facts_ || place < facts_->page.offset || place - facts_->page.offset >= facts_->page.rows.size())
    return nullptr;
  return &facts_->page.rows[place - static_cast<std::size_t>(facts_->page.offset)];
}

void top_model::keep_in_view() {
  const auto rows = std::max<std::size_t>(rows_shown(), 1);
  const auto all = facts_ ? static_cast<std::size_t>(facts_->page.matched) : 0;
  cursor_ = std::min(cursor_, all > 0 ? all - 1 : 0);
  first_ = std::min(first_, cursor_);
  first_ = std::max(first_, cursor_ + 1 > rows ? cursor_ + 1 - rows : 0);
  first_ = std::min(first_, all > rows ? all - rows : 0);
}

void top_model::move_to(std::size_t place, bool follow) {
  cursor_ = place;
  follows_ = follow;
  keep_in_view();
  const auto* row = selected();
  // A row that is not here yet: the next facts name it.
  chosen_ = row != nullptr ? row->tenant : std::string{};
}

void top_model::say(std::string text, colour in, time_point now) {
  notice_ = notice{std::move(text), in, now + notice_shown};
}

void top_model::on_facts(top_facts facts, time_point) {
  problem_ = facts.problem;
  if (!facts.night && facts_ && facts_->night) {
    // What was shown last stays, and it is said that it is old.
    lost_ = !facts.reached;
    if (!facts.reached || !facts.problem.empty())
      return;
  }
  lost_ = false;
  facts_ = std::move(facts);
  if (facts_->night)
    history_.add(*facts_->night);
  if (follows_ && !chosen_.empty() && facts_->page.found)
    cursor_ = static_cast<std::size_t>(*facts_->page.found);
  keep_in_view();
  if (const auto* row = selected(); row != nullptr && (!follows_ || chosen_.empty() || !facts_->page.found))
    chosen_ = row->tenant;
}

void top_model::on_turned(std::string text, bool good, time_point now) {
  say(std::move(text), good ? colour::green : colour::red, now);
}

top_request top_model::on_key(const key_press& key, time_point now) {
  notice_.reset(); // it was read
  if (key.what == key_name::interrupt)
    return {.quit = true};
  if (key.what == key_name::suspend)
    return {.suspend = true};
  if (key.what == key_name::redraw)
    return {.look = true};
  switch (mode_) {
  case mode::filter:
    return edit_filter(key);
  case mode::lanes:
    return edit_lanes(key, now);
  case mode::pause:
    return answer_pause(key);
  case mode::help:
    mode_ = mode::browse;
    return key == key_press{key_name::text, "q"} ? top_request{.quit = true} : top_request{};
  case mode::browse:
    break;
  }
  return browse(key, now);
}

top_request top_model::browse(const key_press& key, time_point now) {
  if (key.what == key_name::text)
    return letter(key.text, now);
  if (key.what == key_name::escape && !asked_.filter.empty()) {
    asked_.filter.clear();
    move_to(0, false);
    return {.look = true};
  }
  return scroll(key.what);
}

top_request top_model::scroll(key_name key) {
  const auto all = facts_ ? static_cast<std::size_t>(facts_->page.matched) : 0;
  if (all == 0)
    return {};
  const auto page = std::max<std::size_t>(rows_shown(), 2) - 1;
  const auto before = query();
  switch (key) {
  case key_name::up:
    move_to(cursor_ > 0 ? cursor_ - 1 : 0, true);
    break;
  case key_name::down:
    move_to(cursor_ + 1, true);
    break;
  case key_name::page_up:
    move_to(cursor_ > page ? cursor_ - page : 0, true);
    break;
  case key_name::page_down:
    move_to(cursor_ + page, true);
    break;
  case key_name::home: // the first place, whoever has it
    move_to(0, false);
    break;
  case key_name::end:
    move_to(all - 1, true);
    break;
  default:
    return {};
  }
  return {.look = query() != before};
}

top_request top_model::letter(std::string_view text, time_point now) {
  if (text == "q" || text == "Q")
    return {.quit = true};
  if (text == "h" || text == "H" || text == "?") {
    mode_ = mode::help;
    return {};
  }
  if (text == "s") {
    const auto next = (static_cast<std::size_t>(asked_.sort) + 1) % all_tenant_sorts.size();
    asked_.sort = all_tenant_sorts[next];
    asked_.reversed = false;
    return {.look = true};
  }
  if (text == "r") {
    asked_.reversed = !asked_.reversed;
    return {.look = true};
  }
  if (text == "f" || text == "/") {
    mode_ = mode::filter;
    input_ = asked_.filter;
    return {};
  }
  if (text == "j" || text == "k")
    return scroll(text == "j" ? key_name::down : key_name::up);
  if (text == "p")
    ask(mode::pause, now);
  else if (text == "l")
    ask(mode::lanes, now);
  else if (text == "+" || text == "-")
    return add_lanes(text == "+" ? 1 : -1, now);
  return {};
}

void top_model::ask(mode what, time_point now) {
  const auto* row = selected();
  if (row == nullptr || lost_)
    return say(std::string{options_.pick("No tenant is selected.", "Es ist kein Tenant ausgewählt.")},
               colour::yellow, now);
  target_ = {row->tenant, row->name, row->paused};
  mode_ = what;
  input_.clear();
}

top_request top_model::edit_filter(const key_press& key) {
  if (key.what == key_name::enter) {
    mode_ = mode::browse;
    return {};
  }
  if (key.what == key_name::escape) {
    mode_ = mode::browse;
    input_.clear();
  } else if (!edit(input_, key)) {
    return scroll(key.what);
  }
  const bool changed = std::exchange(asked_.filter, input_) != input_;
  if (changed)
    move_to(0, false);
  return {.look = changed};
}

top_request top_model::edit_lanes(const key_press& key, time_point now) {
  if (key.what == key_name::escape) {
    mode_ = mode::browse;
    return {};
  }
  if (key.what != key_name::enter) {
    (void)edit(input_, key);
    return {};
  }
  const auto name = lanes_knob(target_.tenant);
  if (input_.empty()) {
    mode_ = mode::browse;
    return {.turn = tune_request{.set = {}, .reset = {name}, .note = "roamsync top"}};
  }
  // 0 stands for the default elsewhere; here that is an empty line.
  if (!is_lanes(target_.tenant, input_)) {
    say(wrong_lanes(options_), colour::red, now);
    return {};
  }
  mode_ = mode::browse;
  return {.turn = tune_request{.set = {{name, input_}}, .reset = {}, .note = "roamsync top"}};
}

top_request top_model::answer_pause(const key_press& key) {
  mode_ = mode::browse;
  const bool yes = key.what == key_name::text
                   && (key.text == "y" || key.text == "Y" || key.text == "j" || key.text == "J");
  if (!yes)
    return {};
  const auto name = paused_knob(target_.tenant);
  if (target_.paused)
    return {.turn = tune_request{.set = {}, .reset = {name}, .note = "roamsync top"}};
  return {.turn = tune_request{.set = {{name, "true"}}, .reset = {}, .note = "roamsync top"}};
}

top_request top_model::add_lanes(int step, time_point now) {
  ask(mode::browse, now);
  if (selected() == nullptr || lost_)
    return {};
  auto& row = facts_->page.rows[cursor_ - static_cast<std::size_t>(facts_->page.offset)];
  if (row.lanes == 0) { // it has not begun, and nobody has told what it may have
    say(std::string{options_.pick("This tenant has not begun: l sets its lanes.",
                                  "Dieser Tenant hat nicht begonnen: l setzt seine Bahnen.")},
        colour::yellow, now);
    return {};
  }
  const auto lines = std::max(row.lines, std::uint32_t{1});
  const auto each = row.lanes / lines; // the knob is of each service user
  if (step < 0 && each <= 1) {
    say(std::string{options_.pick("One lane is the least; p pauses the tenant.",
                                  "Weniger als eine Bahn gibt es nicht; p hält den Tenant an.")},
        colour::yellow, now);
    return {};
  }
  const auto word = std::to_string(static_cast<std::int64_t>(each) + step);
  if (!is_lanes(row.tenant, word)) {
    say(wrong_lanes(options_), colour::red, now);
    return {};
  }
  row.lanes += static_cast<std::uint32_t>(step) * lines; // the next step counts from here
  return {.turn = tune_request{.set = {{lanes_knob(row.tenant), word}}, .reset = {}, .note = "roamsync top"}};
}

} // namespace roamsync::console
