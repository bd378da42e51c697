#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

/// Where the words for a run are not true of a person at a terminal, who asked once and has the answer now.
inline constexpr auto german_desk = std::to_array<cause_text>({
    {cause::wrong_password,
     {"Falsches Kennwort des Service-Benutzers",
      "Microsoft lehnt den Benutzernamen oder das Kennwort des Service-Benutzers ab. Damit das Konto "
      "nicht gesperrt wird, sendet roamsync es erst wieder, wenn ein Kennwort hinterlegt wird.",
      "Melden Sie sich als Service-Benutzer unter https://outlook.office.com "
      "an, mit dem Kennwort, das in roamsync hinterlegt ist.",
      "Ist das Kennwort nicht bekannt, dann setzen Sie es im Entra Admin Center zurück. "
      "Hinterlegen Sie dann das richtige (mindestens 32 Zeichen) und prüfen Sie die Anmeldung:\n"
      "roamsync tenant password TENANT\n"
      "roamsync check TENANT"}},
    {cause::sign_in_unanswered,
     {"Niemand hat die Antworten auf das Kennwort gelesen",
      "roamsync hat das Kennwort des Service-Benutzers mehrmals gesendet und die Antwort nie lesen können, weil die "
      "Verbindung abbrach oder roamsync beendet wurde. Ob das Kennwort stimmt, ist nicht bekannt. Damit das Konto "
      "nicht gesperrt wird, sendet roamsync es erst wieder, wenn ein Kennwort hinterlegt wird.",
      "Sehen Sie im Protokoll nach, ob Verbindungen zum Anmeldedienst abbrachen oder roamsync neu gestartet "
      "wurde. Prüfen Sie, ob sich der Service-Benutzer unter https://outlook.office.com von Hand anmelden "
      "kann.",
      "Hinterlegen Sie das Kennwort noch einmal, auch dasselbe, falls es richtig ist, und prüfen Sie die Anmeldung:\n"
      "roamsync tenant password TENANT\n"
      "roamsync check TENANT"}},
    {cause::sign_in_unreachable,
     {"Der Anmeldedienst von Microsoft antwortet nicht",
      "Der Anmeldedienst war nicht erreichbar oder gab keine brauchbare Antwort. Das liegt selten am Tenant.",
      "Prüfen Sie, ob es anderen Tenants ebenso geht, und was unter https://status.cloud.microsoft steht.",
      "Versuchen Sie es in einigen Minuten noch einmal. Bleibt es dabei oder sind alle Tenants betroffen, "
      "dann prüft der Betreiber Namensauflösung, Proxy und Firewall der Maschine."}},
    {cause::consent_missing,
     {"Die Zustimmung fehlt",
      "Ein Administrator hat nicht oder nicht mehr zugestimmt, "
      "dass roamsync die Berechtigung benutzt, die es braucht.",
      "Öffnen Sie im Entra Admin Center unter „Unternehmensanwendungen“ die Anwendung von roamsync "
      "und dort „Berechtigungen“: Die Berechtigungen müssen unter „Administratoreinwilligung“ stehen.",
      "Öffnen Sie als globaler Administrator diese Adresse und stimmen Sie zu:\n"
      "https://SIGN-IN-HOST/ENTRA-TENANT/adminconsent?client_id=CLIENT-ID\n"
      "Es kann einige Sekunden dauern, bis die Zustimmung erkannt wird. Prüfen Sie es dann noch einmal:\n"
      "roamsync check TENANT"}},
    {cause::group_unreadable,
     {"Die Gruppe kann nicht gelesen werden",
      "Microsoft zeigt roamsync die Mitglieder der Gruppe nicht. Damit kein "
      "Postfach versehentlich geändert wird, hat roamsync nichts getan.",
      "Öffnen Sie im Entra Admin Center unter „Unternehmensanwendungen“ die Anwendung von "
      "roamsync und dort „Berechtigungen“: GroupMember.Read.All und User.Read.All müssen "
      "erteilt sein, bei einer Gruppe mit verborgener Mitgliedschaft auch Member.Read.Hidden.",
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
     {"Der Dienst von Microsoft meldet eine Störung",
      "Exchange oder Graph antwortete mit einem Serverfehler.",
      "Sehen Sie sich im Microsoft 365 Admin Center den "
      "Dienststatus an. Betrifft es ein Postfach oder viele?",
      "Versuchen Sie es in einigen Minuten noch einmal. Bleibt es bei einzelnen Postfächern, "
      "dann öffnen Sie eines davon in Outlook im Web und speichern dort von Hand eine Signatur; "
      "schlägt auch das fehl, dann wenden Sie sich an den Support von Microsoft."}},
    {cause::timed_out,
     {"Keine Antwort in der vorgesehenen Zeit",
      "Der Dienst nahm die Anfrage an, antwortete aber nicht, bevor die Zeit um war.",
      "Prüfen Sie, ob auch andere Postfächer und Tenants "
      "langsam sind, und sehen Sie sich den Dienststatus an.",
      "Versuchen Sie es in einigen Minuten noch einmal. Sollte etwas geändert werden, dann lesen Sie "
      "zuerst das Postfach:\n"
      "roamsync signature get TENANT MAILBOX"}},
    {cause::unreachable,
     {"Der Dienst ist nicht erreichbar",
      "Auf dem Weg zu Microsoft schlug die Namensauflösung, die Verbindung oder die Verschlüsselung fehl.",
      "Prüfen Sie auf der Maschine von roamsync, ob https://outlook.office.com und "
      "https://graph.microsoft.com erreichbar sind, über den Proxy, wenn einer angegeben ist.",
      "Der Betreiber prüft Namensauflösung, Proxy, Firewall, die ausgehende Adresse und "
      "die Zertifikate der Maschine. Versuchen Sie es dann noch einmal."}},
});

} // namespace roamsync
