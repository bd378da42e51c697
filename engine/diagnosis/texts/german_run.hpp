#pragma once

#include "engine/diagnosis/cause_text.hpp"

#include <array>

namespace roamsync {

inline constexpr auto german_run = std::to_array<cause_text>({
    {cause::none, {"Alles in Ordnung", "Es liegt kein Fehler vor.", "", "Es ist nichts zu tun."}},
    {cause::throttled,
     {"Microsoft hat den Lauf gedrosselt",
      "Microsoft erlaubt einem Service-Benutzer nur eine bestimmte Zahl von Anfragen. roamsync hat die "
      "verlangten Wartezeiten eingehalten; für diese Postfächer reichten Zeit oder Versuche nicht mehr.",
      "Prüfen Sie, ob es jede Nacht geschieht oder nur nach großen Änderungen, "
      "und ob ein anderes Programm denselben Service-Benutzer verwendet.",
      "Meist nichts: Der nächste Lauf nimmt sich diese Postfächer wieder vor. Verwenden Sie für roamsync "
      "einen eigenen Service-Benutzer. Geschieht es jede Nacht, dann lassen Sie roamsync weniger "
      "Postfächer gleichzeitig bearbeiten oder das Zeitfenster des Tenants früher beginnen, zum Beispiel:\n"
      "roamsync tenant set TENANT lanes=2 opens=00:30"}},
    {cause::server_error,
     {"Der Dienst von Microsoft meldet eine Störung",
      "Exchange oder Graph antwortete auch nach mehreren Versuchen mit einem Serverfehler.",
      "Sehen Sie sich im Microsoft 365 Admin Center den "
      "Dienststatus an. Betrifft es ein Postfach oder viele?",
      "Warten Sie den nächsten Lauf ab. Bleibt es bei einzelnen Postfächern, dann öffnen "
      "Sie eines davon in Outlook im Web und speichern dort von Hand eine Signatur; "
      "schlägt auch das fehl, dann wenden Sie sich an den Support von Microsoft."}},
    {cause::unreadable_answer,
     {"Die Antwort war nicht lesbar",
      "Es kam etwas anderes zurück, als roamsync erwartet: eine Seite statt Daten, beschädigte Daten oder "
      "viel zu viel davon. Vielleicht steht ein Proxy dazwischen, oder Microsoft hat den Dienst geändert.",
      "Prüfen Sie, ob alle Tenants betroffen sind, und ob ein Proxy "
      "oder eine Firewall den Verkehr der Maschine verändert.",
      "Nehmen Sie den Verkehr zu Microsoft 365 von der TLS-Inspektion aus. Gibt es keine, dann "
      "meldet es der Betreiber den Entwicklern von roamsync, mit dem Protokoll und diesem Bericht:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::timed_out,
     {"Keine Antwort in der vorgesehenen Zeit",
      "Der Dienst nahm die Anfrage an, antwortete aber nicht, bevor die Zeit um war. "
      "Bei einem Schreibzugriff prüft roamsync im nächsten Lauf, ob er wirksam wurde.",
      "Prüfen Sie, ob auch andere Postfächer und Tenants "
      "langsam waren, und sehen Sie sich den Dienststatus an.",
      "Nichts, wenn es vorübergeht. Geschieht es oft, dann lassen Sie roamsync "
      "weniger Postfächer des Tenants gleichzeitig bearbeiten, zum Beispiel:\n"
      "roamsync tenant set TENANT lanes=2"}},
    {cause::unreachable,
     {"Der Dienst ist nicht erreichbar",
      "Auf dem Weg zu Microsoft schlug die Namensauflösung, die Verbindung oder die Verschlüsselung fehl.",
      "Prüfen Sie auf der Maschine von roamsync, ob https://outlook.office.com und "
      "https://graph.microsoft.com erreichbar sind, über den Proxy, wenn einer angegeben ist.",
      "Der Betreiber prüft Namensauflösung, Proxy, Firewall, die ausgehende Adresse und "
      "die Zertifikate der Maschine. Die Postfächer kommen im nächsten Lauf an die Reihe."}},
    {cause::window_closed,
     {"Das Zeitfenster war zu Ende",
      "Die Zeit der Nacht war um, bevor dieses Postfach an der Reihe "
      "war. Es wurde nichts begonnen, und nichts ist halb fertig.",
      "Sehen Sie sich den Lauf an: Wurde er gedrosselt, begann "
      "er spät, oder betraf eine große Änderung alle Postfächer?",
      "Das Postfach kommt in der nächsten Nacht zuerst. Soll es gleich geschehen, für die ganze Gruppe:\n"
      "roamsync group push TENANT\n"
      "Geschieht es jede Nacht, dann verlängert der Betreiber das Zeitfenster (night.length_minutes)."}},
    {cause::stopped,
     {"Der Lauf wurde beendet", "Der Betreiber hat den Lauf beendet, bevor dieses Postfach an der Reihe war.",
      "Im Protokoll von roamsync stehen Zeit und Signal.",
      "Das Postfach kommt im nächsten Lauf an die Reihe. Soll es gleich geschehen, für die ganze Gruppe:\n"
      "roamsync group push TENANT"}},
    {cause::settings_missing,
     {"Der Tenant ist nicht eingerichtet",
      "Der Tenant nimmt am Nachtlauf teil, aber die Details nennen, was roamsync zur Anmeldung "
      "noch fehlt: der Entra-Tenant, der Service-Benutzer oder sein Kennwort. Es wurde nichts gesendet.",
      "Sehen Sie nach, was vorhanden ist:\n"
      "roamsync tenant show TENANT",
      "Ergänzen Sie, was fehlt, oder nehmen Sie den Tenant so lange aus dem Nachtlauf:\n"
      "roamsync tenant set TENANT entra_tenant=ENTRA-TENANT service_user=SERVICE-USER\n"
      "roamsync tenant password TENANT\n"
      "roamsync tenant set TENANT automate=false"}},
    {cause::catalogue_invalid,
     {"Der Katalog ist nicht verwendbar",
      "Die Signaturen des Tenants enthalten einen Fehler, oder ihr Ordner kann nicht gelesen "
      "werden. Es wurde nichts geschrieben, und die Postfächer behalten, was sie haben.",
      "Die Details nennen Datei, Zeile und was erlaubt ist.",
      "Berichtigen Sie die Datei und prüfen Sie den Katalog noch einmal:\n"
      "roamsync check TENANT"}},
    {cause::dry_run,
     {"Probelauf: Es wurde nichts geschrieben",
      "Der Lauf hat nur festgestellt, was zu tun wäre; es steht in den Details.", "",
      "Starten Sie den Lauf ohne --dry-run, damit es geschieht."}},
    {cause::no_sign_of_life,
     {"Kein Lebenszeichen",
      "Innerhalb von roamsync war nichts mehr davon zu hören, obwohl nichts mehr da war, worauf zu warten wäre: keine "
      "Anfrage, keine Wartezeit, keine Pause. Es wurde beendet, damit der Lauf mit den anderen weitergehen konnte. Was "
      "bis dahin geschrieben wurde, bleibt; der nächste Lauf liest das Postfach neu, bevor er sich auf etwas verlässt.",
      "Prüfen Sie, ob es beim selben Postfach oder Tenant wieder geschieht, und ob der Datenträger der Datenbank "
      "antwortet.",
      "Es kommt im nächsten Lauf an die Reihe. Es ist ein Fehler in roamsync oder der Maschine darunter: Der Betreiber "
      "meldet ihn den Entwicklern von roamsync, mit dem Protokoll und diesem Bericht; beide enthalten keine "
      "Kennwörter:\n"
      "roamsync report --tenant TENANT --failed --json"}},
    {cause::internal_error,
     {"Ein Fehler in roamsync",
      "roamsync kam in einen Zustand, den es nicht geben darf. Das "
      "Postfach blieb liegen, der Lauf ging mit den anderen weiter.",
      "Prüfen Sie, ob es beim selben Postfach wieder geschieht.",
      "Das Postfach kommt im nächsten Lauf an die Reihe. Der Betreiber meldet den Fehler den Entwicklern "
      "von roamsync, mit dem Protokoll und diesem Bericht; beide enthalten keine Kennwörter:\n"
      "roamsync report --tenant TENANT --failed --json"}},
});

} // namespace roamsync
