#include "bench/demo/catalogue.hpp"

#include "bench/demo/files.hpp"
#include "bench/demo/logo.hpp"
#include "bench/demo/wanted.hpp"

#include <string>
#include <string_view>

namespace roamsync::demo {
namespace {

constexpr std::string_view full_html =
    R"(<table cellpadding="0" cellspacing="0" style="font-family:Calibri,Arial,sans-serif;font-size:11pt;color:#333333">
  <tr>
    <td style="padding-right:16px;border-right:2px solid COLOUR;vertical-align:top">
      <img src="images/logo.png" width="64" height="64" alt="{{companyName}}">
    </td>
    <td style="padding-left:16px">
      <b style="font-size:13pt;color:COLOUR">{{displayName}}</b><br>
      {{jobTitle}}<br>
      Abteilung {{department}}<br>
      <span style="color:#888888">{{companyName}}</span><br>
      {{streetAddress}}, {{postalCode}} {{city}}<br>
      {{#businessPhones}}<a href="tel:{{.}}" style="color:#333333">{{.}}</a> (Büro)<br>{{/businessPhones}}
      <a href="tel:{{mobilePhone}}" style="color:#333333">{{mobilePhone}}</a> (mobil)<br>
      <a href="mailto:{{mail}}" style="color:COLOUR">{{mail}}</a>
    </td>
  </tr>
</table>
<p style="font-family:Calibri,Arial,sans-serif;font-size:8pt;color:#888888">Bitte prüfen Sie, ob diese E-Mail gedruckt werden muss. Schöne Grüße aus {{city}}!</p>
)";

constexpr std::string_view full_text = R"(-- 
{{displayName}}
{{jobTitle}}
Abteilung {{department}}

{{companyName}}
{{streetAddress}}, {{postalCode}} {{city}}
{{#businessPhones}}
Büro:  {{.}}
{{/businessPhones}}
Mobil: {{mobilePhone}}
{{mail}}
)";

constexpr std::string_view brief_html =
    R"(<p style="font-family:Calibri,Arial,sans-serif;font-size:11pt;color:#333333">Viele Grüße<br>
<b style="color:COLOUR">{{displayName}}</b><br>
{{companyName}}</p>
)";

constexpr std::string_view terse_html = "<p>{{displayName}}</p>";
constexpr std::string_view terse_text = "{{displayName}}";

std::string coloured(std::string_view html, std::string_view colour) {
  constexpr std::string_view mark = "COLOUR";
  std::string result{html};
  for (auto at = result.find(mark); at != std::string::npos; at = result.find(mark, at))
    result.replace(at, mark.size(), colour);
  return result;
}

std::string rules() {
  const std::string full = new_mail_signature;
  const std::string brief = reply_signature;
  return "[[signature]]\nname = \"" + full + "\"\nhtml = \"firma.html\"\ntext = \"firma.txt\"\n\n"
         + "[[signature]]\nname = \"" + brief + "\"\nhtml = \"kurz.html\" # its text form is made from it\n\n"
         + "[[rule]]\nsignatures = [\"" + full + "\", \"" + brief + "\"]\nnew = \"" + full + "\"\nreply = \""
         + brief + "\"\n";
}

} // namespace

void write_catalogue(const company& x, const std::filesystem::path& folder) {
  const auto colour = brand_colour(x.domain);
  std::filesystem::create_directories(folder / "images");
  write_file(folder / "catalogue.toml", rules());
  if (x.terse) {
    write_file(folder / "firma.html", terse_html);
    write_file(folder / "firma.txt", terse_text);
    write_file(folder / "kurz.html", terse_html);
    return;
  }
  write_file(folder / "firma.html", coloured(full_html, css(colour)));
  write_file(folder / "firma.txt", full_text);
  write_file(folder / "kurz.html", coloured(brief_html, css(colour)));
  write_file(folder / "images" / "logo.png", logo_png(colour));
}

} // namespace roamsync::demo
