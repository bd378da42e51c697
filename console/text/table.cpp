#include "console/text/table.hpp"

#include "console/text/display.hpp"

#include <algorithm>

namespace roamsync::console {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t indent = 4;
/// A longer word is broken before its column pushes others out of the terminal.
constexpr std::size_t longest_word = 40;

std::size_t word_width(std::string_view text) {
  std::size_t widest = 0;
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find(' ', from), text.size());
    widest = std::max(widest, display_width(text.substr(from, end - from)));
    from = end + 1;
  }
  return std::min(widest, longest_word);
}

} // namespace

void table::add(std::vector<cell> row) {
  row.resize(columns_.size());
  for (auto& c : row)
    c.text = printable(c.text);
  rows_.push_back(std::move(row));
}

table::layout table::fitted(std::size_t width) const {
  layout out;
  std::size_t total = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    auto widest = display_width(columns_[i].title);
    for (const auto& row : rows_)
      widest = std::max(widest, display_width(row[i].text));
    out.beside.push_back(i);
    out.widths.push_back(widest);
    total += widest + (i > 0 ? gap : 0);
  }
  for (auto i = columns_.size(); i-- > 1 && total > width;)
    if (columns_[i].narrow == fit::below) {
      std::erase(out.beside, i);
      out.below.insert(out.below.begin(), i);
      total -= out.widths[i] + gap;
    }
  if (total > width)
    squeeze(out, total - width);
  return out;
}

/// Takes so many columns from those that wrap, the widest first, as long as no word must be broken for it.
void table::squeeze(layout& into, std::size_t too_many) const {
  std::vector<std::size_t> least(columns_.size());
  for (const auto i : into.beside) {
    least[i] = columns_[i].narrow == fit::whole ? into.widths[i] : word_width(columns_[i].title);
    for (const auto& row : rows_)
      least[i] = std::max(least[i], word_width(row[i].text));
  }
  for (; too_many > 0; --too_many) {
    const auto room = [&](std::size_t i) { return into.widths[i] > least[i] ? into.widths[i] : 0; };
    const auto widest = std::ranges::max_element(into.beside, {}, room);
    if (room(*widest) == 0)
      return;
    --into.widths[*widest];
  }
}

std::string table::lines(const std::vector<cell>& row, const layout& by, paint ink) const {
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 1;
  for (const auto i : by.beside) {
    const auto& text = row[i].text;
    cells.push_back(display_width(text) <= by.widths[i] ? std::vector{text} : wrap(text, by.widths[i]));
    height = std::max(height, cells.back().size());
  }
  std::string out;
  for (std::size_t line = 0; line < height; ++line) {
    std::string text;
    std::size_t owed = 0; // blanks that only a further cell needs
    for (std::size_t at = 0; at < by.beside.size(); ++at) {
      const auto i = by.beside[at];
      const auto part = line < cells[at].size() ? cells[at][line] : std::string{};
      const auto blanks = by.widths[i] - std::min(by.widths[i], display_width(part));
      if (!part.empty()) {
        text.append(owed + (columns_[i].right ? blanks : 0), ' ');
        text += ink(row[i].in, part);
        owed = columns_[i].right ? 0 : blanks;
      } else {
        owed += blanks;
      }
      owed += gap;
    }
    out += text + '\n';
  }
  return out;
}

/// What has no column any more; a number says by its title what it is.
std::string table::lines_below(const std::vector<cell>& row, const layout& by, std::size_t width,
                               paint ink) const {
  std::string text;
  for (const auto i : by.below)
    if (!row[i].text.empty())
      text += (text.empty() ? "" : " · ") + (columns_[i].right ? columns_[i].title + ' ' : std::string{})
              + row[i].text;
  std::string out;
  if (!text.empty())
    for (const auto& line : wrap(text, std::max(width, indent + 1) - indent))
      out += std::string(indent, ' ') + ink(colour::dim, line) + '\n';
  return out;
}

std::string table::render(std::size_t width, paint ink) const {
  const auto by = fitted(width);
  std::vector<cell> titles;
  for (const auto& c : columns_)
    titles.push_back({c.title, colour::dim});
  auto out = lines(titles, by, ink);
  for (const auto& row : rows_)
    out += lines(row, by, ink) + lines_below(row, by, width, ink);
  return out;
}

} // namespace roamsync::console
