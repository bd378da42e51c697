#include "console/text/table.hpp"

#include "console/text/display.hpp"

#include <algorithm>
#include <numeric>

namespace roamsync::console {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t column_width_min = 6;

} // namespace

void table::add(std::vector<cell> row) {
  row.resize(columns_.size());
  for (auto& c : row)
    c.text = printable(c.text);
  rows_.push_back(std::move(row));
}

std::vector<std::size_t> table::widths(std::size_t width) const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    auto widest = display_width(columns_[i].title);
    for (const auto& row : rows_)
      widest = std::max(widest, display_width(row[i].text));
    out.push_back(widest);
  }
  auto total = std::accumulate(out.begin(), out.end(), gap * (out.size() - 1));
  while (total > width) {
    const auto widest = std::max_element(out.begin(), out.end());
    if (*widest <= column_width_min)
      break;
    --*widest;
    --total;
  }
  return out;
}

std::string table::line(const std::vector<cell>& row, const std::vector<std::size_t>& widths,
                        paint ink) const {
  std::string out;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool last = i + 1 == row.size();
    const auto text = columns_[i].right ? pad_left(row[i].text, widths[i])
                      : last            ? cut_to_width(row[i].text, widths[i])
                                        : pad_right(row[i].text, widths[i]);
    out += ink(row[i].in, text);
    if (!last)
      out.append(gap, ' ');
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out + '\n';
}

std::string table::render(std::size_t width, paint ink) const {
  const auto fitted = widths(width);
  std::vector<cell> titles;
  for (const auto& c : columns_)
    titles.push_back({c.title, colour::dim});
  auto out = line(titles, fitted, ink);
  for (const auto& row : rows_)
    out += line(row, fitted, ink);
  return out;
}

} // namespace roamsync::console
