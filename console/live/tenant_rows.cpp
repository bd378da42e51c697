#include "console/live/tenant_rows.hpp"

#include "console/live/outcome_bar.hpp"
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
  std::size_t lanes;
  std::size_t state;
};

row_widths fit(std::size_t width) {
  row_widths w{.name = std::clamp<std::size_t>(width / 4, 10, 40),
               .bar = 0,
               .count = width < 80 ? 11U : 15U,
               .lanes = 5,
               .state = width < 80 ? 13U : 20U};
  const auto used = 1 + w.name + w.count + w.lanes + w.state + 4 * 2;
  w.bar = used + 4 < width ? std::min<std::size_t>(width - used, 60) : 4;
  return w;
}

std::string state_of(const tenant_view& x, const text_options& o, paint ink, std::size_t width) {
  if (x.paused)
    return ink(colour::yellow, cut_to_width(o.pick("paused", "angehalten"), width));
  if (x.wait_left > duration::zero())
    return ink(colour::yellow,
               cut_to_width(fmt::format("{} {}", o.pick("waits", "wartet"), short_span(x.wait_left)), width));
  if (x.state == tenant_state::waiting)
    return ink(colour::dim, cut_to_width(o.pick("not begun", "nicht begonnen"), width));
  if (x.mailboxes == 0)
    return ink(colour::dim, cut_to_width(o.pick("reads group", "liest Gruppe"), width));
  if (x.remaining > duration::zero())
    return cut_to_width(fmt::format("{} {}", short_span(x.remaining), o.pick("left", "übrig")), width);
  return ink(colour::dim, cut_to_width(o.pick("working", "in Arbeit"), width));
}

std::string row(const tenant_view& x, const row_widths& w, const text_options& o, paint ink) {
  const auto name = printable(x.name.empty() ? x.tenant : x.name);
  const auto count = x.mailboxes == 0 ? std::string{"–"}
                                      : fmt::format("{}/{}", grouped(x.outcomes.total(), o.lang),
                                                    grouped(x.mailboxes, o.lang));
  return ' ' + pad_right(name, w.name) + "  " + outcome_bar(x.outcomes, x.mailboxes, w.bar, ink) + "  "
         + pad_left(count, w.count) + "  " + pad_left(fmt::format("{}/{}", x.in_work, x.lanes), w.lanes)
         + "  " + state_of(x, o, ink, w.state);
}

std::string title(const row_widths& w, const text_options& o, paint ink) {
  const auto text = ' ' + pad_right(o.pick("longest to go", "längste Restzeit"), w.name)
                    + std::string(w.bar + 4, ' ') + pad_left(o.pick("mailboxes", "Postfächer"), w.count)
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
