#include "bench/cells/document.hpp"

#include "bench/cells/picture.hpp"
#include "bench/cells/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace roamsync::bench {

namespace {

/// A text in a table or in a sentence of Markdown.
std::string plain(std::string_view text) {
  std::string out;
  for (const auto c : text) {
    if (c == '|' || c == '<' || c == '*' || c == '_' || c == '`' || c == '[' || c == '\\')
      out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string shown(judgement is) {
  return is == judgement::met ? std::string{to_string(is)} : fmt::format("**{}**", to_string(is));
}

/// Small letters and digits, parted by hyphens.
std::string slug(std::string_view text) {
  std::string out;
  for (const auto c : text) {
    const auto small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9'))
      out += small;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  }
  out.erase(out.find_last_not_of('-') + 1);
  return out;
}

std::string summary(const document& x) {
  std::string out = "| | cell | goal | median | worst | seeds |\n| --- | --- | --- | ---: | ---: | ---: |\n";
  for (const auto& c : x.cells)
    out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", shown(judge(c).is), plain(c.name),
                       plain(goal_text(c)), figure_text(median_of(c.values), c.wanted.median, c),
                       figure_text(worst_of(c.values, c.wanted.is), c.wanted.worst, c), c.seeds.size());
  return out + '\n' + sum_text(x.cells) + ".\n";
}

std::string policies(const cell& x) {
  std::string out = "| policy | median | worst | median beside ours |\n| --- | ---: | ---: | ---: |\n";
  const auto ours = median_of(x.values);
  const auto add = [&](const std::string& name, const std::vector<double>& values) {
    const auto median = median_of(values);
    out += fmt::format("| {} | {} | {} | {} |\n", name, figure_text(median, x.wanted.median, x),
                       figure_text(worst_of(values, x.wanted.is), x),
                       ours > 0 ? fmt::format("{:.2f} times", median / ours) : "-");
  };
  add("**roamsync**", x.values);
  for (const auto& r : x.rivals)
    add(plain(r.name), r.values);
  for (const auto& b : x.bad)
    add(plain(b.name) + " (bad, has to miss)", b.values);
  return out;
}

std::string seeds_text(const cell& x) {
  std::string out;
  for (const auto seed : x.seeds)
    out += fmt::format("{}{}", out.empty() ? "" : ", ", seed);
  return out.empty() ? "none" : out;
}

std::string section(const cell& x, const std::vector<std::string>& charts) {
  const auto found = judge(x);
  auto out = fmt::format("\n## {}\n\nGoal: {} ({}). {}.\n", plain(x.name), plain(goal_text(x)), plain(x.unit),
                         shown(found.is));
  for (const auto& why : found.why)
    out += fmt::format("- {}\n", plain(why));
  for (const auto& chart : charts)
    out += fmt::format("\n![{}]({})\n", plain(x.name), chart);
  out += '\n' + policies(x);
  for (const auto& note : x.notes)
    out += fmt::format("\n{}\n", note);
  out += fmt::format("\nSeeds {}; {} cores, {}. Again:\n\n    {}\n", seeds_text(x), x.on.cores,
                     plain(x.on.cpu), x.command);
  return out;
}

} // namespace

std::vector<file> files_of(const document& x) {
  std::vector<file> out{{x.name + ".md", {}}};
  std::set<std::string> taken;
  auto text = fmt::format("# {}\n\n{}\n\n{}", plain(x.title), x.about, summary(x));
  for (const auto& c : x.cells) {
    auto pictures = c.charts;
    pictures.insert(pictures.begin(), picture_of(c));
    std::vector<std::string> names;
    for (const auto& picture : pictures) {
      const auto base = x.name + '-' + slug(c.name);
      auto name = base;
      for (int i = 2; !taken.insert(name).second; ++i)
        name = fmt::format("{}-{}", base, i);
      names.push_back(name + ".svg");
      out.push_back({names.back(), console::chart::svg(picture)});
    }
    text += section(c, names);
  }
  out.front().bytes = std::move(text);
  return out;
}

} // namespace roamsync::bench
