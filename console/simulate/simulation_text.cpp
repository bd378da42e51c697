#include "console/simulate/simulation_report.hpp"
#include "console/text/display.hpp"
#include "console/text/numbers.hpp"
#include "console/text/table.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

class report_text_maker {
public:
  report_text_maker(const simulation_report& x, const text_options& o) : x_(x), o_(o) {}

  std::string make() const {
    std::string out = headline() + "\n\n" + figures().render(o_.row_width(), paint{o_.colours}) + '\n';
    out += of_each(pick("What binds", "Was bindet"),
                   [&](const simulated_case& c) { return binds(c.middle().bound); });
    out += of_each(pick("Last tenants", "Letzte Tenants"),
                   [&](const simulated_case& c) { return last(c.middle()); });
    out += '\n';
    out += o_.pick("What this rests on\n", "Worauf das beruht\n");
    for (const auto& ground : simulation_grounds(x_, o_)) {
      std::string_view mark = "- ";
      for (const auto& line : wrap(ground, o_.width - 2)) {
        out += std::string{mark} + line + '\n';
        mark = "  ";
      }
    }
    return out;
  }

private:
  using cell = table::cell;
  [[nodiscard]] std::string pick(std::string_view english, std::string_view german) const {
    return std::string{o_.pick(english, german)};
  }
  [[nodiscard]] std::string number(std::uint64_t n) const { return grouped(n, o_.lang); }

  [[nodiscard]] std::string headline() const {
    std::string out = x_.source == simulation_source::tonight
                          ? pick("Tonight, simulated", "Heute Nacht, simuliert")
                      : x_.source == simulation_source::made_up
                          ? pick("A made-up night, simulated", "Eine erfundene Nacht, simuliert")
                          : fmt::format(fmt::runtime(o_.pick("Run {}, simulated", "Lauf {}, simuliert")),
                                        x_.recorded ? x_.recorded->number : 0);
    if (!x_.otherwise)
      return out;
    out += pick("\nWhat if: ", "\nWas wäre, wenn: ");
    std::vector<std::string> parts;
    for (const auto& k : x_.changed)
      parts.push_back(printable(k.name + " " + (k.before.empty() ? "-" : k.before) + " -> " + k.after));
    if (x_.other.tenants_times != 1)
      parts.push_back(fmt::format(fmt::runtime(o_.pick("{} times the tenants", "{}-mal so viele Tenants")),
                                  x_.other.tenants_times));
    if (x_.other.mailboxes_times != 1)
      parts.push_back(
          fmt::format(fmt::runtime(o_.pick("{} times the mailboxes", "{}-mal so viele Postfächer")),
                      x_.other.mailboxes_times));
    if (x_.other.window)
      parts.push_back(
          fmt::format("{} {}", o_.pick("a window of", "ein Fenster von"), span_text(*x_.other.window)));
    return out + fmt::format("{}", fmt::join(parts, ", "));
  }

  [[nodiscard]] table figures() const {
    std::vector<table::column> columns{{""}};
    if (x_.recorded)
      columns.push_back({pick("recorded", "aufgezeichnet"), true});
    columns.push_back({std::string{name_of_case(x_, o_)}, true});
    if (x_.otherwise) {
      columns.push_back({pick("what if", "was wäre wenn"), true});
      columns.push_back({pick("change", "Änderung"), true});
    }
    table out{columns};
    add_ends(out);
    add_counts(out);
    return out;
  }

  /// One line: the recorded value, and what `of` says of each case.
  template <class Of>
  void line(table& out, const std::string& name, const std::string& recorded, Of of,
            const std::string& change = {}) const {
    std::vector<cell> row{{name}};
    if (x_.recorded)
      row.push_back({recorded});
    row.push_back(of(x_.as_it_is));
    if (x_.otherwise) {
      row.push_back(of(*x_.otherwise));
      row.push_back({change});
    }
    out.add(std::move(row));
  }

  void add_ends(table& out) const {
    const auto recorded = x_.recorded && x_.recorded->took ? span_text(*x_.recorded->took) : "–";
    const auto in_window = [&](const simulated_case& c, duration ends) {
      return cell{span_text(ends), ends > c.window ? colour::red : colour::green};
    };
    std::string change;
    if (x_.otherwise) {
      const auto by = x_.otherwise->middle().ends - x_.as_it_is.middle().ends;
      change = (by < duration::zero() ? "-" : "+") + span_text(by < duration::zero() ? -by : by);
    }
    line(
        out, pick("ends after", "endet nach"), recorded,
        [&](const simulated_case& c) { return in_window(c, c.middle().ends); }, change);
    if (x_.as_it_is.nights.size() > 1)
      line(out,
           fmt::format(fmt::runtime(o_.pick("worst of {} seeds", "schlechteste von {} Saaten")),
                       x_.as_it_is.nights.size()),
           "–", [&](const simulated_case& c) {
             const auto worst =
                 std::max_element(c.nights.begin(), c.nights.end(),
                                  [](const auto& a, const auto& b) { return a.ends < b.ends; });
             return in_window(c, worst->ends);
           });
    line(out, pick("window", "Fenster"), "–",
         [](const simulated_case& c) { return cell{span_text(c.window)}; });
    line(out, pick("lower bound", "untere Schranke"), "–", [](const simulated_case& c) {
      return cell{span_text(duration{static_cast<std::int64_t>(c.middle().bound.seconds * 1000)})};
    });
    line(out, pick("times the bound", "mal die Schranke"), "–", [&](const simulated_case& c) {
      return cell{c.middle().times_bound > 0 ? decimal(c.middle().times_bound, 2, o_.lang) : "–"};
    });
  }

  void add_counts(table& out) const {
    const auto count = [&](const std::string& name, const std::string& recorded, auto of, colour above_0) {
      line(out, name, recorded, [&](const simulated_case& c) {
        const auto n = of(c);
        return cell{number(n), n > 0 ? above_0 : colour::plain};
      });
    };
    const auto was = [&](auto of) { return x_.recorded ? number(of(*x_.recorded)) : std::string{}; };
    count(
        pick("tenants", "Tenants"), was([](const auto& r) { return r.tenants; }),
        [](const auto& c) { return c.known.tenants; }, colour::plain);
    count(
        pick("mailboxes to do", "Postfächer zu tun"), was([](const auto& r) { return r.mailboxes; }),
        [](const auto& c) { return c.mailboxes; }, colour::plain);
    count(
        pick("done", "erledigt"), was([](const auto& r) { return r.done(); }),
        [](const auto& c) { return c.middle().done; }, colour::plain);
    count(
        pick("deferred", "aufgeschoben"),
        was([](const auto& r) { return r.outcomes[outcome_kind::deferred]; }),
        [](const auto& c) { return c.middle().deferred; }, colour::yellow);
    count(
        pick("failed", "fehlgeschlagen"), was([](const auto& r) { return r.outcomes[outcome_kind::failed]; }),
        [](const auto& c) { return c.middle().failed; }, colour::red);
    count(
        pick("requests", "Anfragen"), x_.recorded ? number(x_.recorded->requests) : "",
        [](const auto& c) { return c.middle().requests; }, colour::plain);
    line(out, pick("requests/s, mean / busiest 10 s", "Anfragen/s, Mittel / stärkste 10 s"), "–",
         [&](const simulated_case& c) {
           return cell{decimal(c.middle().mean_rate, 1, o_.lang) + " / "
                       + decimal(c.middle().peak_rate, 1, o_.lang)};
         });
    count(
        pick("429s", "429er"), x_.recorded ? number(x_.recorded->throttled) : "",
        [](const auto& c) { return c.middle().throttled; }, colour::yellow);
  }

  /// A sentence for each case, wrapped behind what it is about.
  template <class Of>
  [[nodiscard]] std::string of_each(const std::string& what, Of of) const {
    std::string out = what + '\n';
    const auto add = [&](std::string_view name, const simulated_case& c) {
      const auto head = pad_right(name, 16);
      std::string before = "  " + head;
      for (const auto& line : wrap(printable(of(c)), o_.width - 18)) {
        out += before + line + '\n';
        before.assign(18, ' ');
      }
    };
    add(name_of_case(x_, o_), x_.as_it_is);
    if (x_.otherwise)
      add(o_.pick("what if", "was wäre wenn"), *x_.otherwise);
    return out;
  }

  [[nodiscard]] std::string name_of(const std::string& id) const { return name_of_tenant(x_, id); }

  [[nodiscard]] std::string last(const night_figures& x) const {
    std::string out;
    for (const auto& t : x.last) {
      out += (out.empty() ? "" : ", ") + fmt::format("{} {}", name_of(t.id), short_span(t.ends));
      if (t.deferred > 0)
        out += fmt::format(" ({} {})", number(t.deferred), o_.pick("deferred", "aufgeschoben"));
    }
    return out;
  }

  [[nodiscard]] std::string binds(const lower_bound& x) const {
    if (x.seconds <= 0)
      return pick("nothing: there is no work", "nichts: es gibt keine Arbeit");
    const auto who = name_of(x.tenant);
    switch (x.binds) {
    case bound_term::rate:
      return fmt::format(fmt::runtime(o_.pick("the rate of {}", "die Rate von {}")), who);
    case bound_term::lanes:
      return fmt::format(fmt::runtime(o_.pick("the lanes of {}", "die Bahnen von {}")), who);
    case bound_term::chain:
      return fmt::format(fmt::runtime(o_.pick("one mailbox of {}", "ein Postfach von {}")), who);
    case bound_term::connections:
      return pick("requests in flight in all (limits.node_requests, net.connections_max)",
                  "Anfragen unterwegs in allem (limits.node_requests, net.connections_max)");
    case bound_term::egress:
      return pick("requests a second in all (limits.egress_rate)",
                  "Anfragen je Sekunde in allem (limits.egress_rate)");
    case bound_term::starts:
      return pick("how fast tenants are started (night.tenants_per_second)",
                  "wie schnell Tenants begonnen werden (night.tenants_per_second)");
    case bound_term::cpu:
      break;
    }
    return pick("processors", "Prozessoren");
  }

  const simulation_report& x_;
  const text_options& o_;
};

} // namespace

std::string simulation_text(const simulation_report& x, const text_options& options) {
  return report_text_maker{x, options}.make();
}

} // namespace roamsync::console
