#include "console/live/tenant_rows.hpp"

#include "console/live/outcome_bar.hpp"
#include "console/live/tenant_status.hpp"
#include "console/text/display.hpp"
#include "console/text/numbers.hpp"
#include "console/text/paint.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

/// Columns of the parts of a row; one blank in front and two between them.
struct row_widths {
  std::size_t name;
  std::size_t bar;
  std::size_t count;
  std::size_t left;
  std::size_t lanes;
  std::size_t status;
};

row_widths fit(std::size_t width) {
  row_widths w{.name = std::clamp<std::size_t>(width < 80 ? width / 5 : width / 4, 10, 40),
               .bar = 0,
               .count = width < 80 ? 11U : 13U,
               .left = 6,
               .lanes = 6,
               .status = width < 100 ? 10U : 24U};
  const auto used = 1 + w.name + w.count + w.left + w.lanes + w.status + 5 * 2;
  w.bar = used + 4 < width ? std::min<std::size_t>(width - used, 60) : 4;
  return w;
}

std::string row(const tenant_view& x, const row_widths& w, const text_options& o, paint ink) {
  const auto cells = cells_of(x, o);
  const auto name = printable(x.name.empty() ? x.tenant : x.name);
  return ' ' + pad_right(name, w.name) + "  " + outcome_bar(x.outcomes, x.mailboxes, w.bar, ink) + "  "
         + pad_left(cells.count, w.count) + "  " + pad_left(cells.left, w.left) + "  "
         + pad_left(cells.lanes, w.lanes) + "  "
         + ink(cells.status.in, cut_to_width(cells.status.text, w.status));
}

std::string title(const row_widths& w, const text_options& o, paint ink) {
  const auto text = ' ' + pad_right(o.pick("longest to go", "längste Restzeit"), w.name)
                    + std::string(w.bar + 4, ' ') + pad_left(o.pick("mailboxes", "Postfächer"), w.count)
                    + pad_left(o.pick("left", "Rest"), w.left + 2)
                    + pad_left(o.pick("lanes", "Bahnen"), w.lanes + 2);
  return ink(colour::dim, text);
}

} // namespace

std::vector<std::string> tenant_rows(std::span<const tenant_view> tenants, std::size_t working,
                                     const text_options& options, std::size_t height) {
  const paint ink{options.colours};
  const auto w = fit(options.width);
  std::vector<std::string> lines;
  if (height < 4) { // no room for words around the rows
    for (const auto& tenant : tenants.first(std::min(tenants.size(), height)))
      lines.push_back(row(tenant, w, options, ink));
    return lines;
  }
  lines.push_back(title(w, options, ink));
  const auto room = height - 1;
  const auto all = std::max(tenants.size(), working);
  const auto shown = all <= room ? tenants.size() : std::min(tenants.size(), room - 1);
  for (const auto& tenant : tenants.first(shown))
    lines.push_back(row(tenant, w, options, ink));
  if (shown < all)
    lines.push_back(ink(colour::dim, fmt::format(fmt::runtime(options.pick(" and {} more: roamsync top",
                                                                           " und {} weitere: roamsync top")),
                                                 grouped(all - shown, options.lang))));
  return lines;
}

} // namespace roamsync::console
