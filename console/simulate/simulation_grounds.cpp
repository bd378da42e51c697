#include "console/simulate/simulation_report.hpp"
#include "console/text/numbers.hpp"

#include <fmt/format.h>

namespace roamsync::console {

namespace {

class grounds {
public:
  grounds(const simulation_report& x, const text_options& o)
      : x_(x), k_(x.otherwise ? x.otherwise->known : x.as_it_is.known), o_(o) {}

  std::vector<std::string> list() {
    add(work());
    if (x_.source != simulation_source::made_up) // what that rests on was just said
      add(limits());
    if (k_.unlimited > 0)
      add(fmt::format(fmt::runtime(o_.pick(
                          "Of {} no limit of the service is known; there it takes all that is sent, "
                          "so more lanes look better than they may be. --service-rate and "
                          "--service-lanes say what to take instead.",
                          "Von {} ist keine Grenze des Dienstes bekannt; dort nimmt er alles, so dass mehr "
                          "Bahnen besser aussehen, als sie sein mögen. --service-rate und --service-lanes "
                          "sagen, was stattdessen gilt.")),
                      tenants(k_.unlimited)));
    if (x_.source != simulation_source::made_up)
      add(costs());
    if (k_.without_wait > 0)
      add(fmt::format(fmt::runtime(o_.pick(
                          "A refusal costs the wait that it brought last; of {} none is known: 10 s.",
                          "Eine Absage kostet die Wartezeit von zuletzt; von {} ist keine bekannt: 10 s.")),
                      tenants(k_.without_wait)));
    if (k_.paused > 0)
      add(fmt::format(fmt::runtime(k_.paused == 1 ? o_.pick("{} paused tenant is left out.",
                                                            "{} angehaltener Tenant ist ausgelassen.")
                                                  : o_.pick("{} paused tenants are left out.",
                                                            "{} angehaltene Tenants sind ausgelassen.")),
                      number(k_.paused)));
    if (x_.instead.first_night)
      add(std::string{o_.pick("roamsync knows nothing of the limits at first (--first-night).",
                              "roamsync weiß zu Beginn nichts von den Grenzen (--first-night).")});
    add(std::string{
        o_.pick("Before its first mailbox each tenant takes 1 s, and 0.3 s for each 999 members.",
                "Vor seinem ersten Postfach braucht jeder Tenant 1 s, und 0,3 s je 999 Mitglieder.")});
    add(std::string{o_.pick(
        "Not simulated: processors, the database, failing services and mailboxes, Graph's own limits, opening "
        "times of tenants, and limits.at after the opening.",
        "Nicht simuliert: Prozessoren, Datenbank, ausfallende Dienste und Postfächer, Graphs eigene Grenzen, "
        "Öffnungszeiten von Tenants und limits.at nach der Öffnung.")});
    return std::move(out_);
  }

private:
  void add(std::string text) { out_.push_back(std::move(text)); }
  [[nodiscard]] std::string number(std::uint64_t n) const { return grouped(n, o_.lang); }
  [[nodiscard]] std::string tenants(std::uint64_t n) const {
    return number(n) + ' '
           + std::string{n == 1 ? o_.pick("tenant", "Tenant") : o_.pick("tenants", "Tenants")};
  }

  [[nodiscard]] std::string work() const {
    if (x_.source == simulation_source::made_up)
      return std::string{o_.pick(
          "The world is made up: sizes by Zipf's law, 4 calls of 250 ms a mailbox, and a service that "
          "takes 0.5 requests/s of 50 mailboxes (by size to the power of 0.7).",
          "Die Welt ist erfunden: Größen nach Zipf, 4 Aufrufe zu 250 ms je Postfach, und ein Dienst, der "
          "0,5 Anfragen/s für 50 Postfächer nimmt (nach Größe hoch 0,7).")};
    std::string text;
    if (x_.source == simulation_source::recorded)
      text = o_.pick(
          "Work: as many mailboxes as the recorded requests are enough for; the recorded column counts all, also those that "
          "needed no request. What tenants are set to and what is known "
          "of their limits is as of today.",
          "Arbeit: so viele Postfächer, wie die aufgezeichneten Anfragen reichen; die Spalte „aufgezeichnet“ zählt alle, "
          "auch die, die keine Anfrage brauchten. Einstellungen und bekannte Grenzen "
          "sind die von heute.");
    else if (x_.all_mailboxes)
      text = o_.pick("Work: every mailbox that the last run of each tenant had (--all).",
                     "Arbeit: jedes Postfach, das der letzte Lauf jedes Tenants hatte (--all).");
    else
      text = o_.pick(
          "Work: mailboxes that the rolling check reads tonight, and those without a receipt. A changed template means "
          "all: --all.",
          "Arbeit: Postfächer, die heute Nacht geprüft werden, und die ohne Beleg. Eine geänderte Vorlage heißt alle: "
          "--all.");
    if (k_.without_mailboxes > 0)
      text += fmt::format(fmt::runtime(o_.pick(" Of {} no run has told how many: {} each.",
                                               " Von {} hat kein Lauf gesagt, wie viele: je {}.")),
                          tenants(k_.without_mailboxes), number(x_.instead.mailboxes));
    return text;
  }

  [[nodiscard]] std::string limits() const {
    return fmt::format(
        fmt::runtime(o_.pick(
            "Limits of the services, of {}: learned in earlier nights {}, told by settings {}, given "
            "here {}, not known {}. None of them comes from Microsoft.",
            "Grenzen der Dienste, von {}: in früheren Nächten gelernt {}, durch Einstellung gesetzt {}, "
            "hier angegeben {}, nicht bekannt {}. Keine davon stammt von Microsoft.")),
        tenants(k_.tenants), number(k_.learned), number(k_.told), number(k_.given), number(k_.unlimited));
  }

  [[nodiscard]] std::string costs() const {
    const mailbox_cost guess;
    std::string out;
    if (const auto known = k_.tenants - k_.without_cost; known > 0)
      out = fmt::format(fmt::runtime(o_.pick("What a mailbox takes is known from {}.",
                                             "Was ein Postfach braucht, ist von {} bekannt.")),
                        tenants(known));
    if (k_.without_cost > 0)
      out += (out.empty() ? "" : " ")
             + fmt::format(
                 fmt::runtime(o_.pick("Of {} it is not known what a mailbox takes: {} calls of {} ms.",
                                      "Von {} ist nicht bekannt, was ein Postfach braucht: {} Aufrufe zu "
                                      "{} ms.")),
                 tenants(k_.without_cost), guess.calls, guess.latency_ms);
    return out;
  }

  const simulation_report& x_;
  const known_counts& k_;
  const text_options& o_;
  std::vector<std::string> out_;
};

} // namespace

std::vector<std::string> simulation_grounds(const simulation_report& x, const text_options& options) {
  return grounds{x, options}.list();
}

} // namespace roamsync::console
