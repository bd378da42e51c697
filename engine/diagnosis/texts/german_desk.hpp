#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

/// Where the words for a run are not true of a person at a terminal, who asked once and has the answer now. An empty text is
/// as for a run.
inline constexpr auto german_desk = std::to_array<cause_text>({
    {cause::wrong_password,
     {"",
      "Microsoft lehnt den Benutzernamen oder das Kennwort des Service-Benutzers ab. Damit das Konto "
      "nicht gesperrt wird, sendet roamsync es erst wieder, wenn ein Kennwort hinterlegt wird.",
      "", ""}},
    {cause::sign_in_unanswered,
     {"",
      "roamsync hat das Kennwort des Service-Benutzers mehrmals gesendet und die Antwort nie lesen können, weil die "
      "Verbindung abbrach oder roamsync beendet wurde. Ob das Kennwort stimmt, ist nicht bekannt. Damit das Konto "
      "nicht gesperrt wird, sendet roamsync es erst wieder, wenn ein Kennwort hinterlegt wird.",
      "",
      "Hinterlegen Sie das Kennwort noch einmal, auch dasselbe, falls es richtig ist, und prüfen Sie die Anmeldung:\n"
      "roamsync tenant password TENANT\n"
      "roamsync check TENANT"}},
    {cause::sign_in_unreachable,
     {"",
      "Der Anmeldedienst war nicht erreichbar oder gab keine brauchbare Antwort. Das liegt selten am Tenant.",
      "",
      "Versuchen Sie es in einigen Minuten noch einmal. Bleibt es dabei oder sind alle Tenants betroffen, "
      "dann prüft der Betreiber Namensauflösung, Proxy und Firewall der Maschine."}},
    {cause::consent_missing,
     {"", "", "",
      "Öffnen Sie als globaler Administrator diese Adresse und stimmen Sie zu:\n"
      "https://SIGN-IN-HOST/ENTRA-TENANT/adminconsent?client_id=CLIENT-ID\n"
      "Es kann einige Sekunden dauern, bis die Zustimmung erkannt wird. Prüfen Sie es dann noch einmal:\n"
      "roamsync check TENANT"}},
    {cause::group_unreadable,
     {"", "", "",
      "Fehlt eine Berechtigung, dann öffnen Sie als globaler Administrator diese Adresse und stimmen Sie zu:\n"
      "https://SIGN-IN-HOST/ENTRA-TENANT/adminconsent?client_id=CLIENT-ID\n"
      "Sind die Berechtigungen vorhanden, dann versuchen Sie es in einigen Minuten noch einmal; "
      "vielleicht war es eine Störung bei Microsoft."}},
    {cause::throttled,
     {"Microsoft verlangt eine Pause",
      "Microsoft erlaubt einem Service-Benutzer nur eine bestimmte Zahl von Anfragen und hat eine "
      "Pause verlangt. roamsync hält sie ein und sendet vor ihrem Ende nichts.",
      "Prüfen Sie, ob ein anderes Programm denselben Service-Benutzer verwendet.",
      "Versuchen Sie es nach der Pause noch einmal; hat Microsoft eine Zeit genannt, so steht sie in der Zeile "
      "darüber. Verwenden Sie für roamsync einen eigenen Service-Benutzer."}},
    {cause::server_error,
     {"", "Exchange oder Graph antwortete mit einem Serverfehler.", "",
      "Versuchen Sie es in einigen Minuten noch einmal. Bleibt es bei einzelnen Postfächern, "
      "dann öffnen Sie eines davon in Outlook im Web und speichern dort von Hand eine Signatur; "
      "schlägt auch das fehl, dann wenden Sie sich an den Support von Microsoft."}},
    {cause::timed_out,
     {"", "Der Dienst nahm die Anfrage an, antwortete aber nicht, bevor die Zeit um war.",
      "Prüfen Sie, ob auch andere Postfächer und Tenants "
      "langsam sind, und sehen Sie sich den Dienststatus an.",
      "Versuchen Sie es in einigen Minuten noch einmal. Sollte etwas geändert werden, dann lesen Sie "
      "zuerst das Postfach:\n"
      "roamsync signature get TENANT MAILBOX"}},
    {cause::unreachable,
     {"", "", "",
      "Der Betreiber prüft Namensauflösung, Proxy, Firewall, die ausgehende Adresse und "
      "die Zertifikate der Maschine. Versuchen Sie es dann noch einmal."}},
});

} // namespace roamsync
