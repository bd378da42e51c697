#include "console/chart/drawing.hpp"
#include "engine/base/unicode.hpp"
#include "engine/signature/escape.hpp"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace roamsync::console::chart {

namespace {

/// At most two decimals, none that says nothing; the same whatever the locale.
std::string number(double x) {
  const auto hundredths = std::llround(x * 100);
  if (hundredths % 100 == 0)
    return std::to_string(hundredths / 100);
  auto text = fmt::format("{:.2f}", static_cast<double>(hundredths) / 100);
  if (text.back() == '0')
    text.pop_back();
  return text;
}

/// Text between tags and in attributes: XML takes what HTML takes.
std::string escaped(std::string_view text) {
  return escape_html(one_line(text));
}

std::string coloured(std::string_view what, const tint& x) {
  auto out = fmt::format(R"( {}="#{:06x}")", what, x.rgb);
  if (x.alpha < 1)
    out += fmt::format(R"( {}-opacity="{}")", what, number(x.alpha));
  return out;
}

std::string element(const path& x) {
  std::string points;
  for (const auto& p : x.points)
    points += fmt::format("{}{},{}", points.empty() ? "" : " ", number(p.x), number(p.y));
  if (x.width <= 0)
    return fmt::format("<polygon points=\"{}\"{}/>\n", points, coloured("fill", x.colour));
  return fmt::format("<polyline points=\"{}\" fill=\"none\"{} stroke-width=\"{}\"{}/>\n", points,
                     coloured("stroke", x.colour), number(x.width),
                     x.dashed ? " stroke-dasharray=\"5 3\"" : " stroke-linejoin=\"round\"");
}

std::string element(const box& x) {
  return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}/>\n", number(x.x), number(x.y),
                     number(x.width), number(x.height), coloured("fill", x.colour));
}

std::string element(const label& x) {
  constexpr std::array<std::string_view, 3> anchors{"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
  return fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\"{}{}{}>{}</text>\n", number(x.x), number(x.y),
                     number(x.size), coloured("fill", x.colour), anchors.at(static_cast<std::size_t>(x.at)),
                     x.bold ? " font-weight=\"bold\"" : "", escaped(x.text));
}

} // namespace

std::string to_svg(const drawing& x) {
  // Verdana is as wide as DejaVu Sans, by which the texts are laid out.
  auto out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "font-family=\"DejaVu Sans, Verdana, sans-serif\" role=\"img\">\n<title>{2}</title>\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n",
      number(x.width), number(x.height), escaped(x.title));
  for (const auto& one : x.shapes)
    out += std::visit([](const auto& s) { return element(s); }, one);
  return out + "</svg>\n";
}

} // namespace roamsync::console::chart
