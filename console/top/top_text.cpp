#include "console/admin/night_json.hpp"
#include "console/live/tenant_status.hpp"
#include "console/text/numbers.hpp"
#include "console/text/table.hpp"
#include "console/top/top_header.hpp"
#include "console/top/top_model.hpp"
#include "console/top/top_table.hpp"

#include <boost/json.hpp>

#include <fmt/format.h>

namespace roamsync::console {

namespace {

/// All of the header, however high.
constexpr std::size_t tall = 100;

table tenant_table(const top_facts& facts, const text_options& o) {
  const auto title = [&](std::string_view english, std::string_view german) {
    return std::string{o.pick(english, german)};
  };
  using enum table::fit;
  table out{{{"TENANT", false, whole},
             {"NAME", false, below},
             {title("STATUS", "STAND"), false, below},
             {title("MAILBOXES", "POSTFÄCHER"), true},
             {title("LEFT", "REST"), true},
             {title("LANES", "BAHNEN"), true},
             {"429", true},
             {"RATE/s", true, below},
             {title("LIMIT", "GRENZE"), true, below},
             {title("WEIGHT", "GEWICHT"), true, below}}};
  for (const auto& x : facts.page.rows) {
    auto cells = cells_of(x, o);
    out.add({{x.tenant},
             {x.name},
             {std::move(cells.status.text), cells.status.in},
             {std::move(cells.count)},
             {std::move(cells.left)},
             {std::move(cells.lanes)},
             {std::move(cells.throttled)},
             {std::move(cells.rate)},
             {std::move(cells.limit)},
             {std::move(cells.weight)}});
  }
  return out;
}

} // namespace

std::vector<std::string> top_help(const text_options& o) {
  const auto line = [](std::string_view keys, std::string_view text) {
    return fmt::format("{:<22}{:<50}", keys, text);
  };
  return {
      line("roamsync top", ""),
      "",
      line("Up Down k j", o.pick("select a tenant; the selection stays with it",
                                 "einen Tenant wählen; die Wahl bleibt bei ihm")),
      line("PgUp PgDn", o.pick("a screen up or down", "eine Seite hinauf oder hinab")),
      line("Home", o.pick("the first row, whoever has it", "die erste Zeile, wer immer dort steht")),
      line("End", o.pick("the last row", "die letzte Zeile")),
      line("s", o.pick("sort by remaining, mailboxes, 429, rate, name",
                       "sortieren: Rest, Postfächer, 429, Rate, Name")),
      line("r", o.pick("reverse the order", "Reihenfolge umkehren")),
      line("f /", o.pick("filter by id, name, status; Esc takes it away",
                         "filtern: Id, Name, Stand; Esc hebt es auf")),
      line("p",
           o.pick("pause the tenant, or go on with it; asks", "Tenant anhalten oder weiterlassen; fragt")),
      line("l",
           o.pick("lanes of the tenant; asks for the number", "Bahnen des Tenants; fragt nach der Zahl")),
      line("+ -", o.pick("one lane more or less, at once", "eine Bahn mehr oder weniger, sofort")),
      line("h ?", o.pick("this help", "diese Hilfe")),
      line("q Ctrl-C", o.pick("quit; the run goes on", "Ende; der Lauf geht weiter")),
      "",
      line(o.pick("LIMIT", "GRENZE"),
           o.pick("set by settings, or learned from refusals", "durch Einstellung gesetzt oder gelernt")),
      line("RATE/s", o.pick("requests a second that the tenant is held to",
                            "Anfragen je Sekunde, auf die er begrenzt ist")),
      line("429", o.pick("answers that asked to wait", "Antworten mit Wartezeit")),
      line(o.pick("LEFT", "REST"),
           o.pick("forecast until the tenant's end", "Vorhersage bis zum Ende des Tenants")),
      "",
      line("", o.pick("any key goes back", "jede Taste führt zurück")),
  };
}

std::vector<std::string> top_nothing(const top_facts& facts, const std::string& socket,
                                     const text_options& o) {
  if (facts.reached)
    return {std::string{o.pick("No run has begun yet in the process that runs.",
                               "Im laufenden Prozess hat noch kein Lauf begonnen.")},
            std::string{o.pick("It is shown here as soon as one begins.",
                               "Er wird hier gezeigt, sobald einer beginnt.")}};
  if (facts.run_elsewhere)
    return {std::string{o.pick(
                "A run is under way on the database, but its process does not serve this socket:",
                "Auf der Datenbank ist ein Lauf im Gange, doch sein Prozess bedient diesen Socket nicht:")},
            socket,
            std::string{o.pick("roamsync report shows what it has recorded.",
                               "roamsync report zeigt, was er festgehalten hat.")}};
  return {
      std::string{o.pick("Nothing is running. No process answers on this socket:",
                         "Es läuft nichts. An diesem Socket antwortet kein Prozess:")},
      socket,
      std::string{o.pick("roamsync serve waits for the night; roamsync night --now runs one at once.",
                         "roamsync serve wartet auf die Nacht; roamsync night --now beginnt sofort eine.")}};
}

std::string top_text(const std::optional<night_view>& before, const top_facts& facts,
                     const std::string& socket, const text_options& options) {
  std::string out;
  if (!facts.night) {
    for (const auto& line : top_nothing(facts, socket, options))
      out += line + '\n';
    return out;
  }
  live_history history;
  if (before)
    history.add(*before);
  history.add(*facts.night);
  for (const auto& line : top_header(*facts.night, history, options, tall))
    out += line + '\n';
  if (!facts.night->active)
    out += ' '
           + std::string{options.pick("No run is under way. This is how the last one ended.",
                                      "Es ist kein Lauf im Gange. So endete der letzte.")}
           + '\n';
  out += '\n' + tenant_table(facts, options).render(options.row_width(), paint{options.colours});
  if (facts.page.rows.size() < facts.page.matched)
    out += fmt::format(fmt::runtime(options.pick("and {} more\n", "und {} weitere\n")),
                       grouped(facts.page.matched - facts.page.rows.size(), options.lang));
  return out;
}

std::string top_json(const top_facts& facts) {
  namespace json = boost::json;
  auto out = json::parse(night_json(facts.night)).as_object();
  const auto tenants = json::parse(tenants_json(facts.page)).as_object();
  for (const auto& [key, value] : tenants)
    out[key] = value;
  out["running"] = facts.night && facts.night->active;
  return json::serialize(out);
}

} // namespace roamsync::console
