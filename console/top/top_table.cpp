#include "console/top/top_table.hpp"

#include "console/live/outcome_bar.hpp"
#include "console/live/tenant_status.hpp"
#include "console/text/display.hpp"
#include "console/text/numbers.hpp"
#include "console/text/paint.hpp"
#include "console/text/painted.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

constexpr std::size_t gap = 2;

std::string spaced(std::string text, std::size_t width, bool right) {
  const auto used = painted_width(text);
  const std::string blanks(width - std::min(width, used), ' ');
  return right ? blanks + text : text + blanks;
}

} // namespace

top_table::top_table(const text_options& options) : o_(options) {
  struct spec {
    what shows;
    std::size_t least;
    std::size_t most;
  };
  // By importance; the least widths of those that are taken fit.
  constexpr spec specs[] = {{what::name, 14, 36},  {what::status, 14, 28}, {what::left, 7, 7},
                            {what::count, 13, 13}, {what::lanes, 5, 5},    {what::throttled, 5, 5},
                            {what::bar, 8, 16},    {what::rate, 7, 7},     {what::limit, 7, 7},
                            {what::weight, 6, 6}};
  // From left to right.
  constexpr what order[] = {what::name, what::bar,   what::count,     what::left,   what::lanes,
                            what::rate, what::limit, what::throttled, what::weight, what::status};
  std::vector<spec> taken;
  std::size_t used = 1;
  for (const auto& x : specs) {
    const auto more = x.least + (taken.empty() ? 0 : gap);
    if (!taken.empty() && used + more > o_.width)
      break;
    used += more;
    taken.push_back(x);
  }
  for (const auto shows : order)
    for (const auto& x : taken)
      if (x.shows == shows)
        columns_.push_back({x.shows, x.least});
  // What is left goes to the columns that can use it, in turn.
  for (bool given = true; given && used < o_.width;) {
    given = false;
    for (auto& c : columns_)
      for (const auto& x : taken)
        if (x.shows == c.shows && c.width < x.most && used < o_.width) {
          ++c.width;
          ++used;
          given = true;
        }
  }
}

bool top_table::is_number(what x) noexcept {
  return x != what::name && x != what::status && x != what::bar && x != what::limit;
}

bool top_table::is_sorted(what x, tenant_sort by) noexcept {
  switch (by) {
  case tenant_sort::remaining:
    return x == what::left;
  case tenant_sort::mailboxes:
    return x == what::count;
  case tenant_sort::throttled:
    return x == what::throttled;
  case tenant_sort::rate:
    return x == what::rate;
  case tenant_sort::name:
    return x == what::name;
  }
  return false;
}

std::string top_table::heading(what x) const {
  switch (x) {
  case what::name:
    return "TENANT";
  case what::bar:
    return std::string{o_.pick("PROGRESS", "FORTSCHRITT")};
  case what::count:
    return std::string{o_.pick("MAILBOXES", "POSTFÄCHER")};
  case what::left:
    return std::string{o_.pick("LEFT", "REST")};
  case what::lanes:
    return std::string{o_.pick("LANES", "BAHN")};
  case what::rate:
    return "RATE/s";
  case what::limit:
    return std::string{o_.pick("LIMIT", "GRENZE")};
  case what::throttled:
    return "429";
  case what::weight:
    return std::string{o_.pick("WEIGHT", "GEW.")};
  case what::status:
    return std::string{o_.pick("STATUS", "STAND")};
  }
  return {};
}

std::string top_table::title(tenant_sort by, bool reversed) const {
  std::string out = " ";
  for (const auto& c : columns_) {
    auto text = heading(c.shows);
    if (is_sorted(c.shows, by))
      text = cut_to_width(text, c.width - 1) + (reversed ? "▲" : "▼");
    out += (out.size() > 1 ? std::string(gap, ' ') : "")
           + (is_number(c.shows) ? pad_left(text, c.width) : pad_right(text, c.width));
  }
  return paint{o_.colours}(colour::reversed, pad_right(out, o_.width));
}

std::string top_table::cell(const tenant_view& x, const tenant_cells& cells, const column& c,
                            bool selected) const {
  const paint ink{o_.colours && !selected};
  const auto plain = [&](const std::string& text) { return cut_to_width(text, c.width); };
  switch (c.shows) {
  case what::name:
    return plain(printable(x.name.empty() ? x.tenant : x.name));
  case what::bar:
    return outcome_bar(x.outcomes, x.mailboxes, c.width, ink);
  case what::count:
    return plain(cells.count);
  case what::left:
    return plain(cells.left);
  case what::lanes:
    return plain(cells.lanes);
  case what::rate:
    return plain(cells.rate);
  case what::limit:
    return ink(x.pace && x.pace->learned ? colour::cyan : colour::plain, plain(cells.limit));
  case what::throttled:
    return ink(x.throttled > 0 ? colour::yellow : colour::dim, plain(cells.throttled));
  case what::weight:
    return plain(cells.weight);
  case what::status:
    return ink(cells.status.in, plain(cells.status.text));
  }
  return {};
}

std::string top_table::row(const tenant_view& x, bool selected) const {
  const auto cells = cells_of(x, o_);
  std::string out = selected && !o_.colours ? ">" : " ";
  for (std::size_t i = 0; i < columns_.size(); ++i)
    out += (i > 0 ? std::string(gap, ' ') : "")
           + spaced(cell(x, cells, columns_[i], selected), columns_[i].width, is_number(columns_[i].shows));
  out = spaced(cut_painted(out, o_.width), o_.width, false);
  return selected ? paint{o_.colours}(colour::reversed, out) : out;
}

} // namespace roamsync::console
