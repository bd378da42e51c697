#include "bench/cells/text.hpp"

#include "console/text/labelled.hpp"
#include "console/text/table.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace roamsync::bench {

namespace {

using console::colour;

colour colour_of(judgement x) {
  switch (x) {
  case judgement::met:
    return colour::green;
  case judgement::not_met:
    return colour::red;
  case judgement::invalid:
    break;
  }
  return colour::yellow;
}

std::string limit_text(const std::optional<double>& limit, const cell& x) {
  if (!limit)
    return {};
  return (x.wanted.is == side::at_most ? "<= " : ">= ") + figure_text(*limit, x);
}

/// "1.39 round robin".
template <class Policy>
std::string named(const Policy* policy, const cell& x) {
  return policy == nullptr ? "-"
                           : figure_text(median_of(policy->values), x.wanted.median, x) + " " + policy->name;
}

void add_row(console::table& to, const cell& x, judgement is) {
  to.add({{std::string{to_string(is)}, colour_of(is)},
          {x.name, colour::bold},
          {figure_text(median_of(x.values), x.wanted.median, x)},
          {limit_text(x.wanted.median, x), colour::dim},
          {figure_text(worst_of(x.values, x.wanted.is), x.wanted.worst, x)},
          {limit_text(x.wanted.worst, x), colour::dim},
          {std::to_string(x.seeds.size())},
          {named(best_rival(x), x)},
          {named(best_of_the_bad(x), x)}});
}

std::string join(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines)
    out += (out.empty() ? "" : "\n") + line;
  return out;
}

} // namespace

std::string sum_text(std::span<const cell> cells) {
  const auto count = [cells](judgement is) {
    return std::count_if(cells.begin(), cells.end(), [is](const cell& x) { return judge(x).is == is; });
  };
  return fmt::format("{} met, {} not met, {} invalid", count(judgement::met), count(judgement::not_met),
                     count(judgement::invalid));
}

std::string text_of(std::span<const cell> cells, std::size_t width, console::paint ink) {
  console::table table{{{""},
                        {"cell"},
                        {"median", true},
                        {"goal"},
                        {"worst", true},
                        {"goal"},
                        {"seeds", true},
                        {"best rival"},
                        {"bad, has to miss"}}};
  std::string below;
  auto all = judgement::met;
  for (const auto& x : cells) {
    const auto found = judge(x);
    all = std::max(all, found.is);
    add_row(table, x, found.is);
    if (found.why.empty() && x.notes.empty())
      continue;
    below += '\n' + ink(colour::bold, x.name) + '\n';
    below += console::labelled(to_string(found.is), join(found.why), width, ink);
    below += console::labelled("note", join(x.notes), width, ink);
  }
  return table.render(width, ink) + below + '\n' + ink(colour_of(all), sum_text(cells)) + '\n';
}

} // namespace roamsync::bench
