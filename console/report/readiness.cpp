#include "console/report/readiness.hpp"

#include "console/text/display.hpp"
#include "console/text/labelled.hpp"
#include "console/text/paint.hpp"

#include <boost/json.hpp>

namespace roamsync::console {

namespace {

namespace json = boost::json;

colour ink_of(check_status x) noexcept {
  return x == check_status::ok ? colour::green : x == check_status::gap ? colour::yellow : colour::red;
}

std::string_view mark_of(check_status x) noexcept {
  return x == check_status::ok ? "✓" : x == check_status::gap ? "!" : "✗";
}

std::string colour_in_words(readiness_colour x, const text_options& o, paint ink) {
  switch (x) {
  case readiness_colour::green:
    return ink(colour::green, o.pick("green: ready", "grün: bereit"));
  case readiness_colour::orange:
    return ink(colour::yellow, o.pick("orange: usable, with gaps", "orange: nutzbar, mit Lücken"));
  case readiness_colour::red:
    break;
  }
  return ink(colour::red, o.pick("red: not usable", "rot: nicht nutzbar"));
}

std::string headline(const readiness& x, const text_options& o, paint ink) {
  auto name = x.tenant.empty() ? std::string{"roamsync"} : printable(x.tenant);
  if (!x.name.empty() && x.name != x.tenant)
    name += " · " + printable(x.name);
  return ink(colour::bold, name) + "  " + colour_in_words(colour_of(x), o, ink) + '\n';
}

std::string check_lines(const readiness_check& x, const text_options& o, paint ink) {
  auto out = "  " + ink(ink_of(x.is), mark_of(x.is)) + ' ' + printable(x.title) + '\n';
  out += labelled("", x.reason, o.width, ink);
  if (x.is != check_status::ok)
    out += labelled(o.pick("to do", "zu tun"), x.todo, o.width, ink);
  return out;
}

json::object list_object(const readiness& x) {
  json::array checks;
  for (const auto& c : x.checks)
    checks.emplace_back(json::object{{"check", c.name},
                                     {"status", to_string(c.is)},
                                     {"title", c.title},
                                     {"reason", c.reason},
                                     {"todo", c.todo}});
  return {{"tenant", x.tenant},
          {"name", x.name},
          {"colour", to_string(colour_of(x))},
          {"checks", std::move(checks)}};
}

} // namespace

std::string readiness_text(const readiness& list, const text_options& options) {
  const paint ink{options.colours};
  auto out = headline(list, options, ink);
  for (const auto& check : list.checks)
    out += check_lines(check, options, ink);
  return out;
}

std::string readiness_json(std::span<const readiness> lists) {
  json::array all;
  for (const auto& list : lists)
    all.emplace_back(list_object(list));
  return json::serialize(json::object{{"lists", std::move(all)}});
}

} // namespace roamsync::console
