#include "bench/demo/names.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace roamsync::demo {
namespace {

using text = std::string_view;

constexpr std::array<text, 40> family_names{
    "Müller",   "Schröder", "Böhm",      "Jäger",    "Groß",     "Köhler",  "Weiß",      "Krüger",
    "Schäfer",  "Lange",    "Vogel",     "Fuchs",    "Bauer",    "Huber",   "Lehmann",   "Krämer",
    "Öztürk",   "Nowak",    "Kowalski",  "Dübel",    "Özdemir",  "Meißner", "Strauß",    "Brückner",
    "Sørensen", "García",   "Nguyễn",    "O’Connor", "Dvořák",   "Hänsel",  "Rößler",    "Thöne",
    "Winkler",  "Zöllner",  "Übelacker", "Ahrens",   "Petersen", "Gärtner", "Lindemann", "Wölk"};

constexpr std::array<text, 32> given_names{
    "Jürgen", "Käthe",   "Björn",    "Anna",  "Sören",    "Lena",   "Müslüm", "Jörg",
    "Bärbel", "Günther", "Zoë",      "René",  "François", "Maren",  "Tim",    "Ulrike",
    "Stefan", "Heike",   "Kübra",    "Lukas", "Mia",      "Noah",   "Emilia", "Götz",
    "Antje",  "Dörte",   "Matthias", "Ines",  "Paul",     "Renate", "Volker", "Änne"};

/// Names written from right to left, with their Latin form for the address.
constexpr std::array<std::array<text, 4>, 4> right_to_left{{{"أمير", "حداد", "amir", "haddad"},
                                                            {"ليلى", "منصور", "leila", "mansour"},
                                                            {"נועה", "כהן", "noa", "cohen"},
                                                            {"דוד", "לוי", "david", "levi"}}};

constexpr std::array<text, 16> job_titles{"Geschäftsführerin",    "Geschäftsführer",
                                          "Vertrieb Süd",         "Leiterin Einkauf",
                                          "Buchhaltung",          "IT-Administrator",
                                          "Projektleiterin",      "Kundenbetreuung",
                                          "Auszubildender",       "Werkstattmeister",
                                          "Qualitätssicherung",   "Personalreferentin",
                                          "Anwendungsentwickler", "Assistenz der Geschäftsführung",
                                          "Lager & Versand",      "Küchenchef"};

constexpr std::array<text, 4> emoji_titles{"Teamleitung 🚀", "Gute Laune & Empfang ☀️",
                                           "Kaffee-Expertin ☕", "Ausbildung 👩‍🔧"};

constexpr std::array<text, 10> departments{"Geschäftsführung", "Vertrieb",    "Einkauf",  "Buchhaltung",
                                           "Technik",          "Entwicklung", "Personal", "Marketing",
                                           "Produktion",       "Service"};

constexpr std::array<text, 24> trades{
    "Bäckerei",      "Maschinenbau",   "Steuerberatung", "Dachdeckerei", "Gärtnerei",     "Werkzeugbau",
    "Möbelhaus",     "Elektrotechnik", "Spedition",      "Autohaus",     "Druckerei",     "Kältetechnik",
    "Zahnärzte",     "Küchenstudio",   "Schlosserei",    "Großhandel",   "Brauerei",      "Architekten",
    "Rechtsanwälte", "Metallbau",      "Optik",          "Softwarehaus", "Fördertechnik", "Gebäudereinigung"};

constexpr std::array<text, 8> legal_forms{"GmbH", "AG", "GmbH & Co. KG", "e. K.", "OHG", "KG", "UG", "eG"};

constexpr std::array<std::array<text, 3>, 20> places{
    {{"München", "80331", "89"},    {"Köln", "50667", "221"},        {"Düsseldorf", "40213", "211"},
     {"Nürnberg", "90402", "911"},  {"Saarbrücken", "66111", "681"}, {"Lübeck", "23552", "451"},
     {"Göttingen", "37073", "551"}, {"Würzburg", "97070", "931"},    {"Tübingen", "72070", "7071"},
     {"Zürich", "8001", "44"},      {"Wien", "1010", "1"},           {"Graz", "8010", "316"},
     {"Berlin", "10115", "30"},     {"Hamburg", "20095", "40"},      {"Leipzig", "04109", "341"},
     {"Münster", "48143", "251"},   {"Osnabrück", "49074", "541"},   {"Fürth", "90762", "911"},
     {"Bern", "3011", "31"},        {"Salzburg", "5020", "662"}}};

constexpr std::array<text, 12> streets{
    "Königstraße", "Hauptstraße",     "Am Mühlenbach", "Bahnhofstraße",     "Gewerbepark", "An der Färberei",
    "Schloßallee", "Industriestraße", "Kärntner Weg",  "Äußere Ringstraße", "Marktplatz",  "Über den Gärten"};

std::string digits(dice& chance, int count) {
  std::string result;
  for (int i = 0; i < count; ++i)
    result += static_cast<char>('0' + chance.between(0, 9));
  return result;
}

} // namespace

company_name invent_company(dice& chance) {
  company_name result;
  const std::string family{chance.pick(family_names)};
  const std::string trade{chance.pick(trades)};
  const std::string form{chance.pick(legal_forms)};
  switch (chance.between(0, 2)) {
  case 0:
    result.name = trade + " " + family + " " + form;
    break;
  case 1:
    result.name = family + " & Söhne " + trade + " " + form;
    break;
  default:
    result.name = family + " " + trade + " " + form;
  }
  const auto& place = chance.pick(places);
  result.street = std::string{chance.pick(streets)} + " " + std::to_string(chance.between(1, 180));
  result.city = place[0];
  result.postal_code = place[1];
  return result;
}

person_name invent_person(dice& chance) {
  person_name result;
  if (chance.one_in(40)) {
    const auto& name = chance.pick(right_to_left);
    result.given_name = name[0];
    result.family_name = name[1];
    result.latin = std::string{name[2]} + "." + std::string{name[3]};
  } else {
    result.given_name = chance.pick(given_names);
    result.family_name = chance.pick(family_names);
    result.latin = domain_label(result.given_name) + "." + domain_label(result.family_name);
  }
  result.job_title = chance.one_in(40) ? chance.pick(emoji_titles) : chance.pick(job_titles);
  result.department = chance.pick(departments);
  const auto& place = chance.pick(places);
  result.phone = "+49 " + std::string{place[2]} + " " + digits(chance, 6) + "-" + digits(chance, 2);
  if (!chance.one_in(3))
    result.mobile = "+49 17" + digits(chance, 1) + " " + digits(chance, 8);
  return result;
}

std::string domain_label(std::string_view name) {
  constexpr std::array<std::pair<text, text>, 18> latin{{{"ä", "ae"},
                                                         {"ö", "oe"},
                                                         {"ü", "ue"},
                                                         {"ß", "ss"},
                                                         {"Ä", "ae"},
                                                         {"Ö", "oe"},
                                                         {"Ü", "ue"},
                                                         {"ø", "o"},
                                                         {"í", "i"},
                                                         {"ễ", "e"},
                                                         {"ř", "r"},
                                                         {"á", "a"},
                                                         {"é", "e"},
                                                         {"ë", "e"},
                                                         {"ç", "c"},
                                                         {"’", ""},
                                                         {"ñ", "n"},
                                                         {".", ""}}};
  std::string result;
  while (!name.empty()) {
    const auto* known =
        std::ranges::find_if(latin, [name](const auto& x) { return name.starts_with(x.first); });
    if (known != latin.end()) {
      result += known->second;
      name.remove_prefix(known->first.size());
      continue;
    }
    const auto c = name.front();
    name.remove_prefix(1);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      result += c;
    else if (c >= 'A' && c <= 'Z')
      result += static_cast<char>(c - 'A' + 'a');
    else if (!result.empty() && result.back() != '-')
      result += '-';
  }
  while (!result.empty() && result.back() == '-')
    result.pop_back();
  return result;
}

} // namespace roamsync::demo
